"""Sums by person and unit per day, from which months, quarters and branches are answered."""
