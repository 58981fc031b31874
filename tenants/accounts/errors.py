"""Why accounts refuse."""

from kernel.errors import Refusal


class BadCredentials(Refusal):
    """Login or password is wrong; which of them is never said, nor whether the account exists."""

    code = "BAD_CREDENTIALS"
    vi = "Tên đăng nhập hoặc mật khẩu không đúng."
    en = "The login or the password is wrong."


class TooManyAttempts(Refusal):
    """Too many failed attempts to sign in lately."""

    code = "TOO_MANY_ATTEMPTS"
    vi = "Đăng nhập sai quá nhiều lần. Hãy thử lại sau {minutes} phút."
    en = "Too many failed attempts to sign in. Try again in {minutes} minutes."


class WeakPassword(Refusal):
    """The password is too short, too long, or holds the login."""

    code = "WEAK_PASSWORD"
    vi = "Mật khẩu phải có từ {least} đến {most} ký tự và không chứa tên đăng nhập."
    en = "A password has {least} to {most} characters and does not contain the login."


class BadLogin(Refusal):
    """The login is not fit to be one."""

    code = "BAD_LOGIN"
    vi = "Tên đăng nhập gồm 3 đến 100 chữ không dấu, chữ số hoặc các dấu . _ - @."
    en = "A login has 3 to 100 letters without marks, digits or the signs . _ - @."


class LoginTaken(Refusal):
    """Another account of this tenant has the login."""

    code = "LOGIN_TAKEN"
    vi = "Tên đăng nhập {name} đã được dùng."
    en = "The login {name} is already taken."


class PersonHasAccount(Refusal):
    """A person has one account."""

    code = "PERSON_HAS_ACCOUNT"
    vi = "Cán bộ này đã có tài khoản."
    en = "This person already has an account."


class AccountWithoutRole(Refusal):
    """An account is a person's, or holds an office role of this kind of tenant."""

    code = "ACCOUNT_WITHOUT_ROLE"
    vi = "Tài khoản phải gắn với một cán bộ, hoặc với một vai trò quản trị: {names}."
    en = "An account belongs to a person or holds one of the office roles: {names}."


class OwnAccount(Refusal):
    """Nobody disables the account they are using."""

    code = "OWN_ACCOUNT"
    vi = "Không thể khóa tài khoản bạn đang dùng."
    en = "You cannot disable the account you are using."


class AlreadyStaffed(Refusal):
    """The first administrator is made once, while the tenant has no account."""

    code = "ALREADY_STAFFED"
    vi = "Đơn vị này đã có tài khoản; hãy nhờ quản trị viên hiện có."
    en = "This tenant already has accounts; ask its administrator."


class BadTokenScope(Refusal):
    """A token's scope names no right that exists."""

    code = "BAD_TOKEN_SCOPE"
    vi = "Phạm vi {name} không tồn tại. Viết dạng đối_tượng:hành_động, ví dụ work_entry:read."
    en = "There is no scope {name}. Write resource:action, such as work_entry:read."


class BadTokenLife(Refusal):
    """A token lives for a limited time."""

    code = "BAD_TOKEN_LIFE"
    vi = "Mã truy cập có hiệu lực từ 1 đến {most} ngày."
    en = "A token lives from 1 to {most} days."


class ActivationOver(Refusal):
    """The code to choose a first password is unknown, used or too old."""

    code = "ACTIVATION_OVER"
    vi = "Mã kích hoạt không dùng được: không đúng, đã dùng hoặc đã hết hạn. Hãy hỏi người quản trị của tỉnh."
    en = "This activation code does not work: it is not right, was used or is too old. Ask your administrator."
