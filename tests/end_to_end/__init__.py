"""The whole system as its users meet it: one subprocess, real sockets."""
