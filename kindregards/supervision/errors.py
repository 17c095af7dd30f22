"""Why the embedded system cannot start or go on; each message says what to do."""


class StartError(Exception):
    """The embedded system cannot run; the message is for the person at the terminal."""
