import { speaking } from '../../../words/language.svelte';

const facts: Record<string, string> = {
  kind: 'Loại', act: 'Việc', personalNumber: 'Số định danh', periodKind: 'Kỳ', periodFirst: 'Từ ngày', periodLast: 'Đến ngày', class: 'Xếp loại', documentNumber: 'Số quyết định', decidedAt: 'Thời điểm quyết định', replaces: 'Thay cho', fact: 'Mã sự kiện', unitCode: 'Mã đơn vị', role: 'Vai trò', primary: 'Vị trí chính', from: 'Giữ từ', until: 'Giữ đến',
};
const vi = {
  facts, note: 'Quyết định xếp loại và thay đổi vị trí phải tới cơ sở dữ liệu quốc gia trong ba ngày làm việc (Nghị định 27/2026).',
  off: 'Kết nối đang tắt: chưa có gì được gửi.', on: (since: string) => `Đang gửi các quyết định từ ${since}.`, unreachable: 'Hệ thống chưa được khai báo địa chỉ của cơ sở dữ liệu quốc gia; sự kiện được giữ lại chờ gửi.', failing: (times: number, what: string, when: string) => `Bên nhận không trả lời ${times} lần liền (${what}); thử lại lúc ${when}. Không sự kiện nào bị mất.`, last: (when: string) => `Trao đổi lần cuối ${when}.`,
  overdue: (count: number) => `${count} sự kiện đã quá hạn ba ngày làm việc.`, dueToday: (count: number) => `${count} sự kiện đến hạn hôm nay.`, seeOverdue: 'Xem sự kiện quá hạn',
  settle: 'Thiết lập kết nối', settleGo: 'Ghi', enabled: 'Gửi sang cơ sở dữ liệu quốc gia', since: 'Gửi quyết định từ ngày', token: 'Mã kết nối của tỉnh', tokenHelp: 'Được niêm phong, không hiện lại; để trống thì giữ mã cũ.', settled: (count: number) => (count ? `Đã ghi; ${count} quyết định trước đó được đưa vào hàng chờ.` : 'Đã ghi.'),
  show: 'Xem', all: 'Tất cả', late: 'Quá hạn', states: { WAITING: 'chờ gửi', SENT: 'đã gửi, chờ xác nhận', ACKNOWLEDGED: 'đã tiếp nhận', REFUSED: 'bị từ chối', DIFFERING: 'hai bên khác nhau' }, kinds: { EVALUATION: 'Xếp loại', POST: 'Vị trí công tác' },
  empty: 'Không có sự kiện nào.', list: 'Sự kiện gửi cơ sở dữ liệu quốc gia', due: (day: string) => `hạn ${day}`, wasDue: (day: string) => `quá hạn từ ${day}`, tries: (count: number) => `gửi ${count} lần`, differs: (names: string) => `Khác nhau ở: ${names}`,
  records: 'Xem hai bản ghi', hide: 'Đóng', retry: 'Gửi lại', retried: 'Đã đưa vào hàng gửi lại.', name: 'Nội dung', ours: 'Bên này', theirs: 'Bên nhận', nothing: 'không có', noted: 'Người này thấy được rằng bạn đã xem.', acts: (what: string, who: string) => `${what}: ${who}`,
};
const en: typeof vi = {
  facts: { kind: 'Kind', act: 'Act', personalNumber: 'Personal number', periodKind: 'Period', periodFirst: 'From', periodLast: 'To', class: 'Class', documentNumber: 'Decision number', decidedAt: 'Decided at', replaces: 'Replaces', fact: 'Fact', unitCode: 'Unit', role: 'Role', primary: 'Primary post', from: 'Held from', until: 'Held until' },
  note: 'Decisions and changes of post must reach the national database within three working days (Decree 27/2026).',
  off: 'The connection is off: nothing is sent.', on: (since) => `Decisions since ${since} are sent.`, unreachable: 'This installation was not given the national database’s address; events are kept and wait.', failing: (times, what, when) => `The other side did not answer ${times} times in a row (${what}); tried again at ${when}. No event is lost.`, last: (when) => `Last exchange ${when}.`,
  overdue: (count) => `${count} events are past their three working days.`, dueToday: (count) => `${count} events are due today.`, seeOverdue: 'Show overdue events',
  settle: 'Settle the connection', settleGo: 'Write', enabled: 'Send to the national database', since: 'Send decisions since', token: 'The province’s token there', tokenHelp: 'Kept sealed, never shown again; empty keeps the old one.', settled: (count) => (count ? `Written; ${count} earlier decisions are queued.` : 'Written.'),
  show: 'Show', all: 'All', late: 'Overdue', states: { WAITING: 'waiting', SENT: 'sent, not acknowledged', ACKNOWLEDGED: 'acknowledged', REFUSED: 'refused', DIFFERING: 'the two sides differ' }, kinds: { EVALUATION: 'Evaluation', POST: 'Post' },
  empty: 'There is no event.', list: 'Events for the national database', due: (day) => `due ${day}`, wasDue: (day) => `overdue since ${day}`, tries: (count) => `sent ${count} times`, differs: (names) => `They differ in: ${names}`,
  records: 'Show both records', hide: 'Close', retry: 'Send again', retried: 'Queued to be sent again.', name: 'Fact', ours: 'Ours', theirs: 'Theirs', nothing: 'nothing', noted: 'This person can see that you looked.', acts: (what, who) => `${what}: ${who}`,
};
export const t = speaking(vi, en);
