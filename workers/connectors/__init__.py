"""Connectors: one file for each kind of system that is asked, each turning its shapes into our events.

A connector is a function that reads one page after a cursor. It knows the foreign shapes and nothing else: leases,
pauses and writing are `pulling`'s.
"""
