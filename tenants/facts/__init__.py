"""What happened, told on to other systems: written down in the transaction of the act, taken up by whoever sends it."""
