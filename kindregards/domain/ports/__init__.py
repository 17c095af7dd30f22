"""Protocols between the rules and the details; each file names one neighbour."""
