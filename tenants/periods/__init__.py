"""Evaluation periods: the calendar of months, quarters and years, its deadlines, and what closing one freezes."""
