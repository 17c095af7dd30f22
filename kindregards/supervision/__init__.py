"""Keeps the embedded system's processes alive: starts, watches, restarts and stops them."""
