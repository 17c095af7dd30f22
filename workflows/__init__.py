"""What happens, in order: one durable workflow per application."""
