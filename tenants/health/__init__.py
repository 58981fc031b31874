"""How the platform and its tenants fare: counts and times for operators, nothing of what is inside."""
