"""A running stand-in for every test here."""

from tests.fake_providers.running import fake, fake_server

__all__ = ["fake", "fake_server"]
