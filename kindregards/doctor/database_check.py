"""Whether the database answers, is migrated, and agrees with our clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from kindregards import clock
from kindregards.doctor.finding import Finding, fine, wrong
from kindregards.domain.errors import DomainError
from kindregards.store.engines import parse_url
from kindregards.store.migrate import current_and_head

SUBJECT = "database"
LARGEST_SKEW = timedelta(seconds=5)


def check_database(url: str) -> Iterator[Finding]:
    """Look at the database of this address."""
    file = parse_url(url).database if url.startswith("sqlite") else None
    if file and not Path(file).exists():
        yield wrong(SUBJECT, f"There is no database at {file} yet: run kindregards migrate, or kindregards up.")
        return
    try:
        version = current_and_head(url)
    except (SQLAlchemyError, DomainError) as error:
        yield wrong(SUBJECT, f"The database cannot be reached ({_kind(error)}): check KINDREGARDS_DATABASE_URL.")
        return
    if version.is_current:
        yield fine(SUBJECT, f"The database answers and is up to date (migration {version.current}).")
    else:
        yield wrong(SUBJECT, f"The database is at {version.current or 'no migration'}: run kindregards migrate.")
    if url.startswith("postgresql"):
        yield _clock_finding(url)


def _clock_finding(url: str) -> Finding:
    engine = create_engine(parse_url(url))
    try:
        with engine.connect() as connection:
            theirs: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    finally:
        engine.dispose()
    skew = abs(theirs - clock.now())
    if skew > LARGEST_SKEW:
        return wrong("clock", f"Our clock and the database's differ by {skew.total_seconds():.0f} s: run NTP on both.")
    return fine("clock", "Our clock agrees with the database's.")


def _kind(error: Exception) -> str:
    """Return the kind of error only: its text may repeat the address with its password."""
    cause = getattr(error, "orig", None) or error
    return type(cause).__name__
