"""Composing letters from the built-in templates and rendering them for every channel."""
