"""Migrations of the schema in the order of their names: only forward, and old code runs on the new schema."""
