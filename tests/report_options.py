"""The command lines of reports that stand beside tests."""

import argparse
from collections.abc import Sequence


def report_parser(name: str, description: str | None, examples: Sequence[str] = ("",)) -> argparse.ArgumentParser:
    """Return a parser for `python -m name`, with examples of what may follow in its help."""
    return argparse.ArgumentParser(
        prog=f"python -m {name}",
        description=description,
        epilog="examples:\n" + "\n".join(f"  python -m {name} {each}" for each in examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
