import{$ as a,g as r,T as c,aK as b,Z as C,aJ as n,ay as S,p as O,a0 as A,as as N,j as R,s as F,C as _,t as f,a as v,b as g,w as y,af as L,m as I,aI as x,x as U,z as k}from"./console-Clenm4bN.js";class B{constructor(t){this.load=t}#e=a();get value(){return r(this.#e)}set value(t){c(this.#e,t)}#t=a();get failure(){return r(this.#t)}set failure(t){c(this.#t,t)}#n=a(!1);get asking(){return r(this.#n)}set asking(t){c(this.#n,t,!0)}turn=0;async ask(){const t=++this.turn;this.asking=!0;try{const o=await this.load();if(t!==this.turn)return;[this.value,this.failure]=[o,void 0]}catch(o){if(t!==this.turn)return;this.failure=w(o)}this.asking=!1}}class V{constructor(t){this.load=t}#e=a();get rows(){return r(this.#e)}set rows(t){c(this.#e,t)}#t=a();get failure(){return r(this.#t)}set failure(t){c(this.#t,t)}#n=a(!1);get asking(){return r(this.#n)}set asking(t){c(this.#n,t,!0)}#o=a(null);get next(){return r(this.#o)}set next(t){c(this.#o,t,!0)}turn=0;begin(){return this.read(null)}more(){return this.read(this.next)}async read(t){const o=++this.turn;this.asking=!0;try{const i=await this.load(t);if(o!==this.turn)return;const h=i?.edges.map(({node:s})=>s)??[];this.rows=t?[...this.rows??[],...h]:h,this.next=i?.pageInfo.hasNextPage?i.pageInfo.endCursor:null,this.failure=void 0}catch(i){if(o!==this.turn)return;this.failure=w(i)}this.asking=!1}}function w(e){return e instanceof b&&(C.expired=!0),e instanceof Error?e:new Error(String(e))}const K=n("mutation ProposeWorkItem($input: ProposeWorkItemInput!) { proposeWorkItem(input: $input) { id } }"),j=n("mutation ReviseWorkItem($input: ReviseWorkItemInput!) { reviseWorkItem(input: $input) { id } }"),Q=n("mutation ApproveWorkItem($input: ApproveInput!) { approveWorkItem(input: $input) { id } }"),Y=n("mutation RecallWorkItem($input: RecordInput!) { recallWorkItem(input: $input) { id } }"),X=n("mutation EndWorkItem($input: EndInput!) { endWorkItem(input: $input) { id } }"),z=n("mutation DiscardWorkItemDraft($input: RecordInput!) { discardWorkItemDraft(input: $input) }"),Z=n("mutation DraftFromProposal($input: DraftFromProposalInput!) { draftFromProposal(input: $input) { id } }"),ee=n("mutation ProposeJobPosition($input: ProposeJobPositionInput!) { proposeJobPosition(input: $input) { id } }"),te=n("mutation ReviseJobPosition($input: ReviseJobPositionInput!) { reviseJobPosition(input: $input) { id } }"),ne=n("mutation ApproveJobPosition($input: ApproveInput!) { approveJobPosition(input: $input) { id } }"),oe=n("mutation RecallJobPosition($input: RecordInput!) { recallJobPosition(input: $input) { id } }"),ie=n("mutation EndJobPosition($input: EndInput!) { endJobPosition(input: $input) { id } }"),re=n("mutation DiscardJobPositionDraft($input: RecordInput!) { discardJobPositionDraft(input: $input) }"),se=n("mutation SaveCompetency($input: CompetencyInput!) { saveCompetency(input: $input) { code } }"),ae=n("mutation AcceptTemplate($input: AcceptTemplateInput!) { acceptTemplate(input: $input) { code } }"),M={title:"Catalogue of work items",note:e=>`In force on ${e}`,tabs:{items:"Work items",positions:"Job positions",competencies:"Competencies",drafts:"Drafts",evidence:"Norms by the log"},tabsLabel:"Parts of the catalogue",toTemplate:"Against the national template",toImport:"Import from Excel",newItem:"Propose a work item",newPosition:"Propose a position",filter:{words:"Search by code or name, with or without diacritics",field:"Field",group:"Task group",positions:"Position group",rank:"Rank",level:"Level",unit:"Owner",anyUnit:"Any unit",on:"In force on",all:"All",more:"More filters",less:"Fewer filters",clear:"Clear filters"},taskGroups:{A:"A · Leadership",B:"B · Professional",C:"C · Particular to a unit",D:"D · Other"},positionGroups:{LEADERSHIP:"Leadership and management",PROFESSIONAL:"Specialised professional",SHARED:"Shared professional",SUPPORT:"Support"},kinds:{core:"Core",professional:"Professional",managerial:"Managerial"},status:{DRAFT:"Draft",APPROVED:"Approved",SUPERSEDED:"Superseded"},minutes:e=>`${e} minutes`,minutesPer:(e,t)=>`${e} minutes for one ${t}`,shown:(e,t)=>t?`The first ${e} are shown`:`${e} in all`,next:"Show more",noItems:"No work item fits. Take away a filter, or try another word, with or without diacritics.",noPositions:"No job position fits. Take away a filter, or try another word.",emptyCatalogue:"The catalogue holds nothing on this day. Take over the national template, import from Excel, or propose records one by one.",suggestions:{title:"Suggested by cadres",draft:"Draft a work item",decline:"Decline with a reason",reason:"Reason, for the author to read",send:"Send the reason",keep:"Later",noReason:"Say why, so that the author understands.",from:e=>`${e} suggests:`},noDrafts:"No draft waits. New drafts, yours and the units', show here.",noEvidence:"Verified work speaks against no norm so far. It takes enough entries by several people.",draftItems:"Work items",draftPositions:"Job positions",proposedOn:e=>`written ${e}`,facts:{code:"Code",name:"Name",field:"Field",taskGroup:"Task group",positionGroups:"Position groups that may log it",normMinutes:"Norm (minutes for one product)",norm:"Time norm",complexity:"Complexity",standardScore:"Standard score",output:"Output product",productUnit:"Unit of product",owner:"Owner",common:"Common to the province",template:"Code in the national template",ownOnly:"The province's own",validity:"In force",own:"Own fact"},position:{name:"Name",group:"Position group",rank:"Rank",field:"Field",level:"Level",purpose:"Purpose",duties:"Duties",dutiesHelp:"One duty a line",authority:"Authority",relations:"Working relations",requirements:"Requirements",competencies:"Competency framework",required:e=>`level ${e}`,items:"Work items of this position",itemsNote:"Items this position group may log, of the same field",noCompetencies:"This position has no competency framework yet.",noItems:"No work item of this field is open to this position group yet.",description:"Job description",add:"Add a competency",remove:e=>`Remove ${e}`,levelOf:e=>`Level of ${e}`},content:"What it says",history:"Versions",historyCaption:"Approved versions, the newest first",version:"Version",from:"From",to:"Until before",open:"without end",validFrom:e=>`in force from ${e}`,validBetween:(e,t)=>`in force from ${e} until before ${t}`,asOf:"As in force on",notInForce:"No version is in force on this day.",future:e=>`This version begins on ${e}`,ended:e=>`This record ends on ${e}`,draft:"Draft of the next version",firstDraft:"A draft; nothing was approved yet",draftChanges:"Differs from what is in force",draftSame:"The draft says what was approved last.",was:"Before",becomes:"Draft",revise:"Write a new version",edit:"Edit the draft",save:"Save the draft",propose:"Propose",cancel:"Cancel",saved:"The draft is saved.",approve:"Approve",approveFrom:"In force from",approved:e=>`Approved, in force from ${e}.`,discard:"Discard the draft",discardSure:"Throw this draft away? It cannot be brought back.",discarded:"The draft was discarded.",recall:"Recall the version not yet in force",recalled:"Recalled; that version is a draft again.",end:"Let it end",endOn:"Ends on",endHelp:"From that day on nothing new can be logged on it; what was logged and scored stays.",endDone:e=>`It ends on ${e}.`,mine:"You wrote this draft yourself. A second person should read and approve it.",mineConfirm:"There is no second person; I approve it myself and answer for it",mineNeeded:"Let a second person approve, or tick that you do it alone.",draftedBy:e=>`written by ${e}`,office:"Office account",unitApproves:"Items of group C are approved by the head of their unit.",trail:"Who did what",acts:{propose:"wrote the draft",approve:"approved",recall:"recalled",end:"let it end",complete:"added own facts",discard:"discarded the draft",accept_template:"answered the national template"},learned:{title:"What the log says of the norm",outcome:{RAISE:"Should rise",LOWER:"Should fall",KEEP:"Stays",TOO_FEW:"Too few entries",TOO_SPREAD:"Too spread out"},basis:(e,t,o,i)=>`${e} verified entries by ${t} people, ${o} to ${i}`,range:(e,t,o)=>`Half of the entries took ${e} to ${o} minutes for one product, the middle is ${t}`,change:(e,t)=>`${e} to ${t} minutes`,make:e=>`Draft ${e} minutes`,who:"Who uses this item",whoNone:"There are not enough verified entries to say who uses this item.",group:(e,t)=>`${e} entries, the middle is ${t} minutes`,noGroup:"Without a position",made:"A draft was made of the log."},form:{newItem:"Propose a new work item",newPosition:"Propose a new position",code:"Code",codeHelp:"Plain letters or Đ, digits and . _ / -",choose:"Choose…",empty:e=>`Enter ${e.toLowerCase()}.`,pick:e=>`Choose ${e.toLowerCase()}.`,number:e=>`${e}: enter a number, such as 62.5.`,whole:e=>`${e}: enter whole minutes.`,ownerHelp:"Only group C: type a few letters to find the unit",groupsHelp:"Who may log this item"},competency:{edit:"Edit",add:"Add a competency",code:"Code",name:"Name",kind:"Kind",level:e=>`Level ${e}`,save:"Save",saved:"The competency is saved.",note:"Saving holds at once; the system log keeps what was said before.",levels:"Five levels",none:"The catalogue holds no competency yet."}},q={title:"Danh mục đầu việc",note:e=>`Hiệu lực ngày ${e}`,tabs:{items:"Đầu việc",positions:"Vị trí việc làm",competencies:"Khung năng lực",drafts:"Dự thảo",evidence:"Định mức theo nhật ký"},tabsLabel:"Phần của danh mục",toTemplate:"So với mẫu quốc gia",toImport:"Nhập từ Excel",newItem:"Đề nghị đầu việc",newPosition:"Đề nghị vị trí",filter:{words:"Tìm theo mã hoặc tên, có dấu hoặc không dấu",field:"Lĩnh vực",group:"Nhóm nhiệm vụ",positions:"Nhóm vị trí",rank:"Ngạch",level:"Cấp",unit:"Đơn vị sở hữu",anyUnit:"Mọi đơn vị",on:"Hiệu lực ngày",all:"Tất cả",more:"Lọc thêm",less:"Bớt bộ lọc",clear:"Bỏ lọc"},taskGroups:{A:"A · Lãnh đạo, quản lý",B:"B · Chuyên môn, nghiệp vụ",C:"C · Đặc thù của đơn vị",D:"D · Nhiệm vụ khác"},positionGroups:{LEADERSHIP:"Lãnh đạo, quản lý",PROFESSIONAL:"Nghiệp vụ chuyên ngành",SHARED:"Chuyên môn dùng chung",SUPPORT:"Hỗ trợ, phục vụ"},kinds:{core:"Năng lực chung",professional:"Năng lực chuyên môn",managerial:"Năng lực quản lý"},status:{DRAFT:"Dự thảo",APPROVED:"Đã duyệt",SUPERSEDED:"Đã thay thế"},minutes:e=>`${e} phút`,minutesPer:(e,t)=>`${e} phút mỗi ${t}`,shown:(e,t)=>t?`Đang hiện ${e} mục đầu`:`${e} mục`,next:"Xem tiếp",noItems:"Không có đầu việc nào khớp. Bớt một bộ lọc, hoặc thử từ khác, có dấu hay không dấu đều được.",noPositions:"Không có vị trí việc làm nào khớp. Bớt một bộ lọc, hoặc thử từ khác.",emptyCatalogue:"Danh mục chưa có mục nào vào ngày này. Lấy từ mẫu quốc gia, nhập từ Excel, hoặc đề nghị từng mục.",suggestions:{title:"Cán bộ đề xuất",draft:"Soạn thành đầu việc",decline:"Không nhận, nêu lý do",reason:"Lý do, người đề xuất sẽ đọc",send:"Gửi lý do",keep:"Để sau",noReason:"Hãy nêu lý do để người đề xuất hiểu.",from:e=>`${e} đề xuất:`},noDrafts:"Không có dự thảo nào chờ duyệt. Dự thảo mới của bạn và của các đơn vị sẽ hiện ở đây.",noEvidence:"Chưa có đầu việc nào mà nhật ký đã xác nhận cho thấy nên đổi định mức. Cần đủ số việc của nhiều người.",draftItems:"Đầu việc",draftPositions:"Vị trí việc làm",proposedOn:e=>`soạn ${e}`,facts:{code:"Mã",name:"Tên đầu việc",field:"Lĩnh vực",taskGroup:"Nhóm nhiệm vụ",positionGroups:"Nhóm vị trí được ghi",normMinutes:"Định mức (phút cho một sản phẩm)",norm:"Định mức thời gian",complexity:"Độ phức tạp",standardScore:"Điểm chuẩn",output:"Sản phẩm đầu ra",productUnit:"Đơn vị tính sản phẩm",owner:"Đơn vị sở hữu",common:"Dùng chung toàn tỉnh",template:"Mã trong mẫu quốc gia",ownOnly:"Riêng của tỉnh",validity:"Hiệu lực",own:"Dữ liệu riêng"},position:{name:"Tên vị trí việc làm",group:"Nhóm vị trí",rank:"Ngạch",field:"Lĩnh vực",level:"Cấp",purpose:"Mục tiêu vị trí",duties:"Nhiệm vụ chính",dutiesHelp:"Mỗi nhiệm vụ một dòng",authority:"Quyền hạn",relations:"Quan hệ công việc",requirements:"Yêu cầu về trình độ",competencies:"Khung năng lực",required:e=>`mức ${e}`,items:"Đầu việc của vị trí này",itemsNote:"Đầu việc dùng chung mà nhóm vị trí này được ghi, cùng lĩnh vực",noCompetencies:"Vị trí này chưa có khung năng lực.",noItems:"Chưa có đầu việc nào của lĩnh vực này cho nhóm vị trí này.",description:"Bản mô tả công việc",add:"Thêm năng lực",remove:e=>`Bỏ ${e}`,levelOf:e=>`Mức của ${e}`},content:"Nội dung",history:"Các phiên bản",historyCaption:"Các phiên bản đã duyệt, mới nhất trước",version:"Bản",from:"Từ ngày",to:"Đến trước ngày",open:"không thời hạn",validFrom:e=>`hiệu lực từ ${e}`,validBetween:(e,t)=>`hiệu lực từ ${e} đến trước ${t}`,asOf:"Xem bản hiệu lực ngày",notInForce:"Không có phiên bản nào hiệu lực vào ngày này.",future:e=>`Bản này bắt đầu từ ${e}`,ended:e=>`Mục này kết thúc từ ${e}`,draft:"Dự thảo bản kế tiếp",firstDraft:"Dự thảo, chưa có bản nào được duyệt",draftChanges:"Khác bản đang hiệu lực",draftSame:"Dự thảo giống bản đã duyệt gần nhất.",was:"Trước",becomes:"Dự thảo",revise:"Soạn bản mới",edit:"Sửa dự thảo",save:"Lưu dự thảo",propose:"Gửi đề nghị",cancel:"Thôi",saved:"Đã lưu dự thảo.",approve:"Duyệt",approveFrom:"Hiệu lực từ ngày",approved:e=>`Đã duyệt, hiệu lực từ ${e}.`,discard:"Bỏ dự thảo",discardSure:"Bỏ hẳn dự thảo này? Nội dung không lấy lại được.",discarded:"Đã bỏ dự thảo.",recall:"Thu hồi bản chưa hiệu lực",recalled:"Đã thu hồi; bản đó lại là dự thảo.",end:"Cho kết thúc",endOn:"Kết thúc từ ngày",endHelp:"Từ ngày này không ghi việc mới được nữa; việc đã ghi và điểm cũ không đổi.",endDone:e=>`Mục này kết thúc từ ${e}.`,mine:"Chính bạn soạn dự thảo này. Nên để người thứ hai đọc lại và duyệt.",mineConfirm:"Không có người thứ hai, tôi tự duyệt và chịu trách nhiệm",mineNeeded:"Hãy để người thứ hai duyệt, hoặc đánh dấu ô tự duyệt.",draftedBy:e=>`${e} soạn`,office:"Tài khoản quản trị",unitApproves:"Đầu việc nhóm C do người đứng đầu đơn vị duyệt.",trail:"Ai đã làm gì",acts:{propose:"soạn dự thảo",approve:"duyệt",recall:"thu hồi",end:"cho kết thúc",complete:"bổ sung dữ liệu riêng",discard:"bỏ dự thảo",accept_template:"trả lời thay đổi của mẫu quốc gia"},learned:{title:"Nhật ký nói gì về định mức",outcome:{RAISE:"Nên tăng",LOWER:"Nên giảm",KEEP:"Giữ nguyên",TOO_FEW:"Chưa đủ việc",TOO_SPREAD:"Quá phân tán"},basis:(e,t,o,i)=>`${e} việc đã xác nhận của ${t} người, ${o} đến ${i}`,range:(e,t,o)=>`Một nửa số việc mất ${e} đến ${o} phút mỗi sản phẩm, giữa là ${t}`,change:(e,t)=>`${e} thành ${t} phút`,make:e=>`Soạn dự thảo ${e} phút`,who:"Ai dùng đầu việc này",whoNone:"Chưa có đủ việc đã xác nhận để nói ai dùng đầu việc này.",group:(e,t)=>`${e} việc, giữa là ${t} phút`,noGroup:"Chưa gắn vị trí",made:"Đã soạn dự thảo từ nhật ký."},form:{newItem:"Đề nghị đầu việc mới",newPosition:"Đề nghị vị trí mới",code:"Mã",codeHelp:"Chữ không dấu hoặc Đ, chữ số và các dấu . _ / -",choose:"Chọn…",empty:e=>`Hãy nhập ${e.toLowerCase()}.`,pick:e=>`Hãy chọn ${e.toLowerCase()}.`,number:e=>`${e}: hãy ghi một số, ví dụ 62,5.`,whole:e=>`${e}: hãy ghi số phút nguyên.`,ownerHelp:"Chỉ nhóm C: gõ vài chữ để tìm đơn vị",groupsHelp:"Ai được ghi đầu việc này"},competency:{edit:"Sửa",add:"Thêm năng lực",code:"Mã năng lực",name:"Tên năng lực",kind:"Loại",level:e=>`Mức ${e}`,save:"Lưu năng lực",saved:"Đã lưu năng lực.",note:"Lưu là có hiệu lực ngay; nhật ký hệ thống giữ nội dung cũ.",levels:"Năm mức",none:"Danh mục chưa có năng lực nào."}},W=S(q,M);var H=k("<option> </option>"),G=k("<select><option> </option><!></select>");function ce(e,t){O(t,!0);let o=A(t,"value",15);N(e,{get id(){return t.id},get label(){return t.label},get error(){return t.error},get help(){return t.help},children:(i,h)=>{var s=G(),u=U(s),$=y(u,!0);u.value=u.__value="";var P=F(u);_(P,17,()=>t.options,({code:d,name:p})=>d,(d,p)=>{let D=()=>r(p).code,T=()=>r(p).name;var l=H(),E=y(l,!0),m={};f(()=>{v(E,T()),m!==(m=D())&&(l.value=(l.__value=m)??"")}),g(d,l)}),L(s),f(d=>{I(s,"id",t.id),I(s,"aria-invalid",t.error?"true":void 0),v($,d)},[()=>t.none??W().filter.all]),x(s,o),g(i,s)}}),R()}const de=n(`
  query CatalogueLists {
    catalogueLists {
      fields { code vi en }
      ranks { code vi en }
      complexities { code vi en }
      levels { code vi en }
    }
  }
`),ue=n(`
  query WorkItemsInForce($filter: ItemFilter, $after: String) {
    workItems(filter: $filter, first: 50, after: $after) {
      edges { node { id code name field taskGroup positionGroups normMinutes complexity standardScore productUnit ownerUnitId validFrom } }
      pageInfo { hasNextPage endCursor }
    }
  }
`),le=n(`
  query JobPositionsInForce($filter: PositionFilter, $after: String) {
    jobPositions(filter: $filter, first: 50, after: $after) {
      edges { node { id code name field positionGroup rank level validFrom } }
      pageInfo { hasNextPage endCursor }
    }
  }
`),he=n(`
  query CatalogueCompetencies {
    competencies { code name kind levels { level meaning } }
  }
`),pe=n(`
  query WorkItemDrafts {
    workItemDrafts(first: 100) { edges { node { id code name normMinutes proposedAt ownerUnitId } } }
  }
`),me=n(`
  query JobPositionDrafts {
    jobPositionDrafts(first: 100) { edges { node { id code name proposedAt } } }
  }
`),fe=n(`
  query OneWorkItem($id: UUID!) {
    workItemHistory(id: $id) {
      id code version status validFrom validTo name field taskGroup positionGroups normMinutes complexity standardScore output productUnit
      ownerUnitId templateCode approvedAt attributes { name value } ownerUnit { name }
    }
  }
`),ve=n(`
  query OneWorkItemDraft($id: UUID!) {
    workItemDraft(id: $id) {
      id code version status validFrom validTo name field taskGroup positionGroups normMinutes complexity standardScore output productUnit
      ownerUnitId templateCode approvedAt proposedAt attributes { name value } ownerUnit { name }
    }
  }
`),ge=n(`
  query OneJobPosition($id: UUID!) {
    jobPositionHistory(id: $id) {
      id code version status validFrom validTo name positionGroup rank field level purpose duties authority relations requirements
      templateCode approvedAt attributes { name value } competencies { code level competency { name kind levels { level meaning } } }
    }
  }
`),ye=n(`
  query OneJobPositionDraft($id: UUID!) {
    jobPositionDraft(id: $id) {
      id code version status validFrom validTo name positionGroup rank field level purpose duties authority relations requirements
      templateCode approvedAt proposedAt attributes { name value } competencies { code level competency { name kind levels { level meaning } } }
    }
  }
`),Ie=n(`
  query CatalogueTrail($id: UUID!) {
    auditTrail(subjectId: $id, first: 20) { edges { node { id at action accountId person { fullName } } } }
  }
`),ke=n(`
  query NormEvidence($workItemId: UUID, $outcomes: [ProposalOutcome!], $after: String) {
    normProposals(workItemId: $workItemId, outcomes: $outcomes, first: 50, after: $after) {
      edges {
        node {
          workItemId code name normMinutes outcome proposedMinutes reasonVi reasonEn entries people firstDay lastDay
          lowerQuartile median upperQuartile observed groups { positionGroup entries median }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`),we=n(`
  query UnitsFound($words: String!) {
    searchUnits(words: $words) { id name code }
  }
`),$e=n(`
  query TemplateDifferences {
    templateDifferences {
      kind code name change recordId revision
      fields { field state }
    }
  }
`),Pe=n(`
  query TemplateDifference($kind: TemplateKind!, $code: String!) {
    templateDifference(kind: $kind, code: $code) {
      fields { field state label { vi en } base { vi en } upstream { vi en } ours { vi en } }
    }
  }
`),De=n(`
  query TemplateDifferenceCount {
    templateDifferences { code }
  }
`);export{B as A,he as C,De as D,ke as E,pe as I,V as L,me as P,j as R,ce as S,Ie as T,we as U,se as a,ue as b,le as c,Z as d,fe as e,ve as f,K as g,de as h,re as i,ie as j,oe as k,ne as l,z as m,X as n,Y as o,Q as p,te as q,ee as r,ge as s,W as t,ye as u,$e as v,ae as w,Pe as x};
