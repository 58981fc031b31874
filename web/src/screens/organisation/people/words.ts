import { speaking } from '../../../words/language.svelte';

const vi = {
  title: 'Cán bộ', search: 'Tìm theo tên (có dấu hoặc không dấu), hoặc đủ 12 số định danh', within: (unit: string) => `Trong ${unit} và các đơn vị trực thuộc`, everywhere: 'Tìm trong cả tỉnh', asOf: (day: string) => `như ngày ${day}`,
  empty: 'Danh sách chưa có ai. Thêm cán bộ đầu tiên, rồi bố trí vào một vị trí.', none: (words: string) => `Không thấy ai khớp “${words}”. Thử tên không dấu, hoặc đủ 12 số định danh cá nhân.`, end: 'Hết danh sách.', shown: (count: number) => `${count} người`,
  add: 'Thêm cán bộ', addGo: 'Thêm vào danh sách', added: 'Đã thêm. Việc tiếp theo: bố trí vào một vị trí.', known: 'Số này đã thuộc một cán bộ của tỉnh:', openKnown: 'Mở hồ sơ',
  noPost: 'chưa giữ vị trí nào', concurrent: 'kiêm nhiệm',
  facts: 'Thông tin', pin: 'Số định danh cá nhân', pinHelp: '12 chữ số. Người được nhận ra bằng số này, không bằng tên.', showPin: 'Hiện đủ số', hidePin: 'Che bớt số', fullName: 'Họ và tên', gender: 'Giới tính', birthDate: 'Ngày sinh', staffType: 'Loại', qualification: 'Trình độ', unknown: 'chưa ghi',
  genders: { MALE: 'Nam', FEMALE: 'Nữ' }, staffTypes: { CIVIL_SERVANT: 'Công chức', PUBLIC_EMPLOYEE: 'Viên chức' }, qualifications: { POSTGRADUATE: 'Sau đại học', GRADUATE: 'Đại học', COLLEGE: 'Cao đẳng', OTHER: 'Khác' },
  edit: 'Sửa thông tin', editGo: 'Ghi thông tin', edited: 'Đã ghi. Nhật ký hệ thống giữ tên những mục đã sửa.',
  posts: 'Vị trí qua thời gian', noPosts: 'Chưa có vị trí nào. Bố trí để người này ghi được nhật ký và được xác nhận.', span: (from: string, to: string | null) => (to ? `${from} đến trước ${to}` : `từ ${from}`), past: 'đã kết thúc', coming: 'sắp tới', now: 'đang giữ', share: (share: string) => `tỷ trọng ${share}`,
  leaderNamed: (name: string) => `lãnh đạo trực tiếp: ${name}`, leaderByTree: 'lãnh đạo trực tiếp theo cây đơn vị', by: (number: string) => `theo ${number}`,
  act: { appoint: 'Bố trí vị trí', end: 'Kết thúc', transfer: 'Điều chuyển', leader: 'Lãnh đạo trực tiếp', delegate: 'Ủy quyền thay' },
  title4: { appoint: 'Bố trí vị trí', end: 'Kết thúc vị trí', transfer: 'Điều chuyển sang đơn vị khác', leader: 'Đặt lãnh đạo trực tiếp', delegate: 'Ủy quyền thay người này' },
  go: { appoint: 'Bố trí', end: 'Kết thúc', transfer: 'Điều chuyển', leader: 'Ghi', delegate: 'Ủy quyền' },
  done: { appoint: 'Đã bố trí.', end: 'Đã kết thúc vị trí.', transfer: 'Đã điều chuyển; việc đã ghi vẫn thuộc đơn vị cũ.', leader: 'Đã ghi lãnh đạo trực tiếp.', delegate: 'Đã ủy quyền.' },
  unit: 'Đơn vị', role: 'Vai trò', position: 'Vị trí việc làm (nếu có)', primary: 'Là vị trí chính', primaryHelp: 'Bỏ chọn khi kiêm nhiệm', weight: 'Tỷ trọng thời gian', weightHelp: 'Từ 0,001 đến 1', until: 'Đến trước ngày (nếu biết)', lastDay: 'Từ ngày này không còn giữ', keepRole: 'Giữ vai trò cũ',
  chooseUnit: 'Gõ vài chữ của tên đơn vị', choosePerson: 'Gõ tên, hoặc đủ số định danh', choosePosition: 'Gõ tên hoặc mã vị trí', leader: 'Người lãnh đạo', byTree: 'Để cây đơn vị quyết định', delegateTo: 'Người được ủy quyền', ranking: 'Cả quyết định xếp loại và trả lời kiến nghị', rankingHelp: 'Chỉ người đứng đầu cơ quan ủy quyền được việc này', endDelegation: 'Hết hiệu lực trước ngày',
  delegations: 'Ủy quyền', noDelegations: 'Không có ủy quyền nào đang hoặc sắp có hiệu lực.', gives: (name: string, unit: string) => `ủy quyền cho ${name}, ở ${unit}`, gets: (name: string, unit: string) => `làm thay ${name}, ở ${unit}`, revoke: 'Thu hồi', revoked: 'Đã thu hồi. Việc đã quyết định theo ủy quyền vẫn có hiệu lực.',
  account: 'Tài khoản',
};

