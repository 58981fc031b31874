import { speaking } from '../../../words/language.svelte';
import type { Vocabulary } from './sentences';

const vocabulary: Vocabulary = {
  program: 'Hệ thống',
  verbs: {
    opened: 'mở', closed: 'đóng', changed: 'đổi', moved: 'chuyển nơi trực thuộc', merged: 'sáp nhập', added: 'thêm', edited: 'sửa thông tin', created: 'tạo', disabled: 'khóa', enabled: 'mở lại', issued: 'cấp', revoked: 'thu hồi', set: 'đặt', ranked: 'quyết định xếp loại ở', not_ranked: 'ghi không xếp loại ở', opined: 'cho ý kiến về',
    drafted: 'soạn', discarded: 'bỏ bản nháp', published: 'công bố', started: 'bắt đầu', cancelled: 'dừng', downloaded: 'tải về', recorded: 'ghi nhận', answered: 'trả lời', asked: 'gửi', approve: 'duyệt', save: 'lưu', import: 'nhập từ Excel', propose: 'đề xuất', accept_template: 'nhận mẫu quốc gia cho', draft_from_evidence: 'soạn theo số liệu', gathered: 'thu thập', approved: 'duyệt', escalated: 'nhắc quá hạn', acknowledged: 'đã nhận thông báo về', petitioned: 'gửi kiến nghị về', decided: 'quyết định', refrozen: 'chốt lại tháng của',
    'activated account': 'kích hoạt tài khoản', 'practised account': 'vào tập dượt', 'invited account': 'cấp liên kết kích hoạt cho', 'planned rollout_wave': 'lập đợt triển khai', 'changed rollout_wave': 'sửa đợt triển khai', 'dropped rollout_wave': 'bỏ đợt triển khai', 'opened training': 'mở tập dượt', 'changed training': 'đổi ngày kết thúc tập dượt', 'closed training': 'đóng tập dượt',
    'signed_in account': 'đăng nhập', 'changed_password account': 'đổi mật khẩu', 'reset_password account': 'cấp lại mật khẩu cho', 'appointed person': 'bố trí vị trí cho', 'ended person': 'kết thúc vị trí của', 'transferred person': 'điều chuyển', 'leader_named person': 'đặt lãnh đạo trực tiếp của', 'delegated person': 'ủy quyền cho', 'delegation_revoked person': 'thu hồi ủy quyền của', 'added person': 'thêm cán bộ', 'edited person': 'sửa thông tin của',
    'discipline_recorded person': 'ghi kỷ luật của', 'discipline_revoked person': 'rút kỷ luật của', 'cause_recorded unit': 'ghi nguyên nhân khách quan cho', 'cause_revoked unit': 'rút nguyên nhân khách quan của', 'quota_granted unit': 'thêm tỷ lệ xếp loại cho', 'quota_grant_revoked unit': 'rút tỷ lệ xếp loại thêm của', 'exported audit': 'tải nhật ký hệ thống thành tệp',
  },
  kinds: { unit: 'đơn vị', person: 'cán bộ', account: 'tài khoản', token: 'mã truy cập', settings: 'thiết lập', calendar_day: 'ngày trong lịch làm việc', period_rule: 'quy định kỳ đánh giá', evaluation_period: 'kỳ đánh giá', tenant: 'tỉnh', sheet: 'phiếu đánh giá', norm_package: 'gói định mức', norm_lab: 'lần chạy phòng thử', norm_pilot: 'thí điểm', norm_correction: 'sửa hồi tố', work_item: 'đầu việc', job_position: 'vị trí việc làm', competency: 'năng lực', month_fact: 'dữ kiện tháng', correction_request: 'yêu cầu sửa', paper_run: 'lượt in', statistics_part: 'phần số liệu quốc gia', audit: 'nhật ký hệ thống', archive: 'bản lưu trữ' },
  looked: { scores: 'điểm', month_scores: 'điểm tháng', evaluation: 'phiếu đánh giá', work_entries: 'nhật ký công việc', work_entry: 'một việc đã ghi', rollups: 'số tổng hợp', petition: 'kiến nghị', calibration: 'mức chấm điểm', discipline_records: 'khen thưởng, kỷ luật', norm_lab: 'kết quả phòng thử' },
  sawOf: (what, whose) => `đã xem ${what || 'hồ sơ'}${whose ? ` của ${whose}` : ''}`,
  since: (day) => `từ ${day}`, reason: (reason) => `vì “${reason}”`,
};
const inEnglish: Vocabulary = {
  program: 'The system',
  verbs: {
    opened: 'opened', closed: 'closed', changed: 'changed', moved: 'moved', merged: 'merged', added: 'added', edited: 'edited', created: 'created', disabled: 'shut', enabled: 'opened again', issued: 'issued', revoked: 'revoked', set: 'set', ranked: 'decided on', not_ranked: 'left unranked', opined: 'gave an opinion on',
    drafted: 'drafted', discarded: 'discarded', published: 'published', started: 'started', cancelled: 'stopped', downloaded: 'downloaded', recorded: 'recorded', answered: 'answered', asked: 'sent', approve: 'approved', save: 'saved', import: 'imported', propose: 'proposed', accept_template: 'accepted the national template for', draft_from_evidence: 'drafted from evidence', gathered: 'gathered', approved: 'approved', escalated: 'noted as overdue', acknowledged: 'acknowledged', petitioned: 'petitioned about', decided: 'decided', refrozen: 'froze a month anew of',
    'activated account': 'activated the account', 'practised account': 'went over to training', 'invited account': 'gave an activation link to', 'planned rollout_wave': 'planned a wave', 'changed rollout_wave': 'changed a wave', 'dropped rollout_wave': 'dropped a wave', 'opened training': 'opened training', 'changed training': 'moved the end of training', 'closed training': 'closed training',
    'signed_in account': 'signed in', 'changed_password account': 'changed the password of', 'reset_password account': 'reset the password of', 'appointed person': 'appointed', 'ended person': 'ended a post of', 'transferred person': 'transferred', 'leader_named person': 'set the direct leader of', 'delegated person': 'delegated to', 'delegation_revoked person': 'revoked a delegation to', 'added person': 'added', 'edited person': 'corrected the facts of',
    'discipline_recorded person': 'recorded a discipline of', 'discipline_revoked person': 'revoked a discipline of', 'cause_recorded unit': 'recorded an objective cause for', 'cause_revoked unit': 'revoked an objective cause of', 'quota_granted unit': 'granted quota to', 'quota_grant_revoked unit': 'revoked quota of', 'exported audit': 'took the audit trail away as a file',
  },
  kinds: { unit: 'unit', person: 'person', account: 'account', token: 'token', settings: 'settings', calendar_day: 'a day of the calendar', period_rule: 'rule of periods', evaluation_period: 'period', tenant: 'tenant', sheet: 'sheet', norm_package: 'norm package', norm_lab: 'lab run', norm_pilot: 'pilot', norm_correction: 'backdated correction', work_item: 'work item', job_position: 'job position', competency: 'competency', month_fact: 'fact of a month', correction_request: 'request to correct', paper_run: 'print run', statistics_part: 'part of the statistics', audit: 'audit trail', archive: 'archive' },
  looked: { scores: 'scores', month_scores: 'month scores', evaluation: 'the sheet', work_entries: 'the work log', work_entry: 'an entry', rollups: 'sums', petition: 'the petition', calibration: 'how marks are given', discipline_records: 'records', norm_lab: 'results of the lab' },
  sawOf: (what, whose) => `looked at ${what || 'the record'}${whose ? ` of ${whose}` : ''}`,
  since: (day) => `from ${day}`, reason: (reason) => `as “${reason}”`,
};

