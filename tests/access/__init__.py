"""Who may see and do what, generated: every role, on every thing, in every relation, on every route."""
