"""Single steps with effects: thin, safe to run twice."""
