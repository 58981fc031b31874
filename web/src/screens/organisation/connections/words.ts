import { speaking } from '../../../words/language.svelte';

const types: Record<string, string> = {
  'entry.verified': 'Đầu việc được xác nhận', 'entry.returned': 'Đầu việc bị trả lại', 'score.made': 'Điểm được tính', 'score.corrected': 'Điểm được tính lại', 'evaluation.decided': 'Quyết định xếp loại', 'evaluation.replaced': 'Thay quyết định xếp loại',
  'norm.published': 'Ban hành gói định mức', 'unit.changed': 'Thay đổi đơn vị', 'person.changed': 'Thay đổi hồ sơ cán bộ', 'post.changed': 'Thay đổi vị trí công tác', 'release.published': 'Phát hành thống kê', 'endpoint.test': 'Gửi thử',
};
const failures: Record<string, string> = { timed_out: 'quá thời gian chờ', unreachable: 'không kết nối được', tls_failed: 'chứng thư không hợp lệ', address_refused: 'địa chỉ trỏ vào mạng nội bộ' };
const reasons: Record<string, string> = { gone: 'nơi nhận trả lời 410, không nhận nữa', failing: 'nhiều ngày liền không gửi được' };
const vi = {
  title: 'Kết nối hệ thống', note: 'Hệ thống khác gửi dữ liệu tới đây, và nơi đây gửi dữ liệu đi', parts: 'Các kết nối', tabs: { sources: 'Nhận văn bản, giao việc', webhooks: 'Gửi sự kiện', cadres: 'CSDL quốc gia về cán bộ' },
  types, failures, reasons,
  empty: 'Chưa có nơi nhận nào. Thêm một địa chỉ khi hệ thống khác cần biết ngay điều vừa xảy ra ở đây.', list: 'Nơi nhận',
  add: 'Thêm nơi nhận', addGo: 'Thêm', change: 'Sửa', changeGo: 'Ghi thay đổi', url: 'Địa chỉ nhận', urlHelp: 'https, trên mạng công cộng', description: 'Để làm gì', kinds: 'Gửi khi có', kindsHelp: 'Nội dung chỉ gồm mã, không có họ tên hay điểm; nơi nhận cần biết thêm thì hỏi lại bằng mã truy cập.', missingKind: 'Hãy chọn ít nhất một loại sự kiện.',
  once: 'Khóa ký của nơi nhận, chỉ hiện một lần này. Chép vào hệ thống nhận để kiểm tra chữ ký.', seen: 'Tôi đã cất khóa', secret: 'Khóa ký',
  states: { OPEN: 'đang gửi', PAUSED: 'tạm dừng', DISABLED: 'đã tắt' }, broken: (when: string) => `Nơi nhận đang lỗi; thử lại sau ${when}.`, waiting: (count: number) => (count ? `${count} sự kiện đang chờ` : 'không có sự kiện chờ'), last: (when: string) => `nhận lần cuối ${when}`, never: 'chưa nhận lần nào', oldUntil: (when: string) => `Khóa cũ còn ký đến ${when}.`,
  pause: 'Tạm dừng', resume: 'Gửi lại', test: 'Gửi thử', rotate: 'Đổi khóa', remove: 'Xóa', log: 'Nhật ký gửi', hide: 'Đóng nhật ký', replay: 'Gửi bù', acts: (what: string, url: string) => `${what}: ${url}`,
  paused: 'Đã tạm dừng.', resumed: 'Đã mở lại.', tested: 'Đã gửi thử; kết quả ở nhật ký gửi.', removed: 'Đã xóa nơi nhận.', changed: 'Đã ghi.', sure: 'Xóa nơi nhận này cùng nhật ký của nó?', sureGo: 'Xóa nơi nhận',
  since: 'Từ ngày', until: 'Đến hết ngày', everything: 'Gửi lại cả những sự kiện đã nhận', replayHelp: 'Mỗi sự kiện giữ nguyên mã cũ, nên nơi nhận biết để không ghi hai lần.', replayGo: 'Gửi bù', replayed: (count: number) => `Đang gửi lại ${count} sự kiện.`,
  logEmpty: 'Chưa gửi gì.', deliveries: { WAITING: 'đang chờ', DELIVERED: 'đã nhận', FAILED: 'không gửi được' }, all: 'Tất cả', show: 'Xem', next: (when: string) => `thử tiếp lúc ${when}`, attempt: (when: string, milliseconds: number) => `${when}, ${milliseconds} ms`, answered: (status: number) => `trả lời ${status}`, attempts: 'Các lần gửi',
};
const en: typeof vi = {
  title: 'Connections', note: 'Systems that send data here, and where data is sent', parts: 'Connections', tabs: { sources: 'Documents, tasks in', webhooks: 'Webhooks', cadres: 'National cadre database' },
  types: { 'entry.verified': 'An entry is verified', 'entry.returned': 'An entry is returned', 'score.made': 'A score is made', 'score.corrected': 'A score is corrected', 'evaluation.decided': 'An evaluation is decided', 'evaluation.replaced': 'A decision is replaced', 'norm.published': 'A norm package is published', 'unit.changed': 'A unit changes', 'person.changed': 'A person’s record changes', 'post.changed': 'A post changes', 'release.published': 'Statistics are released', 'endpoint.test': 'Test' },
  failures: { timed_out: 'timed out', unreachable: 'cannot be reached', tls_failed: 'its certificate is not valid', address_refused: 'the address leads into a private network' },
  reasons: { gone: 'the receiver answered 410 and takes no more', failing: 'nothing could be delivered for days' },
  empty: 'There is no endpoint yet. Add one when another system must know at once what happens here.', list: 'Endpoints',
  add: 'Add an endpoint', addGo: 'Add', change: 'Change', changeGo: 'Write the change', url: 'Address', urlHelp: 'https, on the public internet', description: 'What it is for', kinds: 'Send when', kindsHelp: 'Messages hold ids, no names and no scores; a receiver that must know more asks with a token.', missingKind: 'Choose at least one kind of event.',
  once: 'The endpoint’s signing secret, shown this once. Keep it in the receiving system, which checks signatures with it.', seen: 'I have kept it', secret: 'Signing secret',
  states: { OPEN: 'sending', PAUSED: 'paused', DISABLED: 'disabled' }, broken: (when) => `The receiver is failing; tried again after ${when}.`, waiting: (count) => (count ? `${count} events wait` : 'no event waits'), last: (when) => `last received ${when}`, never: 'never received anything', oldUntil: (when) => `The old secret signs until ${when}.`,
  pause: 'Pause', resume: 'Resume', test: 'Send a test', rotate: 'Rotate the secret', remove: 'Remove', log: 'Delivery log', hide: 'Close the log', replay: 'Replay', acts: (what, url) => `${what}: ${url}`,
  paused: 'Paused.', resumed: 'Opened.', tested: 'Test sent; see the delivery log.', removed: 'Endpoint removed.', changed: 'Written.', sure: 'Remove this endpoint with its log?', sureGo: 'Remove the endpoint',
  since: 'From', until: 'To the end of', everything: 'Also what was received', replayHelp: 'Each event keeps its id, so receivers can tell that they have it.', replayGo: 'Replay', replayed: (count) => `${count} events are sent again.`,
  logEmpty: 'Nothing was sent yet.', deliveries: { WAITING: 'waiting', DELIVERED: 'received', FAILED: 'given up' }, all: 'All', show: 'Show', next: (when) => `tried next at ${when}`, attempt: (when, milliseconds) => `${when}, ${milliseconds} ms`, answered: (status) => `answered ${status}`, attempts: 'Attempts',
};
export const t = speaking(vi, en);
