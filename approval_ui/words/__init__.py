"""What the codes of the system are called on screen; the messages are translated where they are shown."""
