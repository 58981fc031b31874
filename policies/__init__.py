"""Who may do what, and on which part of the tree: Casbin rules and the one function that asks them."""
