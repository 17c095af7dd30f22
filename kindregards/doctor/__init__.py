"""Looks at a system from outside and says in plain words what is missing or wrong."""
