"""Where the national template's files are."""

from importlib.resources import files

FOLDER = files("tenants") / "templates" / "national"
