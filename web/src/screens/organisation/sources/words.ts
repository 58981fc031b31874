/** What the screens of connections say. */
import { speaking } from '../../../words/language.svelte';

const vi = {
  title: 'Nguồn dữ liệu', note: 'Hệ thống văn bản và giao việc gửi dữ liệu tới đây thành việc gợi ý; không việc nào tự được ghi', all: 'Mọi nguồn',
  empty: 'Chưa có nguồn nào. Thêm nguồn để lấy khóa ký và đưa cho bên vận hành hệ thống văn bản, giao việc.', missing: 'Không có nguồn này.',
  add: 'Thêm nguồn', addGo: 'Thêm nguồn và lấy khóa', name: 'Tên nguồn', nameHelp: 'Ví dụ: E-Office tỉnh', sends: 'Được gửi', kinds: { document: 'Văn bản', task: 'Việc giao' } as Record<string, string>, branch: 'Chỉ của nhánh (bỏ trống: cả tỉnh)',
  key: 'Khóa ký', once: (name: string) => `Khóa ký của “${name}”, chỉ hiện một lần này. Chép vào nơi giữ bí mật của hệ thống đó.`, kept: 'Tôi đã cất khóa', address: 'Địa chỉ nhận', newKey: 'Đổi khóa', newKeyAtOnce: 'Đổi khóa, bỏ ngay khóa cũ',
  keyHelp: (day: string) => `Khóa hiện tại lập ${day}. Sau khi đổi, khóa cũ còn dùng thêm 7 ngày để chuyển dần.`, both: (day: string) => `Khóa cũ còn nhận tới ${day}.`,
  close: 'Ngừng nhận', reopen: 'Nhận lại', closed: 'đã ngừng nhận', never: 'chưa gửi gì', seen: (at: string) => `gửi gần nhất ${at}`, lag: (hours: string) => `dữ liệu mới nhất cách đây ${hours}`,
  counts: (prefilled: number, finished: number) => `${prefilled} trên ${finished} việc đã xong thành gợi ý`, waiting: (count: number) => `${count} chờ ghép`, none: 'Không còn gì chờ ghép.',
  unmatched: 'Chờ ghép', reasons: {
    person_missing: 'Không ghi người làm', person_unknown: 'Không có cán bộ với số định danh hoặc tài khoản này', person_differs: 'Tên không khớp với số định danh', person_without_post: 'Người này chưa có vị trí vào ngày đó', outside_branch: 'Ngoài nhánh của nguồn',
    kind_missing: 'Không ghi loại', kind_unmapped: 'Loại chưa ghép với đầu việc', item_not_open: 'Đầu việc hết hiệu lực hoặc không mở cho đơn vị này',
  } as Record<string, string>, kindOf: (kind: string) => `loại “${kind}”`, account: (name: string) => `tài khoản “${name}”`, pin: (pin: string) => `số định danh ${pin}`, unitOf: (code: string) => `đơn vị “${code}”`,
  replay: 'Ghép lại', replayed: (matched: number, looked: number) => `Đã xem lại ${looked}, ghép được ${matched}.`, mapKind: 'Ghép loại này', mapAccount: 'Chỉ ra người',
  rules: 'Bảng ghép loại với đầu việc', noRules: 'Chưa ghép loại nào.', rule: 'Ghép loại với đầu việc', ruleGo: 'Ghép', kind: 'Nhóm', workKind: 'Mã loại ở nguồn', workKindHelp: 'Đúng như nguồn gửi, ví dụ bao-cao', item: 'Đầu việc', everywhere: 'Áp dụng cho nhánh (bỏ trống: cả tỉnh)', unmap: 'Bỏ ghép', onlyHere: 'Chỉ cho nguồn này',
  learned: 'Nhật ký gợi ý', learnedBy: (times: number) => `${times} việc đã ghi tay với cùng số văn bản`, accept: 'Ghép như vậy', everyone: 'cả tỉnh',
  aliases: 'Tên gọi của nguồn', alias: 'Thêm tên gọi', aliasGo: 'Ghi tên gọi', aliasName: 'Tài khoản hoặc mã đơn vị ở nguồn', aliasKind: 'Là', person: 'Cán bộ', unit: 'Đơn vị', forget: 'Bỏ', noAliases: 'Chưa có. Số định danh và mã đơn vị của tỉnh không cần khai ở đây.',
  asked: 'Hỏi định kỳ', notAsked: 'Nguồn tự gửi. Nếu nguồn không gửi được, hệ thống có thể hỏi nguồn mỗi phút.', ask: 'Hỏi nguồn này', askGo: 'Bắt đầu hỏi', connector: 'Đầu nối', connectors: { eoffice: 'Văn bản (REST)', tasks: 'Giao việc (REST)', csv: 'Thư mục tệp CSV' } as Record<string, string>, where: 'Địa chỉ', whereHelp: 'Người vận hành phải cho phép địa chỉ này trước', credential: 'Mã truy cập của nguồn (bỏ trống: giữ mã cũ)', stop: 'Ngừng hỏi',
  states: { waiting: 'đang hỏi đều', reading: 'đang đọc', retrying: 'vừa lỗi, sẽ thử lại', resting: 'lỗi nhiều lần, mỗi giờ thử một lần' } as Record<string, string>, failing: (code: string, since: string) => `${code}, từ ${since}`, success: (at: string) => `lần đọc được gần nhất ${at}`,
};
const en: typeof vi = {
  title: 'Sources', note: 'Document and task systems send here what becomes drafts; nothing is logged by itself', all: 'All sources',
  empty: 'No source yet. Add one to get a signing key for whoever runs the document or task system.', missing: 'There is no such source.',
  add: 'Add a source', addGo: 'Add it and get its key', name: 'Name of the source', nameHelp: 'Such as: provincial E-Office', sends: 'May send', kinds: { document: 'Documents', task: 'Tasks' }, branch: 'Of one branch only (empty: the province)',
  key: 'Signing key', once: (name) => `Signing key of “${name}”, shown this once. Keep it where that system keeps its secrets.`, kept: 'I have kept it', address: 'Address to send to', newKey: 'Change the key', newKeyAtOnce: 'Change it, end the old one at once',
  keyHelp: (day) => `The current key was made ${day}. After a change the old one is accepted for 7 more days.`, both: (day) => `The old key is accepted until ${day}.`,
  close: 'Stop accepting', reopen: 'Accept again', closed: 'not accepted', never: 'has sent nothing', seen: (at) => `last sent ${at}`, lag: (hours) => `newest data is ${hours} old`,
  counts: (prefilled, finished) => `${prefilled} of ${finished} finished pieces became drafts`, waiting: (count) => `${count} waiting to be matched`, none: 'Nothing is waiting to be matched.',
  unmatched: 'Waiting to be matched', reasons: {
    person_missing: 'Nobody is named', person_unknown: 'No cadre has this number or account', person_differs: 'The name is not that of the number', person_without_post: 'No post on that day', outside_branch: 'Outside the source’s branch',
    kind_missing: 'No kind is named', kind_unmapped: 'The kind is mapped to no work item', item_not_open: 'The work item has ended or is not open to this unit',
  }, kindOf: (kind) => `kind “${kind}”`, account: (name) => `account “${name}”`, pin: (pin) => `number ${pin}`, unitOf: (code) => `unit “${code}”`,
  replay: 'Match anew', replayed: (matched, looked) => `Looked at ${looked}, matched ${matched}.`, mapKind: 'Map this kind', mapAccount: 'Say who it is',
  rules: 'Kinds mapped to work items', noRules: 'No kind is mapped yet.', rule: 'Map a kind to a work item', ruleGo: 'Map', kind: 'Group', workKind: 'Code of the kind at the source', workKindHelp: 'Exactly as sent, such as bao-cao', item: 'Work item', everywhere: 'For one branch (empty: the province)', unmap: 'Unmap', onlyHere: 'For this source only',
  learned: 'The log suggests', learnedBy: (times) => `${times} entries by hand with the same document numbers`, accept: 'Map like this', everyone: 'the province',
  aliases: 'What the source calls us', alias: 'Add a name', aliasGo: 'Keep the name', aliasName: 'Account or unit code at the source', aliasKind: 'It is', person: 'A person', unit: 'A unit', forget: 'Forget', noAliases: 'None yet. Personal numbers and our own unit codes need none.',
  asked: 'Asking', notAsked: 'The source sends by itself. If it cannot, it can be asked every minute.', ask: 'Ask this source', askGo: 'Begin asking', connector: 'Connector', connectors: { eoffice: 'Documents (REST)', tasks: 'Tasks (REST)', csv: 'Folder of CSV files' }, where: 'Address', whereHelp: 'The operators must allow it first', credential: 'The source’s access token (empty: as before)', stop: 'Stop asking',
  states: { waiting: 'asked regularly', reading: 'being read', retrying: 'failed, will be tried again', resting: 'failed often, tried once an hour' }, failing: (code, since) => `${code}, since ${since}`, success: (at) => `last read ${at}`,
};
export const t = speaking(vi, en);
