"""Faults to survive: `python -m tests.faults.NN --letters N --seed S` breaks a whole system and prints a JSON line."""
