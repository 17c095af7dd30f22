"""Where facts last: tables, queries, encryption and migrations."""

from kindregards.store.naming import name_constraints

# Here, because names must be set before the first table is defined, wherever an import begins.
name_constraints()
