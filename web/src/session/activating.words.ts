/** What the page of a first sign-in says. */
import { speaking } from '../words/language.svelte';

const vi = {
  title: 'Kích hoạt tài khoản', lead: (login: string, tenant: string) => `Tài khoản ${login} của ${tenant}. Chọn mật khẩu để bắt đầu; liên kết này chỉ dùng được một lần.`,
  password: 'Mật khẩu mới', help: 'Ít nhất 10 ký tự; một câu dài dễ nhớ là tốt nhất', again: 'Nhập lại mật khẩu', show: 'Hiện mật khẩu', go: 'Đặt mật khẩu và vào', going: 'Đang đặt…', differs: 'Hai lần nhập không giống nhau.', missing: 'Hãy nhập mật khẩu.', over: 'Liên kết không dùng được', signIn: 'Đến trang đăng nhập', unreachable: 'Không tới được máy chủ. Hãy thử lại khi có mạng.',
};

const en: typeof vi = {
  title: 'Activate the account', lead: (login, tenant) => `Account ${login} of ${tenant}. Choose a password to begin; this link works once.`,
  password: 'New password', help: 'At least 10 characters; a long sentence you remember is best', again: 'The password again', show: 'Show the password', go: 'Set the password and enter', going: 'Setting…', differs: 'The two are not the same.', missing: 'Type a password.', over: 'The link does not work', signIn: 'To the sign-in page', unreachable: 'The server does not answer. Try again when there is network.',
};

export const t = speaking(vi, en);
