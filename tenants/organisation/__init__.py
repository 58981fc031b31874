"""Units, people, appointments and delegations, each with its dates."""
