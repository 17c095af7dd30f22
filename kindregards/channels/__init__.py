"""Ways out to candidates, and what providers report back."""
