import { speaking } from '../../../words/language.svelte';

const vi = {
  title: 'Tạo tỉnh mới', note: 'Không nhập dữ liệu cá nhân ở đây; quản trị viên của tỉnh sẽ đưa vào', create: 'Tạo tỉnh', province: 'Tỉnh, thành phố', choose: 'Chọn tỉnh, thành phố', taken: 'đã có', slug: 'Mã đăng nhập', slugHelp: 'Chữ thường không dấu, số, gạch nối', login: 'Tên đăng nhập của quản trị viên đầu tiên', loginHelp: 'Không có mật khẩu mặc định: người đó tự đặt qua liên kết kích hoạt',
  template: 'Mẫu quốc gia', positions: 'Vị trí việc làm', items: 'Đầu việc', whole: 'Cả cây đơn vị (không chọn thì chỉ có xã, phường, đặc khu)', package: 'Gói định mức có hiệu lực', none: 'Chưa có', packageFrom: 'Có hiệu lực từ', packageFromHelp: 'Để trống: từ ngày sớm nhất theo quy định', draft: 'Gói để làm dự thảo', calendar: 'Lịch làm việc đến hết năm', try: 'Thử trước', go: 'Tạo', missingProvince: 'Hãy chọn tỉnh, thành phố.',
  tried: (name: string, communes: number, units: number, positions: number, items: number) => `${name}: sẽ có ${communes} xã, phường, đặc khu trong ${units} đơn vị, ${positions} vị trí việc làm, ${items} đầu việc. Chưa ghi gì.`, made: (name: string, login: string) => `Đã tạo ${name}. Gửi liên kết này cho quản trị viên ${login}; nó chỉ hiện một lần, dùng một lần, trong 7 ngày.`, link: 'Liên kết kích hoạt', seen: 'Tôi đã chép, xong', gaps: 'Trước khi chạy thật', complete: 'đủ', packages: { 'khanh-hoa': 'Mô hình Khánh Hòa', 'decree-335': 'Nghị định 335/2025' } as Record<string, string>,
  gap: {
    UNITS_WITHOUT_HEAD: 'Đơn vị chưa có người đứng đầu', NO_PEOPLE: 'Chưa có cán bộ', PEOPLE_WITHOUT_POST: 'Cán bộ chưa bố trí', POSTS_WITHOUT_POSITION: 'Cán bộ chưa gắn vị trí việc làm', PEOPLE_WITHOUT_ACCOUNT: 'Cán bộ chưa có tài khoản', ACCOUNTS_NEVER_USED: 'Tài khoản chưa đăng nhập', POSITIONS_WITHOUT_ITEMS: 'Vị trí không có đầu việc', ITEMS_WITHOUT_NORM: 'Đầu việc chưa duyệt định mức', NO_PACKAGE: 'Chưa có gói định mức', NO_PERIOD: 'Chưa mở kỳ', NO_CALENDAR: 'Thiếu lịch làm việc', ONE_ADMINISTRATOR: 'Chưa có quản trị viên thứ hai', NO_BREAK_GLASS: 'Chưa có tài khoản dự phòng', UNITS_WITHOUT_WAVE: 'Đơn vị chưa vào đợt',
  },
};

const en: typeof vi = {
  title: 'A new province', note: 'Nothing personal is given here; the province’s administrator brings people in', create: 'Create a province', province: 'Province', choose: 'Choose a province', taken: 'there already', slug: 'Short name', slugHelp: 'Small letters without marks, digits, hyphens', login: 'Login of the first administrator', loginHelp: 'There is no default password: they choose one by the activation link',
  template: 'National template', positions: 'Job positions', items: 'Work items', whole: 'The whole unit tree (else communes only)', package: 'Norm package in force', none: 'None yet', packageFrom: 'In force from', packageFromHelp: 'Empty: from its first lawful day', draft: 'Packages kept as drafts', calendar: 'Working calendar to the end of', try: 'Try first', go: 'Create', missingProvince: 'Choose a province.',
  tried: (name, communes, units, positions, items) => `${name}: there will be ${communes} communes among ${units} units, ${positions} job positions, ${items} work items. Nothing is kept.`, made: (name, login) => `${name} was created. Give this link to the administrator ${login}; it is shown once, works once, for 7 days.`, link: 'Activation link', seen: 'I have copied it', gaps: 'Before going live', complete: 'complete', packages: { 'khanh-hoa': 'The Khánh Hòa model', 'decree-335': 'Decree 335/2025' },
  gap: {
    UNITS_WITHOUT_HEAD: 'Units without a head', NO_PEOPLE: 'No people', PEOPLE_WITHOUT_POST: 'People without a post', POSTS_WITHOUT_POSITION: 'Posts without a position', PEOPLE_WITHOUT_ACCOUNT: 'People without an account', ACCOUNTS_NEVER_USED: 'Accounts never used', POSITIONS_WITHOUT_ITEMS: 'Positions without items', ITEMS_WITHOUT_NORM: 'Items without an approved norm', NO_PACKAGE: 'No norm package', NO_PERIOD: 'No period open', NO_CALENDAR: 'Working calendar missing', ONE_ADMINISTRATOR: 'No second administrator', NO_BREAK_GLASS: 'No break-glass account', UNITS_WITHOUT_WAVE: 'Units in no wave',
  },
};

export const t = speaking(vi, en);
