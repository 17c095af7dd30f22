"""Years of a company's applications, written in minutes: for measuring how a full database behaves."""
