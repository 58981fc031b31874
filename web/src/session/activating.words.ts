/** What the page of an account's first use says. */
import { speaking } from '../words/language.svelte';

const vi = {
  title: 'Kích hoạt tài khoản', lead: 'Dùng mã kích hoạt được trao để tự đặt mật khẩu. Mã chỉ dùng một lần.',
  code: 'Mã kích hoạt', codeHelp: '16 chữ và số, ví dụ 7KQM-2WXD-RTYB-9HZC', password: 'Mật khẩu mới', passwordHelp: 'Ít nhất 10 ký tự, không chứa tên đăng nhập; một câu dài dễ nhớ là tốt nhất', again: 'Nhập lại mật khẩu', show: 'Hiện mật khẩu',
  differ: 'Hai lần nhập mật khẩu không giống nhau.', go: 'Đặt mật khẩu và vào', going: 'Đang đặt…', signIn: 'Đăng nhập',
};
const en: typeof vi = {
  title: 'Activate the account', lead: 'Use the code you were handed to choose a password of your own. It works once.',
  code: 'Activation code', codeHelp: '16 letters and digits, such as 7KQM-2WXD-RTYB-9HZC', password: 'New password', passwordHelp: 'At least 10 characters, without the login in it; a long sentence you remember is best', again: 'The password again', show: 'Show the password',
  differ: 'The two passwords differ.', go: 'Set the password and enter', going: 'Setting…', signIn: 'Sign in',
};

export const t = speaking(vi, en);
