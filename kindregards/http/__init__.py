"""What the three doors share: problems, sessions, forms, headers, languages and pages."""
