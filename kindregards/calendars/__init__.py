"""Working days and time zones, from libraries that are kept up."""
