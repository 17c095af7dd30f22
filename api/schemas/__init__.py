"""What travels over the wire: bodies that come in, resources that go out, and their translation."""
