"""Who may sign in: accounts, browser sessions and API tokens."""
