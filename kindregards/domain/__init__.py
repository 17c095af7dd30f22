"""Pure rules and values: no framework, no clock, no input or output."""
