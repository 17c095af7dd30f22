"""Stand-ins for SendGrid, Twilio and an SMTP server on loopback: a development tool that sends nothing anywhere."""

from kindregards.fake_providers.server import FakeProviders

__all__ = ["FakeProviders"]
