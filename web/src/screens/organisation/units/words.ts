import { speaking } from '../../../words/language.svelte';

const kinds = {
  province: 'Tỉnh', council: 'Hội đồng nhân dân', people_committee: 'Ủy ban nhân dân', department: 'Sở, ngành', sub_department: 'Chi cục', division: 'Phòng, ban', office: 'Văn phòng', service_unit: 'Đơn vị sự nghiệp',
  commune: 'Xã, phường, đặc khu', commune_office: 'Phòng thuộc cấp xã', party: 'Cơ quan của Đảng', front: 'Mặt trận Tổ quốc', mass_organisation: 'Tổ chức chính trị - xã hội',
} as Record<string, string>;

const vi = {
  title: 'Đơn vị, con người', back: 'Về cây đơn vị',
  tree: 'Cây đơn vị', search: 'Tìm đơn vị, có dấu hoặc không dấu', asOf: 'Xem tại ngày', asOfHelp: 'Nhìn lại ngày đã qua, hoặc nhìn trước ngày sắp tới',
  past: (day: string) => `Bạn đang xem cây như ngày ${day}, đã qua. Thay đổi mới vẫn ghi theo ngày bạn nhập.`,
  future: (day: string) => `Bạn đang xem cây như ngày ${day}, sắp tới, với những thay đổi đã ghi trước.`,
  today: 'Về hôm nay', people: (count: number, posts: number) => `${count} người trên ${posts} biên chế`, noPosts: (count: number) => `${count} người`,
  over: 'vượt biên chế', inBranch: 'trong cả nhánh', figures: 'người có mặt / biên chế, cả nhánh', noHead: 'chưa có người đứng đầu', count: (count: number) => `${count} đơn vị`, found: (count: number) => `${count} đơn vị khớp`,
  empty: 'Ngày này chưa có đơn vị nào. Chọn một ngày sau khi tỉnh bắt đầu dùng hệ thống.', none: (words: string) => `Không có đơn vị khớp “${words}”. Thử ít chữ hơn, hoặc mã đơn vị.`,
  choose: 'Chọn một đơn vị để xem lịch sử, con người và những việc làm được với nó.', openAll: 'Mở hết', closeAll: 'Thu gọn',
  kinds, kind: 'Loại đơn vị', code: 'Mã đơn vị', name: 'Tên đơn vị', parent: 'Trực thuộc', root: 'đơn vị gốc', opened: 'Mở từ', closed: (day: string) => `Đã đóng từ ${day}`, successor: 'Đơn vị kế thừa', by: (number: string) => `theo ${number}`,
  head: 'Người đứng đầu', establishment: 'Biên chế', has: 'Đang có', staff: 'Người trong đơn vị', noStaff: 'Chưa có ai giữ vị trí ở đơn vị này vào ngày đang xem.', concurrent: 'kiêm nhiệm', findPeople: 'Mọi người của cả nhánh',
  history: 'Lịch sử', since: (day: string) => `Từ ${day}`, coming: 'sắp tới', under: (name: string) => `thuộc ${name}`, posts: (count: number) => `${count} biên chế`, other: 'một đơn vị khác',
  acts: 'Việc làm với đơn vị này',
  act: { open: 'Mở đơn vị trực thuộc', rename: 'Đổi tên', establishment: 'Đổi biên chế', reorder: 'Đổi thứ tự', move: 'Chuyển nơi trực thuộc', merge: 'Sáp nhập vào đơn vị khác', close: 'Đóng đơn vị' },
  field: { name: 'Tên mới', posts: 'Số biên chế', after: 'Đứng ngay sau', first: 'Đứng đầu danh sách', move: 'Chuyển vào đơn vị', merge: 'Sáp nhập vào', close: 'Đơn vị kế thừa (nếu có)', choose: 'Gõ vài chữ của tên đơn vị', commune: 'Mã đơn vị hành chính cấp xã (nếu có)', area: 'Lĩnh vực (nếu có)' },
  preview: 'Xem trước điều sẽ đổi', look: 'Điều sẽ đổi',
  told: {
    move: (name: string, below: number, posts: number, to: string, day: string) => `Từ ${day}, ${name}${below > 0 ? ` cùng ${below} đơn vị trực thuộc` : ''} và ${posts} vị trí đang giữ trong đó chuyển về ${to}.`,
    merge: (name: string, below: number, posts: number, to: string, day: string) => `Từ ${day}, ${name} đóng và nhập vào ${to}: ${below > 0 ? `${below} đơn vị trực thuộc và ` : ''}${posts} vị trí sang ${to}.`,
    close: (name: string, _below: number, _posts: number, to: string, day: string) => `Từ ${day}, ${name} đóng${to ? `; ${to} kế thừa và xem được nhật ký cũ` : ''}.`,
  },
  deputies: (names: string) => `${names} thành cấp phó, vì nơi nhận đã có người đứng đầu.`,
  before: (day: string) => `Trước ${day} cây giữ nguyên: nhật ký và điểm đã ghi vẫn thuộc nơi cũ.`, notYet: 'Chưa có gì được ghi.', goesAlong: 'Đơn vị đi cùng',
  go: { open: 'Mở đơn vị', rename: 'Đổi tên', establishment: 'Ghi biên chế', reorder: 'Ghi thứ tự', move: 'Chuyển đơn vị', merge: 'Sáp nhập', close: 'Đóng đơn vị' },
  done: { open: 'Đã mở đơn vị.', rename: 'Đã đổi tên.', establishment: 'Đã ghi biên chế.', reorder: 'Đã ghi thứ tự.', move: 'Đã chuyển đơn vị.', merge: 'Đã sáp nhập.', close: 'Đã đóng đơn vị.' },
  gone: 'Vào ngày đang xem, đơn vị này chưa mở hoặc không có.',
};

