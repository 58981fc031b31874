"""Calibration (hiệu chỉnh): how raters mark and how logs look, beside comparable ones; it flags and never scores."""
