"""Invented people, their weeks of work, and the whole loaded into a province."""
