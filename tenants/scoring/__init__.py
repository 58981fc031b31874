"""Scores of entries and months, computed by the norm package in force."""
