"""Webhooks out (Standard Webhooks): endpoints of a tenant, messages made of facts, their delivery and replay."""
