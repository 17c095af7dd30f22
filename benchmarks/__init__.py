"""What the program costs, measured on the machine at hand; every figure in the docs names its module here."""
