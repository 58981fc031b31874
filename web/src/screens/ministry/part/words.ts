import { speaking } from '../../../words/language.svelte';

const vi = {
  title: 'Số liệu tỉnh gửi bộ', note: 'Tổng hợp, xem số thật, phê duyệt bằng văn bản',
  empty: 'Chưa có số liệu nào được tổng hợp. Hết quý, chương trình tự tổng hợp khi các kỳ đã chốt; cũng có thể tổng hợp ngay ở dưới.',
  number: (number: number, people: string) => `Số ${number} · ${people} người`,
  gathered: (day: string) => `Tổng hợp ngày ${day}.`,
  reason: (reason: string) => `Lý do tổng hợp lại: ${reason}`,
  approved: (document: string, name: string, day: string) => `Đã phê duyệt bằng văn bản ${document}, ${name}, ngày ${day}.`,
  older: 'Đã có số sau.',
  due: (day: string) => `Chờ phê duyệt, hạn ${day}.`,
  overdue: (days: number) => `Quá hạn phê duyệt ${days} ngày. Bản phát hành đang ghi tỉnh là chưa có số liệu.`,
  hash: (hash: string) => `Mã băm ${hash}…`,
  look: 'Xem số thật', close: 'Đóng bảng', by: 'Chia theo', people: 'Số người', true: 'Số thật, không ẩn: chỉ người đứng đầu tỉnh và cấp phó xem. Đừng chuyển tiếp ô có ít người.',
  breakdowns: { LEVEL: 'Cấp', BODY: 'Cơ quan', POSITION_GROUP: 'Nhóm vị trí', RANK: 'Ngạch', AGE: 'Tuổi', GENDER: 'Giới', STAFF_TYPE: 'Loại cán bộ', QUALIFICATION: 'Trình độ' },
  members: { provincial: 'Cấp tỉnh', communal: 'Cấp xã', provincial_party: 'Đảng, cấp tỉnh', provincial_government: 'Nhà nước, cấp tỉnh', provincial_front: 'Mặt trận, cấp tỉnh', communal_party: 'Đảng, cấp xã', communal_government: 'Nhà nước, cấp xã', communal_front: 'Mặt trận, cấp xã', leadership: 'Lãnh đạo, quản lý', professional: 'Chuyên môn', shared: 'Dùng chung', support: 'Hỗ trợ, phục vụ', female: 'Nữ', male: 'Nam', under_45: 'Dưới 45 tuổi', '45_to_55': '45 đến 55 tuổi', over_55: 'Trên 55 tuổi', civil_servant: 'Công chức', public_employee: 'Viên chức', unknown: 'Chưa rõ', postgraduate: 'Sau đại học', graduate: 'Đại học', college: 'Cao đẳng', other: 'Khác', none: 'Chưa được đánh giá, xếp loại' } as Record<string, string>,
  total: 'Tổng số',
  approve: 'Phê duyệt', document: 'Số văn bản phê duyệt', documentHelp: 'Ví dụ 15/BC-UBND. Phê duyệt xong không rút lại được; muốn sửa thì tổng hợp lại số sau.', documentMissing: 'Hãy nhập số văn bản.',
  gather: 'Tổng hợp', gatherTitle: 'Tổng hợp ngay', period: 'Kỳ', why: 'Lý do tổng hợp lại', whyHelp: 'Cần khi kỳ này đã có số. Lý do đi cùng bản phát hành.', whyMissing: 'Kỳ này đã có số. Hãy ghi lý do tổng hợp lại.',
  gatheredNow: 'Đã tổng hợp.', approvedNow: 'Đã phê duyệt. Bản phát hành quốc gia tiếp theo sẽ dùng số này.',
};

const en: typeof vi = {
  title: 'The province’s figures', note: 'Gather, look at true counts, approve by a document',
  empty: 'Nothing has been gathered. After a quarter the program gathers by itself once its periods are closed; you can also do it below.',
  number: (number, people) => `Number ${number} · ${people} people`,
  gathered: (day) => `Gathered on ${day}.`,
  reason: (reason) => `Gathered again because: ${reason}`,
  approved: (document, name, day) => `Approved by document ${document}, ${name}, ${day}.`,
  older: 'A later number exists.',
  due: (day) => `Waits for approval until ${day}.`,
  overdue: (days) => `Approval overdue by ${days} days. The release counts the province as not reported.`,
  hash: (hash) => `Hash ${hash}…`,
  look: 'See true counts', close: 'Close the table', by: 'By', people: 'People', true: 'True counts, none hidden: for the head of the province and deputies only. Do not pass on small ones.',
  breakdowns: { LEVEL: 'Level', BODY: 'Body', POSITION_GROUP: 'Position group', RANK: 'Rank', AGE: 'Age', GENDER: 'Gender', STAFF_TYPE: 'Staff type', QUALIFICATION: 'Qualification' },
  members: {},
  total: 'Total',
  approve: 'Approve', document: 'Number of the document', documentHelp: 'Such as 15/BC-UBND. An approval is not taken back; to change figures gather a later number.', documentMissing: 'Enter the document’s number.',
  gather: 'Gather', gatherTitle: 'Gather now', period: 'Period', why: 'Reason for gathering again', whyHelp: 'Needed when the period has figures. It is told with the release.', whyMissing: 'The period has figures. Say why they are gathered again.',
  gatheredNow: 'Gathered.', approvedNow: 'Approved. The next national release will use these figures.',
};

export const t = speaking(vi, en);
export type PartBy = keyof typeof vi.breakdowns;
