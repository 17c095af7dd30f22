"""Hypothesis for rules: no deadline, since a busy core is no bug."""

from hypothesis import settings

settings.register_profile("rules", deadline=None, max_examples=100)
settings.load_profile("rules")