const en: typeof vi = {
  title: 'Units and people', back: 'Back to the tree',
  tree: 'Tree of units', search: 'Find a unit, with or without diacritics', asOf: 'As of', asOfHelp: 'Look back at a past day, or ahead',
  past: (day) => `The tree as it stood on ${day}. New changes still hold from the day you enter.`,
  future: (day) => `The tree as it will stand on ${day}, with changes recorded already.`,
  today: 'Back to today', people: (count, posts) => `${count} people, ${posts} posts`, noPosts: (count) => `${count} people`,
  over: 'over establishment', inBranch: 'in the whole branch', figures: 'people / posts, whole branch', noHead: 'no head', count: (count) => `${count} units`, found: (count) => `${count} units found`,
  empty: 'There is no unit on this day. Choose one after the province began.', none: (words) => `No unit fits “${words}”. Try fewer letters, or the unit’s code.`,
  choose: 'Choose a unit to see its history, its people and what can be done with it.', openAll: 'Open all', closeAll: 'Close all',
  kinds: {
    province: 'Province', council: 'People’s Council', people_committee: 'People’s Committee', department: 'Department', sub_department: 'Sub-department', division: 'Division', office: 'Office', service_unit: 'Service unit',
    commune: 'Commune, ward', commune_office: 'Division of a commune', party: 'Body of the Party', front: 'Fatherland Front', mass_organisation: 'Mass organisation',
  },
  kind: 'Kind', code: 'Code', name: 'Name', parent: 'Belongs to', root: 'root unit', opened: 'Open since', closed: (day) => `Closed from ${day}`, successor: 'Successor', by: (number) => `by ${number}`,
  head: 'Head', establishment: 'Posts', has: 'People', staff: 'People of the unit', noStaff: 'Nobody holds a post in this unit on the day you look at.', concurrent: 'concurrent', findPeople: 'Everybody in the branch',
  history: 'History', since: (day) => `From ${day}`, coming: 'to come', under: (name) => `below ${name}`, posts: (count) => `${count} posts`, other: 'another unit',
  acts: 'What can be done with this unit',
  act: { open: 'Open a unit below', rename: 'Rename', establishment: 'Change posts', reorder: 'Change order', move: 'Move', merge: 'Merge into another', close: 'Close' },
  field: { name: 'New name', posts: 'Number of posts', after: 'Right after', first: 'First of all', move: 'Move below', merge: 'Merge into', close: 'Successor (if any)', choose: 'Type a few letters of the name', commune: 'Official code of the commune (if any)', area: 'Field (if any)' },
  preview: 'See what would change', look: 'What will change',
  told: {
    move: (name, below, posts, to, day) => `From ${day}, ${name}${below > 0 ? ` with ${below} units below it` : ''} and ${posts} posts held there go to ${to}.`,
    merge: (name, below, posts, to, day) => `From ${day}, ${name} closes and becomes part of ${to}: ${below > 0 ? `${below} units and ` : ''}${posts} posts go to ${to}.`,
    close: (name, _below, _posts, to, day) => `From ${day}, ${name} is closed${to ? `; ${to} succeeds it and sees its past log` : ''}.`,
  },
  deputies: (names) => `${names} becomes a deputy, as the other unit has a head.`,
  before: (day) => `Before ${day} the tree keeps its shape: logs and scores stay where they were.`, notYet: 'Nothing has been written yet.', goesAlong: 'Units that go along',
  go: { open: 'Open the unit', rename: 'Rename', establishment: 'Write posts', reorder: 'Write order', move: 'Move the unit', merge: 'Merge', close: 'Close the unit' },
  done: { open: 'Unit opened.', rename: 'Renamed.', establishment: 'Posts written.', reorder: 'Order written.', move: 'Unit moved.', merge: 'Merged.', close: 'Unit closed.' },
  gone: 'On the day you look at, this unit is not open or does not exist.',
};

export const t = speaking(vi, en);
