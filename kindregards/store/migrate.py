"""Bringing a database to the schema of this program, and the developer's command that writes migrations."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kindregards.store.migration_line import MigrationLine, SchemaVersion
from kindregards.store.schema import METADATA

OURS = MigrationLine(folder=Path(__file__).parent / "migrations", metadata=METADATA)


def upgrade(url: str) -> None:
    """Run the missing migrations, all or none; a second migrator waits and finds nothing to do.

    Raise SchemaUnknownError for a database of a newer program, DatabaseUnavailableError when it cannot be locked.
    """
    OURS.upgrade(url)


def current_and_head(url: str) -> SchemaVersion:
    """Return where the database stands and where it should be."""
    return OURS.current_and_head(url)


def check(url: str) -> str:
    """Return the operations a migrated database still needs to agree with the tables, empty when it does."""
    return OURS.check(url)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the developer's command line."""
    example = 'Example: python -m kindregards.store.migrate revision "add appeals"'
    parser = argparse.ArgumentParser(
        prog="python -m kindregards.store.migrate", description="Write migrations.", epilog=example
    )
    verbs = parser.add_subparsers(required=True)
    revision = verbs.add_parser(
        "revision",
        help="write the migration that leads from the last one to the tables as they are now",
        description="Compare kindregards.store.tables with the migrations there are and write the next one, "
        "named by its time. Read it before committing, and commit it alone: old code must run on the new schema.",
        epilog=example,
    )
    revision.add_argument("message", help="what changes, in a few words")
    revision.add_argument("--empty", action="store_true", help="write a migration without operations, to move data")
    options = parser.parse_args(arguments)
    write = OURS.write_empty if options.empty else OURS.write
    written = write(options.message)
    sys.stdout.write(f"{written or 'Nothing to do: the migrations lead to the tables as they are.'}\n")


if __name__ == "__main__":
    main()
