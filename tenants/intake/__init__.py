"""What other systems send: documents and tasks of E-Office and task systems, as drafts for the work log."""