const vi = {
  title: 'Nhật ký hệ thống', note: 'Ai đã đổi gì, ai đã xem hồ sơ của ai. Chỉ thêm, không ai sửa được.',
  kind: 'Xem', kinds: { all: 'Mọi hoạt động', changes: 'Chỉ thay đổi', reads: 'Chỉ lượt xem hồ sơ' }, subject: 'Loại đối tượng', anySubject: 'Mọi loại', from: 'Từ ngày', to: 'Đến hết ngày', actor: 'Người thực hiện', record: 'Về cán bộ hoặc đơn vị', clear: 'Bỏ lọc', choose: 'Gõ vài chữ của tên', only: 'Chỉ đối tượng này', onlyActor: 'Mọi việc của người này',
  empty: 'Không có hoạt động nào khớp. Bỏ bớt điều kiện lọc, hoặc chọn khoảng ngày rộng hơn.', raw: 'Chi tiết gốc', download: 'Tải CSV', downloadNote: 'Tối đa 10.000 dòng mới nhất theo bộ lọc; lần tải được ghi vào nhật ký.', shown: (count: number) => `${count} hoạt động, mới nhất ở trên`, end: 'Đến đầu nhật ký.', filters: 'Bộ lọc', words: vocabulary,
};
const en: typeof vi = {
  title: 'Audit trail', note: 'Who changed what, and who looked at whose record. Only ever added to.',
  kind: 'Show', kinds: { all: 'Everything', changes: 'Changes only', reads: 'Looks at records only' }, subject: 'Kind of record', anySubject: 'Any kind', from: 'From', to: 'To, inclusive', actor: 'Done by', record: 'About a cadre or unit', clear: 'Clear', choose: 'Type a few letters of the name', only: 'This record only', onlyActor: 'Everything this person did',
  empty: 'Nothing fits. Take a filter away, or choose a wider span of days.', raw: 'Raw detail', download: 'Download CSV', downloadNote: 'The newest 10,000 lines of the filter at most; the download is noted in the trail.', shown: (count) => `${count} events, newest first`, end: 'Beginning of the trail.', filters: 'Filters', words: inEnglish,
};
export const t = speaking(vi, en);