const en: typeof vi = {
  title: 'People', search: 'Find by name (with or without diacritics), or by all 12 digits of the number', within: (unit) => `In ${unit} and below`, everywhere: 'Search the whole province', asOf: (day) => `as of ${day}`,
  empty: 'Nobody is listed yet. Add the first cadre, then give them a post.', none: (words) => `Nobody fits “${words}”. Try without diacritics, or all 12 digits of the number.`, end: 'End of the list.', shown: (count) => `${count} people`,
  add: 'Add a cadre', addGo: 'Add to the list', added: 'Added. Next: give them a post.', known: 'This number belongs to a cadre of the province already:', openKnown: 'Open the record',
  noPost: 'holds no post', concurrent: 'concurrent',
  facts: 'Facts', pin: 'Personal identification number', pinHelp: '12 digits. People are told apart by this number, never by name.', showPin: 'Show the number', hidePin: 'Mask the number', fullName: 'Full name', gender: 'Gender', birthDate: 'Date of birth', staffType: 'Kind', qualification: 'Qualification', unknown: 'not recorded',
  genders: { MALE: 'Male', FEMALE: 'Female' }, staffTypes: { CIVIL_SERVANT: 'Civil servant', PUBLIC_EMPLOYEE: 'Public employee' }, qualifications: { POSTGRADUATE: 'Postgraduate', GRADUATE: 'Graduate', COLLEGE: 'College', OTHER: 'Other' },
  edit: 'Correct', editGo: 'Write', edited: 'Written. The audit trail keeps which facts changed.',
  posts: 'Posts over time', noPosts: 'No post yet. Appoint this person, so that they can log work and be verified.', span: (from, to) => (to ? `${from} to before ${to}` : `from ${from}`), past: 'ended', coming: 'to come', now: 'held now', share: (share) => `share ${share}`,
  leaderNamed: (name) => `direct leader: ${name}`, leaderByTree: 'direct leader by the unit tree', by: (number) => `by ${number}`,
  act: { appoint: 'Appoint', end: 'End', transfer: 'Transfer', leader: 'Direct leader', delegate: 'Delegate' },
  title4: { appoint: 'Give a post', end: 'End the post', transfer: 'Transfer to another unit', leader: 'Set the direct leader', delegate: 'Delegate on behalf of this person' },
  go: { appoint: 'Appoint', end: 'End', transfer: 'Transfer', leader: 'Write', delegate: 'Delegate' },
  done: { appoint: 'Appointed.', end: 'Post ended.', transfer: 'Transferred; past work keeps its unit.', leader: 'Direct leader written.', delegate: 'Delegated.' },
  unit: 'Unit', role: 'Role', position: 'Job position (if any)', primary: 'Primary post', primaryHelp: 'Not for concurrent posts', weight: 'Share of time', weightHelp: 'From 0.001 to 1', until: 'Until before (if known)', lastDay: 'From this day no longer held', keepRole: 'Keep the role',
  chooseUnit: 'Type a few letters of the name', choosePerson: 'Type a name, or the whole number', choosePosition: 'Type name or code', leader: 'Leader', byTree: 'Leave it to the unit tree', delegateTo: 'Delegate', ranking: 'Deciding on classes and answering petitions too', rankingHelp: 'Only the head of an agency can delegate this', endDelegation: 'Ends before',
  delegations: 'Delegations', noDelegations: 'No delegation holds or is to come.', gives: (name, unit) => `delegates to ${name}, at ${unit}`, gets: (name, unit) => `acts for ${name}, at ${unit}`, revoke: 'Revoke', revoked: 'Revoked. What was decided under it stands.',
  account: 'Account',
};

export const t = speaking(vi, en);
