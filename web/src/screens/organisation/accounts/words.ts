import { speaking } from '../../../words/language.svelte';

const vi = {
  invite: 'Liên kết kích hoạt', link: 'Liên kết kích hoạt', linkOnce: (login: string) => `Gửi liên kết này cho người giữ tài khoản ${login} để tự đặt mật khẩu. Chỉ hiện một lần, dùng một lần, trong 7 ngày.`,
  title: 'Tài khoản', note: 'Ai đăng nhập được', search: 'Tìm theo tên đăng nhập hoặc tên cán bộ', none: (words: string) => `Không có tài khoản khớp “${words}”.`, empty: 'Chưa có tài khoản nào. Tạo ở trang của từng cán bộ, hoặc tạo tài khoản quản trị ở đây.', shown: (count: number) => `${count} tài khoản`,
  create: 'Tạo tài khoản', createOffice: 'Tạo tài khoản quản trị', createGo: 'Tạo tài khoản', login: 'Tên đăng nhập', loginHelp: 'Từ 3 chữ thường không dấu, chữ số, dấu chấm, gạch ngang', office: 'Vai trò quản trị', person: 'Cán bộ',
  offices: { TENANT_ADMIN: 'Người quản trị', MINISTRY_ANALYST: 'Chuyên viên phân tích của bộ', OPERATOR: 'Người vận hành' },
  noAccount: (name: string) => `${name} chưa có tài khoản nên chưa đăng nhập được.`, open: 'đang mở', disabled: (day: string) => `khóa từ ${day}`, since: (day: string) => `tạo ngày ${day}`,
  reset: 'Cấp lại mật khẩu', disable: 'Khóa', enable: 'Mở lại', disabledNow: 'Đã khóa. Mọi máy đang đăng nhập bị đăng xuất, mã truy cập bị thu hồi.', enabledNow: 'Đã mở lại. Mã truy cập cũ vẫn bị thu hồi.',
  sure: (login: string) => `Khóa tài khoản ${login}? Người này bị đăng xuất ngay, mã truy cập bị thu hồi.`, sureReset: (login: string) => `Cấp lại mật khẩu cho ${login}? Mật khẩu cũ hết dùng được và mọi máy bị đăng xuất.`, yes: { reset: 'Cấp lại', disable: 'Khóa tài khoản' },
  password: 'Mật khẩu', once: (login: string) => `Mật khẩu của ${login}, chỉ hiện một lần này. Đưa tận tay, người dùng nên đổi ngay sau khi đăng nhập.`, seen: 'Tôi đã ghi lại',
};
const en: typeof vi = {
  invite: 'Activation link', link: 'Activation link', linkOnce: (login) => `Give this link to the holder of ${login} to choose a password. It is shown once, works once, for 7 days.`,
  title: 'Accounts', note: 'Who can sign in', search: 'Find by login or by name', none: (words) => `No account fits “${words}”.`, empty: 'There is no account yet. Make them on each cadre’s page, or make an administrator’s here.', shown: (count) => `${count} accounts`,
  create: 'Make an account', createOffice: 'Make an administrator’s account', createGo: 'Make the account', login: 'Login', loginHelp: 'Three or more small letters, digits, points, hyphens', office: 'Office role', person: 'Cadre',
  offices: { TENANT_ADMIN: 'Administrator', MINISTRY_ANALYST: 'Ministry analyst', OPERATOR: 'Operator' },
  noAccount: (name) => `${name} has no account and cannot sign in yet.`, open: 'open', disabled: (day) => `shut since ${day}`, since: (day) => `made on ${day}`,
  reset: 'Reset password', disable: 'Shut', enable: 'Open again', disabledNow: 'Shut. Signed out everywhere, tokens revoked.', enabledNow: 'Open again. Old tokens stay revoked.',
  sure: (login) => `Shut the account ${login}? It is signed out at once and its tokens are revoked.`, sureReset: (login) => `Reset the password of ${login}? The old one no longer works, and it is signed out everywhere.`, yes: { reset: 'Reset', disable: 'Shut the account' },
  password: 'Password', once: (login) => `Password of ${login}, shown this once. Hand it over in person; they should change it after signing in.`, seen: 'I have written it down',
};
export const t = speaking(vi, en);
