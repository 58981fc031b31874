"""Tenants that become one: the plan, what stands against it, the move, and the proof that nothing changed."""
