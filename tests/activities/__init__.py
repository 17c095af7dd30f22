"""Steps with effects, on a real store."""
