"""`python -m kindregards.fake_providers`: run the stand-ins until a signal comes."""

import argparse
import json
import signal
import sys
import threading

from kindregards.fake_providers.server import FakeProviders


def main() -> None:
    """Print the addresses as one JSON line when ready, and stop cleanly on SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="kindregards.fake_providers", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=0, help="of SendGrid, Twilio and the control API; 0 takes a free one"
    )
    parser.add_argument("--smtp-port", type=int, default=0, help="of the SMTP server; 0 takes a free one")
    arguments = parser.parse_args()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with FakeProviders(port=arguments.port, smtp_port=arguments.smtp_port) as fake:
        sys.stdout.write(json.dumps({"url": fake.url, "smtp_url": fake.smtp_url}) + "\n")
        sys.stdout.flush()
        stop.wait()


if __name__ == "__main__":
    main()
