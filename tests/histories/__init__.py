"""Recorded journeys, replayed in every run so that a change of order shows before it is released."""
