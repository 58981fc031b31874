"""Tenants: provinces and ministries, their settings and working calendar."""
