import { speaking } from '../../../words/language.svelte';

const resources: Record<string, string> = {
  account: 'Tài khoản', cadre_database: 'CSDL quốc gia về cán bộ', scim: 'Đồng bộ SCIM', webhook: 'Gửi sự kiện', audit: 'Nhật ký hệ thống', calibration: 'Hiệu chỉnh', catalogue: 'Danh mục', delegation: 'Ủy quyền', dossier: 'Hồ sơ', evaluation: 'Đánh giá', evidence: 'Minh chứng', health: 'Tình trạng', month_fact: 'Dữ kiện tháng', norm: 'Gói định mức', norm_lab: 'Phòng thử', intake: 'Kết nối',
  paper: 'Văn bản in', period: 'Kỳ đánh giá', person: 'Cán bộ', petition: 'Kiến nghị', quota: 'Tỷ lệ xếp loại', record: 'Khen thưởng, kỷ luật', rollup: 'Tổng hợp', score: 'Điểm', settings: 'Thiết lập', staffing: 'Biên chế và khối lượng', statistics: 'Thống kê', task: 'Việc giao', tenant: 'Tỉnh, bộ', token: 'Mã truy cập', unit: 'Đơn vị', work_entry: 'Nhật ký công việc', work_item: 'Đầu việc',
};
const actions: Record<string, string> = {
  answer: 'trả lời', approve: 'duyệt', ask: 'hỏi', assign: 'giao', attach: 'đính kèm', backdate: 'hồi tố', correct: 'sửa', draft: 'soạn', file: 'gửi', follow: 'theo dõi', gather: 'thu thập', grant: 'trao', keep: 'lưu giữ', log: 'ghi', manage: 'quản lý', movers: 'xem ai đổi', opine: 'cho ý kiến', pilot: 'thí điểm', print: 'in', propose: 'đề xuất', publish: 'công bố', rank: 'xếp loại', read: 'đọc', record: 'ghi nhận', review: 'xem lại', run: 'chạy', self: 'tự chấm', verify: 'xác nhận', waive: 'miễn trừ',
};
const vi = {
  title: 'Mã truy cập', note: 'Cho chương trình làm thay bạn, trong phạm vi bạn chọn', issue: 'Cấp mã mới', issueGo: 'Cấp mã',
  empty: 'Bạn chưa có mã nào. Cấp một mã khi một chương trình, ví dụ bảng báo cáo, cần đọc số liệu thay bạn.',
  name: 'Dùng để làm gì', nameHelp: 'Ví dụ: báo cáo quý của Sở Nội vụ', days: 'Hiệu lực', lives: { 30: '30 ngày', 90: '90 ngày', 180: '180 ngày', 366: '1 năm' } as Record<number, string>, until: (day: string) => `đến ${day}`,
  scopes: 'Được làm gì', scopesHelp: 'Mã không bao giờ làm được hơn chính bạn. Quyền của bạn hết thì mã cũng hết.', reading: 'Chỉ đọc mọi thứ tôi đọc được', chosen: 'Chọn từng quyền', missingScope: 'Hãy chọn ít nhất một quyền.',
  once: (name: string) => `Mã “${name}”, chỉ hiện một lần này. Chép vào nơi giữ bí mật của chương trình; mất thì thu hồi và cấp mã khác.`, seen: 'Tôi đã cất mã', token: 'Mã mới',
  states: { open: 'đang dùng được', expired: 'đã hết hạn', revoked: 'đã thu hồi' }, made: (day: string) => `cấp ${day}`, expires: (day: string) => `hết hạn ${day}`, used: (day: string) => `dùng lần cuối ${day}`, unused: 'chưa dùng lần nào', all: 'đọc mọi thứ', everything: 'mọi quyền của tôi',
  revoke: 'Thu hồi', sure: (name: string) => `Thu hồi mã “${name}”? Chương trình đang dùng nó dừng ngay và không mở lại được.`, yes: 'Thu hồi mã', revoked: 'Đã thu hồi mã.',
  resources, actions,
};
const en: typeof vi = {
  title: 'Access tokens', note: 'For programs that act for you, within the scope you choose', issue: 'Issue a token', issueGo: 'Issue',
  empty: 'You have no token yet. Issue one when a program, such as a report, must read figures for you.',
  name: 'What it is for', nameHelp: 'Such as: quarterly report of the department', days: 'Lives for', lives: { 30: '30 days', 90: '90 days', 180: '180 days', 366: 'a year' }, until: (day) => `until ${day}`,
  scopes: 'What it may do', scopesHelp: 'A token can never do more than you. When your right ends, so does the token’s.', reading: 'Only read whatever I can read', chosen: 'Choose each right', missingScope: 'Choose at least one right.',
  once: (name) => `Token “${name}”, shown this once. Keep it where the program keeps its secrets; if it is lost, revoke it and issue another.`, seen: 'I have kept it', token: 'New token',
  states: { open: 'in use', expired: 'expired', revoked: 'revoked' }, made: (day) => `issued ${day}`, expires: (day) => `expires ${day}`, used: (day) => `last used ${day}`, unused: 'never used', all: 'reads everything', everything: 'all my rights',
  revoke: 'Revoke', sure: (name) => `Revoke “${name}”? The program that uses it stops at once; it cannot be opened again.`, yes: 'Revoke the token', revoked: 'Token revoked.',
  resources: { account: 'Accounts', cadre_database: 'National cadre database', scim: 'SCIM provisioning', webhook: 'Webhooks', audit: 'Audit', calibration: 'Calibration', catalogue: 'Catalogue', delegation: 'Delegations', dossier: 'Dossier', evaluation: 'Evaluations', evidence: 'Evidence', health: 'Health', month_fact: 'Facts of months', norm: 'Norm packages', norm_lab: 'Lab', paper: 'Papers', period: 'Periods', person: 'People', petition: 'Petitions', quota: 'Quota', record: 'Records', rollup: 'Sums', score: 'Scores', settings: 'Settings', staffing: 'Staffing', statistics: 'Statistics', task: 'Tasks', tenant: 'Tenants', token: 'Tokens', unit: 'Units', work_entry: 'Work log', work_item: 'Work items', intake: 'Connections' },
  actions: { answer: 'answer', approve: 'approve', ask: 'ask', assign: 'assign', attach: 'attach', backdate: 'backdate', correct: 'correct', draft: 'draft', file: 'file', follow: 'follow', gather: 'gather', grant: 'grant', keep: 'keep', log: 'log', manage: 'manage', movers: 'see who moves', opine: 'give an opinion', pilot: 'pilot', print: 'print', propose: 'propose', publish: 'publish', rank: 'rank', read: 'read', record: 'record', review: 'review', run: 'run', self: 'score oneself', verify: 'verify', waive: 'waive' },
};
export const t = speaking(vi, en);
