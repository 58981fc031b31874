"""Joining: the waves of a roll-out, what is missing before going live, and practising on copies."""
