"""The chain of receipts: every stored score linked to the one before, rooted daily, and audited from outside."""
