"""Every table, imported here so that one metadata knows them all."""
