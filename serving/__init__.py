"""The whole program in one process: where the doors, that never import each other, are put together."""
