"""My record (hồ sơ của tôi): everything held about a person, shown to that person, and requests to correct it."""
