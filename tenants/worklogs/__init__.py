"""The daily work log: tasks, entries, evidence, verification."""
