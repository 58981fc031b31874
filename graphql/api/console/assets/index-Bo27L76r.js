import{aJ as t,ay as s}from"./console-Clenm4bN.js";const d=t(`
  query NormPackages {
    normPackages { id name version title status validFrom validTo createdAt editedAt publishedAt authors baseName baseVersion hash }
    normPilots { id normPackageId unitIds validFrom validTo proposedBy proposedAt confirmedBy confirmedAt }
    normCorrections {
      id normPackageId unitIds validFrom validTo reason documentNumber proposedBy proposedAt confirmedBy confirmedAt appliedAt entries
    }
  }
`),l=t(`
  query NationalNorms {
    nationalNormPackages { name version titleVi titleEn }
    normUpstream {
      packageId name version baseName baseVersion shippedVersion
      changes { path vi en ours }
    }
  }
`),g=t(`
  query NormDesk($id: UUID!, $edits: [NormEditInput!]) {
    normDesk(id: $id, edits: $edits) {
      package { id status validFrom validTo editedAt authors baseName baseVersion }
      keptHash hash name version title sound own
      heading { path name text }
      settings { path name vi en text unit keys }
      scales { name vi en form unit rows { path name text } }
      levels { name vi en over facts { name vi en unit keys truth } formulas { path name vi en text unit } }
      examples { name level given facts settings expected { found passed error part { path name text } } }
      problems { path offset problem { source line column code subject vi en } }
    }
  }
`),m=t(`
  query NormTexts($id: UUID!) {
    normDesk(id: $id) {
      package { id status baseName baseVersion }
      keptHash name version title own document override whole
      settings { name vi en }
      scales { name vi en }
      levels { facts { name vi en } formulas { name vi en } }
    }
  }
`),p=t(`
  query LookNormOver($id: UUID!, $text: String!) {
    normTextCheck(id: $id, text: $text) { sound problems { source line column code subject vi en } }
  }
`),u=t(`
  mutation RewriteNorm($input: EditNormPackageInput!) {
    editNormPackage(input: $input) { id hash editedAt }
  }
`),b=t(`
  mutation KeepNormParts($input: EditNormPartsInput!) {
    editNormParts(input: $input) { id hash editedAt }
  }
`),f=t(`
  mutation CopyNorm($input: CopyNormPackageInput!) {
    copyNormPackage(input: $input) { id version }
  }
`),$=t(`
  mutation DraftNorm($input: NormTextInput!) {
    draftNormPackage(input: $input) { id }
  }
`),y=t(`
  mutation DiscardNorm($id: UUID!) { discardNormPackage(input: { id: $id }) }
`),v=t(`
  query NormDifferences($old: UUID!, $new: UUID!) {
    normDifferences(oldId: $old, newId: $new) { path kind vi en before { vi en } after { vi en } }
  }
`),k=t(`
  query NormUnits { units { id name parentId depth } }
`),w=t(`
  query NormAccounts { accounts(first: 100) { edges { node { id login person { fullName } } } } }
`),T=t(`
  query ClosedMonths($from: Date!, $to: Date!) {
    evaluationPeriods(firstDay: $from, lastDay: $to, kind: MONTH) { first last closedAt }
  }
`),C=t(`
  query LabRuns {
    labRuns(first: 30) {
      edges { node { id packageName packageVersion hash firstMonth lastMonth unitIds status done total startedAt } }
    }
  }
`),N=t(`
  query LabProgress($id: UUID!) { labRun(id: $id) { id status done total problem } }
`),x=t(`
  query LabRun($id: UUID!) {
    labRun(id: $id) {
      id packageName packageVersion hash firstMonth lastMonth unitIds status done total problem startedAt finishedAt
      outcome {
        classes waiting
        periods {
          grain start
          figures { persons moved rose fell refused meanBefore meanAfter }
          migration { before after persons }
          distribution { lowest before after }
          byUnit { key persons unit { name } figures { persons moved rose fell } }
          quotaBefore { allowed highest above }
          quotaAfter { allowed highest above }
        }
      }
    }
  }
`),P=t(`
  mutation StartLab($input: StartLabRunInput!) { startLabRun(input: $input) { id status done total hash firstMonth lastMonth } }
`),D=t(`
  mutation CancelLab($id: UUID!) { cancelLabRun(input: { id: $id }) { id } }
`),I=t(`
  query LabMovers($run: UUID!, $after: String) {
    labMovers(runId: $run, first: 50, after: $after) {
      edges {
        node { personId fullName grain start beforeTotal beforeRating afterTotal afterRating unit { name } reasons { vi en } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`),R=t(`
  mutation ProposePilot($input: ProposeNormPilotInput!) { proposeNormPilot(input: $input) { id } }
`),E=t(`
  mutation ConfirmPilot($id: UUID!) { confirmNormPilot(input: { id: $id }) { id } }
`),U=t(`
  mutation WithdrawPilot($id: UUID!) { withdrawNormPilot(input: { id: $id }) }
`),S=t(`
  mutation EndPilot($id: UUID!, $on: Date!) { endNormPilot(input: { id: $id, on: $on }) { id } }
`),A=t(`
  query PilotOutcome($id: UUID!) {
    normPilotOutcome(id: $id) {
      pilot { month persons mean classes { rating persons } }
      lab { month persons mean classes { rating persons } }
    }
  }
`),B=t(`
  mutation PublishNorm($input: PublishNormPackageInput!) { publishNormPackage(input: $input) { id validFrom } }
`),O=t(`
  query NormGaps($id: UUID!, $on: Date!) {
    ownFactGaps(packageId: $id, on: $on) { count first { id code name vi en } }
  }
`),q=t(`
  mutation CorrectBack($input: CorrectBackInput!) { correctBack(input: $input) { id } }
`),M=t(`
  mutation ConfirmCorrection($id: UUID!) { confirmNormCorrection(input: { id: $id }) { id } }
`),L=t(`
  mutation WithdrawCorrection($id: UUID!) { withdrawNormCorrection(input: { id: $id }) }
`),r={title:"Norm packages",version:n=>`version ${n}`,versionName:n=>`Version ${n}`,status:{DRAFT:"Draft",PILOT:"Pilot",CORRECTIVE:"Correction",PUBLISHED:"Published",SUPERSEDED:"Replaced"},inForceNow:"In force",toCome:n=>`In force from ${n}`,list:{inForce:"In force",drafts:"Drafts",pilots:"Pilots",corrections:"Corrections of past days",history:"Earlier versions",upstream:"National packages with a newer version",national:"National packages",runs:"Runs of the lab",none:"No package has been published yet. Begin with a national package, change the coefficients of the province, then publish.",noDrafts:"There are no drafts. Make a new version of the one in force to try another coefficient; the one in force does not change.",copy:n=>`New version from ${n}`,copying:"Making it…",open:"Open",from:n=>`from the national package ${n}`,everywhere:"everywhere except units of a pilot",by:n=>`written by ${n}`,edited:n=>`changed at ${n}`,fromTo:(n,e)=>`from ${n} to the end of ${e}`,since:n=>`from ${n}`,units:n=>`${n} units`,everybody:"all units",waits:"Waits for a second person",confirmed:"Confirmed",running:"Being tried out",ended:"Ended",entries:n=>`${n} entries scored again`,applying:"being scored again",upstreamText:n=>`The new national version differs in ${n} places.`,ours:"the province keeps its own value",takeOver:"Draft on the new national version",national0:"Packages that come with the program, for provinces to inherit and change their part of.",start:"Make a draft",startName:n=>`Make a draft of ${n}`,otherUnits:"Units of a pilot use its package on those days.",run:(n,e)=>`Version ${n} on ${e}`},steps:{label:"Steps",draft:"Draft",pilot:"Pilot",publish:"Publish",replace:"Replace",now:"this step",done:"done"},editor:{from:n=>`Draft, against version ${n}`,places:n=>n===0?"nothing changed":`${n} changed`,saved:n=>`saved ${n}`,saving:"saving…",typing:"kept on this device",waiting:"no network, kept on this device",refused:"not saved",tabs:{scales:"Scales and coefficients",formulas:"Formulas",examples:"Worked examples",differences:n=>`Changes to ${n}`},label:"Parts of the package",old:n=>`Version ${n}`,key:"Level",setting:"Setting",settings:"Settings",lab:"Lab",back:"Back to the editor",upto:n=>`Up to ${n}`,above:"Anything above",fromBound:n=>`From ${n}`,below:"Anything below",otherwise:"Otherwise",unread:"This number cannot be read. Write it as 1,4 or 1.4.",unreadWord:"Write it in plain letters, such as HTXS.",cell:(n,e)=>`${n}, ${e}`,readOnly:"A version once piloted or published never changes. Make a new version of it instead.",wholeText:"Text of the package",inText:n=>`Line ${n}`,edit:"Edit",checks:"Checks",sound:"Formulas hold, every name is known, nothing divides by 0",formulas:n=>`${n} formulas`,holds:"Worked examples hold",holdCount:(n,e)=>`${n} of ${e} hold`,noExamples:"This version has no worked examples.",example:n=>`Example “${n}”`,wrong:(n,e,o)=>`${n}: expected ${e}, now ${o}`,editExpected:"Change expectation",level:n=>`Level ${n}`,levels:{cause:"cause",entry:"entry",day:"day",month:"month",quarter:"quarter",year:"year",unit:"unit",year_of_months:"year of months"},problemAt:(n,e,o)=>`Line ${n}, column ${e}: ${o}`,noName:n=>`there is no “${n}”.`,suggest:n=>` Did you mean “${n}”?`,formulaHelp:"Names are offered with or without diacritics. A comma is the decimal sign, a semicolon separates. Press Escape, then Tab to leave the field.",was:n=>`Version ${n}:`,given:"Given",expected:"Expected",found:"Found",value:"Value",result:"Result",right:"holds",notRight:"does not hold",takeFound:n=>`Take ${n}`,notComputed:"not computed yet",missing:"missing",same:n=>`Nothing differs from version ${n} yet.`,differs:(n,e)=>`${n} differences from version ${e}:`,nothing:"There is no version to compare with.",kinds:{ADDED:"Added",REMOVED:"Removed",CHANGED:"Changed"},unreadable:"The text of the package cannot be read, so it is not split into parts.",conflict:"This draft was changed elsewhere just now. What you changed is still on this device. Keep it or drop it:",mine:"Yours",theirs:"Saved",place:"Place",keepMine:"Keep mine",dropMine:"Drop mine",unsaid:"nothing",waits:"A proposal by this draft waits for confirmation, so it cannot be changed. Withdraw the proposal to go on.",discard:"Discard the draft",discardSure:"Discard this draft for good? It cannot be brought back.",discardYes:"Discard"},bottom:{promise:"Publishing does exactly what the lab has shown. Decided scores do not change.",pilot:"Choose pilot units",publish:"Publish",correct:"Correct past days",blocked:n=>`${n===1?"1 place is":`${n} places are`} not right yet: correct this before a pilot or publication.`,copy:"New version from this one"},lab:{title:(n,e)=>`Lab: ${n} scored again by version ${e}`,empty:n=>`Nothing differs from version ${n} yet. Change a coefficient, and the lab scores the last month again.`,month:"Month to try",monthName:n=>`Month ${n}`,running:(n,e)=>`Scoring again, ${n} of ${e} steps done. You may leave; the result will wait here.`,cancel:"Cancel this run",stale:"The result below is of the text before your change.",again:"Run again",start:"Run the lab",broken:"A formula is not right yet. The lab runs again by itself when it is.",failed:"The run stopped:",moved:n=>`of ${n} people change class by points`,up:"up",down:"down",other:"other",waiting:n=>`${n} months still wait to be scored; “old” will change.`,refused:n=>`${n} entries hold data this version does not accept.`,mean:(n,e)=>`mean from ${n} to ${e} points`,distribution:"Distribution of points",before:"Old",after:"New",table:"Show table",chart:"Show chart",points:"Points",persons:"People",oldCount:"Old",newCount:"New",bin:(n,e)=>`${n} to under ${e}`,summary:(n,e,o)=>`Distribution of the totals of ${n} people: mean ${e} by the old version, ${o} by the new one.`,matrix:"Old to new",none:"No data",noneLong:"Insufficient data",sum:"Sum",key:"HTXS: excellent · HTT: good · HT: completed · KHT: not completed",units:"Units that change most",unit:"Unit",changed:"Change",fell:"Fall",rose:"Rise",unknownUnit:"Unknown unit",few:"Units of fewer than three people are not told.",noUnits:"In no unit does anybody change class.",quota:(n,e,o)=>`Excellent by the new version: ${n} people, ${e} allowed, ${o} above.`,movers:"Who changes, and why",moversWarn:"The list names persons. Each opening is recorded, and those named can see who opened it.",openMovers:"Open the list",logged:"this look was recorded",noRight:"The list of names is for the leaders of the province it is given to; administrators see counts only.",moreMovers:"Show more",person:"Name",becomes:(n,e)=>`${n} becomes ${e}`,noMovers:"Nobody changes class.",export:n=>`Export the list of ${n} people`,exportWarn:"Exporting opens the whole list, and is recorded too.",why:"Why",exporting:"Fetching the list…",page:"Result of the lab",file:"class-changes"},pilot:{title:"Pilot",choose:"Pilot units",help:"Choose units; the units below them go along.",search:"Find a unit",chosen:n=>`${n} units chosen`,from:"From",to:"To the end of",propose:"Propose the pilot",proposed:"Proposed. The pilot begins once a second administrator confirms it.",second:"This takes two people: you propose, another administrator confirms.",noUnit:"Choose at least one unit.",noFrom:"Write the first day.",noTo:"Write the last day.",list:"Pilots of this version",none:"There is no pilot of this version yet.",proposedBy:(n,e)=>`${n} proposed it ${e}`,confirmedBy:(n,e)=>`${n} confirmed it ${e}`,someone:"Another administrator",you:"You",confirm:"Confirm the pilot",withdraw:"Withdraw the proposal",own:"You proposed this pilot, so somebody else confirms it.",sure:"From the confirmation on the text of this version never changes.",end:"End earlier",endOn:"Day it no longer applies",ending:"Write the day it no longer applies",outcome:"The pilot against the lab",noOutcome:"When a month of the pilot is scored, its result stands here beside what the lab told.",real:n=>`Pilot, ${n}`,told:n=>`Lab, ${n}`,noLab:"There is no lab run of exactly this text for these people yet.",few:"Fewer than three people, so not told.",mean:"Mean points",class:"Class by points",blocked:"This version is not right yet, so it cannot be piloted.",branch:n=>`and ${n} units below`,remove:n=>`Remove ${n}`},publish:{title:"Publish",what:(n,e)=>`${n}, version ${e}`,from:"In force from",fromHelp:"From tomorrow on. Work before that day keeps its scores.",noDay:"Write the day it takes effect.",go:"Publish this version",author:"You wrote this version. Another administrator reads and publishes it.",authors:n=>`Written by ${n}.`,will:"When published",changes:(n,e)=>`${n} differences from version ${e} take effect.`,counts:(n,e,o,i,a)=>`In ${o}, ${n} of ${e} people would change class by points: ${i} up, ${a} down.`,noLab:"There is no lab result of exactly this text yet. Run the lab before publishing.",stays:"What stays",staysScores:"Scores and decisions of days before the effective day.",staysPilot:"Units trying out another package, until their pilot ends.",undo:"There is no undo: to change it back, replace it by a new version.",done:n=>`Published, in force from ${n}.`,next:"The version before ends on that day and keeps what it scored.",blocked:n=>`${n===1?"1 place is":`${n} places are`} not right yet, so it cannot be published.`,gaps:n=>`${n} work items or job positions lack data this package needs. Without it such work cannot be logged.`,toEditor:"Open this version",sign:"I have read the differences above.",unread:"Tick that you have read it before publishing."},correct:{title:"Correct past days",lead:"Score past days again by another package, for a reason and by a document. The new scores stand beside the old ones and name the correction; the old ones stay.",package:"Score again by",from:"From",to:"To the end of",who:"For whom",everybody:"All units",some:"Some units",reason:"Reason",document:"Document number",propose:"Propose the correction",proposed:"Proposed. Scoring begins once a second person confirms it.",noReason:"Write the reason.",noDocument:"Write the document number.",list:"Corrections",none:"There are no corrections yet.",confirm:"Confirm the correction",withdraw:"Withdraw the proposal",sure:"Once confirmed it cannot be withdrawn; changing it back takes another correction.",amounts:"Before confirming: what the lab tells",try:"Look ahead in the lab",trying:(n,e)=>`Trying it, ${n} of ${e} steps done.`,result:(n,e,o,i)=>`${e} people are scored again: ${n} change class, ${o} fall, ${i} rise.`,wholeMonths:"Counted by whole months.",amountMean:(n,e)=>`Mean points from ${n} to ${e}.`,own:"You proposed this correction, so somebody else confirms it."}},h={title:"Gói định mức",version:n=>`bản ${n}`,versionName:n=>`Bản ${n}`,status:{DRAFT:"Nháp",PILOT:"Thí điểm",CORRECTIVE:"Đính chính",PUBLISHED:"Công bố",SUPERSEDED:"Đã thay thế"},inForceNow:"Đang áp dụng",toCome:n=>`Áp dụng từ ${n}`,list:{inForce:"Đang áp dụng",drafts:"Bản nháp",pilots:"Thí điểm",corrections:"Đính chính ngày đã qua",history:"Các bản đã qua",upstream:"Gói quốc gia có bản mới",national:"Gói quốc gia",runs:"Các lượt phòng thử",none:"Chưa có gói nào được công bố. Bắt đầu từ một gói quốc gia, sửa hệ số của tỉnh, rồi công bố.",noDrafts:"Không có bản nháp. Tạo bản mới từ bản đang áp dụng để thử một hệ số khác; bản đang áp dụng không đổi.",copy:n=>`Tạo bản mới từ bản ${n}`,copying:"Đang tạo…",open:"Mở",from:n=>`từ gói quốc gia ${n}`,everywhere:"mọi nơi, trừ đơn vị đang thí điểm",by:n=>`${n} soạn`,edited:n=>`sửa lúc ${n}`,fromTo:(n,e)=>`từ ${n} đến hết ${e}`,since:n=>`từ ${n}`,units:n=>`${n} đơn vị`,everybody:"mọi đơn vị",waits:"Chờ người thứ hai xác nhận",confirmed:"Đã xác nhận",running:"Đang thí điểm",ended:"Đã kết thúc",entries:n=>`${n} mục được chấm lại`,applying:"đang chấm lại",upstreamText:n=>`Bản quốc gia mới có ${n} chỗ khác.`,ours:"tỉnh giữ giá trị của mình",takeOver:"Tạo bản nháp trên bản quốc gia mới",national0:"Các gói đi cùng chương trình, để tỉnh kế thừa và sửa phần của mình.",start:"Tạo bản nháp",startName:n=>`Tạo bản nháp từ ${n}`,otherUnits:"Đơn vị thí điểm dùng gói của đợt thí điểm trong những ngày đó.",run:(n,e)=>`Bản ${n} trên tháng ${e}`},steps:{label:"Các bước",draft:"Nháp",pilot:"Thí điểm",publish:"Công bố",replace:"Thay thế",now:"đang ở bước này",done:"đã qua"},editor:{from:n=>`Nháp, so với bản ${n}`,places:n=>n===0?"chưa sửa chỗ nào":`sửa ${n} chỗ`,saved:n=>`lưu tự động ${n}`,saving:"đang lưu…",typing:"đang giữ trên máy này",waiting:"không có mạng, giữ trên máy này",refused:"chưa lưu được",tabs:{scales:"Thang và hệ số",formulas:"Công thức",examples:"Ví dụ mẫu",differences:n=>`Khác bản ${n}`},label:"Các phần của gói",old:n=>`Bản ${n}`,key:"Mức",setting:"Tham số",settings:"Tham số chung",lab:"Phòng thử",back:"Về phần soạn",upto:n=>`Đến ${n}`,above:"Lớn hơn nữa",fromBound:n=>`Từ ${n}`,below:"Thấp hơn nữa",otherwise:"Còn lại",unread:"Chưa đọc được số này. Viết như 1,4 hoặc 1.4.",unreadWord:"Viết bằng chữ không dấu, như HTXS.",cell:(n,e)=>`${n}, ${e}`,readOnly:"Bản đã thí điểm hoặc công bố không sửa. Tạo bản mới từ bản này để thay đổi.",wholeText:"Văn bản của gói",inText:n=>`Dòng ${n}`,edit:"Sửa",checks:"Kiểm tra",sound:"Công thức hợp lệ, đủ tên, không chia cho 0",formulas:n=>`${n} công thức`,holds:"Ví dụ mẫu đúng",holdCount:(n,e)=>`${n} trên ${e} đúng`,noExamples:"Bản này chưa có ví dụ mẫu nào.",example:n=>`Ví dụ “${n}”`,wrong:(n,e,o)=>`${n}: mong đợi ${e}, nay ra ${o}`,editExpected:"Sửa mong đợi",level:n=>`Bậc ${n}`,levels:{cause:"nguyên nhân",entry:"việc",day:"ngày",month:"tháng",quarter:"quý",year:"năm",unit:"đơn vị",year_of_months:"năm tính từ tháng"},problemAt:(n,e,o)=>`Dòng ${n}, cột ${e}: ${o}`,noName:n=>`chưa có tên “${n}”.`,suggest:n=>` Có phải “${n}”?`,formulaHelp:"Gõ tên có dấu hoặc không dấu để được gợi ý. Dấu phẩy là dấu thập phân, dấu chấm phẩy ngăn các phần. Bấm Escape rồi Tab để ra khỏi ô.",was:n=>`Bản ${n}:`,given:"Cho",expected:"Mong đợi",found:"Tính ra",value:"Giá trị",result:"Kết quả",right:"đúng",notRight:"chưa đúng",takeFound:n=>`Lấy ${n}`,notComputed:"chưa tính được",missing:"thiếu",same:n=>`Chưa có gì khác bản ${n}.`,differs:(n,e)=>`${n} chỗ khác bản ${e}:`,nothing:"Chưa có bản nào để so.",kinds:{ADDED:"Thêm",REMOVED:"Bỏ",CHANGED:"Sửa"},unreadable:"Văn bản của gói chưa đọc được, nên chưa chia thành từng phần.",conflict:"Bản nháp này vừa được sửa ở nơi khác. Chỗ bạn sửa vẫn còn trên máy này. Chọn giữ hay bỏ:",mine:"Bạn sửa",theirs:"Đang lưu",place:"Chỗ",keepMine:"Giữ chỗ tôi sửa",dropMine:"Bỏ chỗ tôi sửa",unsaid:"không có",waits:"Có đề nghị đang chờ xác nhận theo bản nháp này, nên tạm khóa sửa. Rút đề nghị để sửa tiếp.",discard:"Bỏ bản nháp",discardSure:"Bỏ hẳn bản nháp này? Không lấy lại được.",discardYes:"Bỏ hẳn"},bottom:{promise:"Công bố sẽ làm đúng như phòng thử đã cho thấy. Điểm đã quyết định không đổi.",pilot:"Chọn đơn vị thí điểm",publish:"Công bố",correct:"Đính chính ngày đã qua",blocked:n=>`Còn ${n} chỗ chưa đúng: sửa xong mới thí điểm hoặc công bố được.`,copy:"Tạo bản mới từ bản này"},lab:{title:(n,e)=>`Phòng thử: chấm lại tháng ${n} bằng bản ${e}`,empty:n=>`Chưa có gì khác bản ${n}. Sửa một hệ số, phòng thử sẽ chấm lại tháng gần nhất.`,month:"Tháng thử",monthName:n=>`Tháng ${n}`,running:(n,e)=>`Đang chấm lại, xong ${n} trên ${e} bước. Có thể rời trang, kết quả sẽ chờ ở đây.`,cancel:"Hủy lượt này",stale:"Kết quả dưới đây là của bản trước khi sửa.",again:"Chạy lại",start:"Chạy phòng thử",broken:"Công thức còn chỗ chưa đúng. Sửa xong, phòng thử sẽ tự chạy lại.",failed:"Lượt chạy dừng lại:",moved:n=>`trên ${n} người đổi xếp loại theo điểm`,up:"lên",down:"xuống",other:"khác",waiting:n=>`${n} tháng điểm còn chờ chấm, số bên “cũ” sẽ đổi.`,refused:n=>`${n} mục nhật ký có dữ liệu bản này không nhận.`,mean:(n,e)=>`trung bình ${n} thành ${e} điểm`,distribution:"Phân bố điểm",before:"Bản cũ",after:"Bản mới",table:"Xem bảng",chart:"Xem biểu đồ",points:"Điểm",persons:"Người",oldCount:"Cũ",newCount:"Mới",bin:(n,e)=>`${n} đến dưới ${e}`,summary:(n,e,o)=>`Phân bố tổng điểm của ${n} người: trung bình ${e} theo bản cũ, ${o} theo bản mới.`,matrix:"Bản cũ sang bản mới",none:"Chưa đủ",noneLong:"Chưa đủ dữ liệu",sum:"Cộng",key:"HTXS: hoàn thành xuất sắc nhiệm vụ · HTT: hoàn thành tốt · HT: hoàn thành · KHT: không hoàn thành",units:"Đơn vị đổi nhiều nhất",unit:"Đơn vị",changed:"Đổi",fell:"Giảm",rose:"Tăng",unknownUnit:"Không rõ đơn vị",few:"Đơn vị dưới ba người không nêu.",noUnits:"Không đơn vị nào có người đổi xếp loại.",quota:(n,e,o)=>`Hoàn thành xuất sắc theo bản mới: ${n} người, tỷ lệ cho phép ${e}, vượt ${o}.`,movers:"Ai đổi, vì sao",moversWarn:"Danh sách nêu tên từng người. Mỗi lần mở được ghi lại, và những người có tên xem được ai đã mở.",openMovers:"Mở danh sách",logged:"lần xem này đã được ghi lại",noRight:"Danh sách tên người dành cho lãnh đạo tỉnh được giao; người quản trị chỉ xem số đếm.",moreMovers:"Xem tiếp",person:"Họ tên",becomes:(n,e)=>`${n} thành ${e}`,noMovers:"Không ai đổi xếp loại.",export:n=>`Xuất danh sách ${n} người`,exportWarn:"Xuất danh sách là mở toàn bộ danh sách, cũng được ghi lại.",why:"Vì sao",exporting:"Đang lấy danh sách…",page:"Kết quả phòng thử",file:"doi-xep-loai"},pilot:{title:"Thí điểm",choose:"Đơn vị thí điểm",help:"Chọn đơn vị; các đơn vị trực thuộc đi cùng.",search:"Tìm đơn vị",chosen:n=>`Đã chọn ${n} đơn vị`,from:"Từ ngày",to:"Đến hết ngày",propose:"Đề nghị thí điểm",proposed:"Đã đề nghị. Người quản trị thứ hai xác nhận thì thí điểm mới bắt đầu.",second:"Việc này cần hai người: bạn đề nghị, một người quản trị khác xác nhận.",noUnit:"Chọn ít nhất một đơn vị.",noFrom:"Ghi ngày bắt đầu.",noTo:"Ghi ngày kết thúc.",list:"Các đợt thí điểm của bản này",none:"Chưa có đợt thí điểm nào của bản này.",proposedBy:(n,e)=>`${n} đề nghị ${e}`,confirmedBy:(n,e)=>`${n} xác nhận ${e}`,someone:"Người quản trị khác",you:"Bạn",confirm:"Xác nhận thí điểm",withdraw:"Rút đề nghị",own:"Bạn đề nghị đợt này, nên người khác xác nhận.",sure:"Từ lúc xác nhận, văn bản của bản này không sửa được nữa.",end:"Kết thúc sớm",endOn:"Ngày thôi áp dụng",ending:"Ghi ngày thôi áp dụng",outcome:"Thí điểm so với phòng thử",noOutcome:"Khi một tháng trong đợt thí điểm được chấm xong, kết quả đứng ở đây bên cạnh dự báo của phòng thử.",real:n=>`Thí điểm, tháng ${n}`,told:n=>`Phòng thử, tháng ${n}`,noLab:"Chưa có lượt phòng thử của đúng văn bản này cho những người đó.",few:"Dưới ba người nên không nêu.",mean:"Điểm trung bình",class:"Xếp loại theo điểm",blocked:"Bản này còn chỗ chưa đúng nên chưa thí điểm được.",branch:n=>`và ${n} đơn vị trực thuộc`,remove:n=>`Bỏ ${n}`},publish:{title:"Công bố",what:(n,e)=>`${n}, bản ${e}`,from:"Áp dụng từ ngày",fromHelp:"Từ ngày mai trở đi. Việc làm trước ngày này giữ điểm cũ.",noDay:"Ghi ngày áp dụng.",go:"Công bố bản này",author:"Bạn đã soạn bản này. Người quản trị khác đọc và công bố.",authors:n=>`Người soạn: ${n}.`,will:"Khi công bố",changes:(n,e)=>`${n} chỗ khác bản ${e} bắt đầu có hiệu lực.`,counts:(n,e,o,i,a)=>`Trên tháng ${o}, ${n} trong ${e} người sẽ đổi xếp loại theo điểm: ${i} lên, ${a} xuống.`,noLab:"Chưa có kết quả phòng thử của đúng văn bản này. Nên chạy phòng thử trước khi công bố.",stays:"Không đổi",staysScores:"Điểm và quyết định của những ngày trước ngày áp dụng.",staysPilot:"Đơn vị đang thí điểm gói khác, cho đến hết đợt.",undo:"Không có hoàn tác: muốn đổi lại thì thay thế bằng một bản mới.",done:n=>`Đã công bố, áp dụng từ ${n}.`,next:"Bản trước thôi áp dụng từ ngày đó và giữ những điểm đã chấm.",blocked:n=>`Còn ${n} chỗ chưa đúng, chưa công bố được.`,gaps:n=>`${n} đầu việc hoặc vị trí việc làm thiếu dữ liệu gói này cần. Thiếu thì không ghi được việc đó.`,toEditor:"Mở bản này",sign:"Tôi đã đọc các chỗ khác nêu trên.",unread:"Đánh dấu là đã đọc trước khi công bố."},correct:{title:"Đính chính ngày đã qua",lead:"Chấm lại những ngày đã qua bằng một gói khác, có lý do và số văn bản. Điểm mới đứng cạnh điểm cũ và nêu tên đính chính; điểm cũ không mất.",package:"Chấm lại bằng",from:"Từ ngày",to:"Đến hết ngày",who:"Cho ai",everybody:"Mọi đơn vị",some:"Một số đơn vị",reason:"Lý do",document:"Số văn bản",propose:"Đề nghị đính chính",proposed:"Đã đề nghị. Người thứ hai xác nhận thì hệ thống mới chấm lại.",noReason:"Ghi lý do.",noDocument:"Ghi số văn bản.",list:"Các đính chính",none:"Chưa có đính chính nào.",confirm:"Xác nhận đính chính",withdraw:"Rút đề nghị",sure:"Xác nhận rồi thì không rút được; muốn đổi lại phải có đính chính khác.",amounts:"Trước khi xác nhận: phòng thử cho biết",try:"Xem trước bằng phòng thử",trying:(n,e)=>`Đang chấm thử, xong ${n} trên ${e} bước.`,result:(n,e,o,i)=>`${e} người được chấm lại: ${n} đổi xếp loại, ${o} giảm điểm, ${i} tăng điểm.`,wholeMonths:"Tính theo cả tháng.",amountMean:(n,e)=>`Điểm trung bình ${n} thành ${e}.`,own:"Bạn đề nghị đính chính này, nên người khác xác nhận."}},W=s(h,r);export{w as A,f as C,$ as D,S as E,O as G,b as K,C as L,I as M,l as N,d as P,u as R,P as S,m as T,k as U,U as W,D as a,x as b,N as c,T as d,y as e,g as f,v as g,p as h,A as i,E as j,R as k,B as l,M as m,L as n,q as o,W as t};
