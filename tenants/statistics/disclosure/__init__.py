"""Disclosure control: which figures a release hides so that nobody's evaluation can be computed from the rest."""
