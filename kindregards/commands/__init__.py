"""The command line, one file per noun; heavy parts of the program are imported only by the command that needs them."""
