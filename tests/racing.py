"""How often two sides race each other for the same thing."""

import os

ROUNDS = int(os.environ.get("TESTS_RACING_ROUNDS", "40"))
"""`make proof` runs 200: each has its own order of locks and commits, and one that is wrong once is wrong."""
