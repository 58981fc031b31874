"""Norm packages: a province's scoring regulation as data."""
