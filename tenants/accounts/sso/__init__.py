"""Single sign-on (đăng nhập một lần) by OpenID Connect, at each tenant's own identity provider."""
