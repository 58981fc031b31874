"""Why single sign-on refuses."""

from kernel.errors import Refusal


class NoProvider(Refusal):
    """The tenant has no identity provider; whether such a tenant exists is not said."""

    code = "NO_IDENTITY_PROVIDER"
    vi = "Đơn vị này chưa dùng đăng nhập một lần."
    en = "This tenant does not use single sign-on."


class BadProvider(Refusal):
    """What was entered is no identity provider we can use."""

    code = "BAD_IDENTITY_PROVIDER"
    vi = "Không dùng được máy chủ định danh này: {reason}."
    en = "This identity provider cannot be used: {reason_en}."


class ProviderUnreachable(Refusal):
    """The identity provider does not answer."""

    code = "IDENTITY_PROVIDER_UNREACHABLE"
    vi = "Máy chủ định danh không trả lời. Hãy thử lại sau ít phút."
    en = "The identity provider does not answer. Try again in some minutes."


class SignInInterrupted(Refusal):
    """The way back from the identity provider does not belong to a sign-in begun in this browser, or came too late."""

    code = "SIGN_IN_INTERRUPTED"
    vi = "Lần đăng nhập này đã quá hạn hoặc bắt đầu ở nơi khác. Hãy đăng nhập lại."
    en = "This sign-in has expired or began elsewhere. Sign in again."


class BadIdentity(Refusal):
    """What the identity provider said does not hold: signature, issuer, audience, time or nonce."""

    code = "BAD_IDENTITY"
    vi = "Không xác minh được thông tin từ máy chủ định danh. Hãy báo người quản trị."
    en = "What the identity provider said could not be verified. Tell the administrator."


class ClientRefused(Refusal):
    """The identity provider does not give an identity for the code: client, secret or way back are wrong there."""

    code = "SSO_CLIENT_REFUSED"
    vi = "Máy chủ định danh từ chối mã ứng dụng, khóa bí mật hoặc địa chỉ quay về. Hãy báo người quản trị."
    en = "The identity provider refuses the client, its secret or the way back. Tell the administrator."


class IdentityTaken(Refusal):
    """The account or the identity is linked already."""

    code = "IDENTITY_TAKEN"
    vi = "Tài khoản hoặc định danh này đã được gắn. Gỡ liên kết cũ trước."
    en = "This account or identity is linked already. Unlink it first."


class BadSubject(Refusal):
    """What was entered cannot be a provider's name for somebody (OpenID Connect Core 1.0, section 2, `sub`)."""

    code = "BAD_SUBJECT"
    vi = "Mã định danh (sub) có từ 1 đến 255 ký tự."
    en = "The subject (sub) has 1 to 255 characters."


class NoAccountForIdentity(Refusal):
    """Who signed in at the identity provider has no account here."""

    code = "NO_ACCOUNT_FOR_IDENTITY"
    vi = "Tài khoản định danh này chưa gắn với tài khoản nào ở đây. Hãy báo người quản trị của đơn vị."
    en = "No account here belongs to this identity. Tell the tenant's administrator."


class SsoRequired(Refusal):
    """The tenant lets nobody in by password except its break-glass accounts."""

    code = "SSO_REQUIRED"
    vi = "Đơn vị này chỉ đăng nhập bằng tài khoản định danh chung."
    en = "This tenant signs in through its identity provider only."


class NoBreakGlass(Refusal):
    """Single sign-on cannot be enforced before somebody could still get in without it."""

    code = "NO_BREAK_GLASS_ACCOUNT"
    vi = "Trước khi bắt buộc đăng nhập một lần, cần ít nhất một tài khoản dự phòng có mật khẩu."
    en = "Before single sign-on is enforced, one break-glass account with a password is needed."
