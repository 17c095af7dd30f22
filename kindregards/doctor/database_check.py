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
_REASONS = (
    ("connection refused", "nothing listens there"),
    ("password authentication failed", "it does not take this user and password"),
    ("no password supplied", "it wants a password"),
    ("could not translate host name", "its host has no address"),
    ("failed to resolve host", "its host has no address"),
    ("does not exist", "there is no such database or user"),
    ("timeout", "it does not answer in time"),
    ("unable to open database file", "the file cannot be opened"),
    ("file is not a database", "the file is no SQLite database"),
    ("readonly", "the file cannot be written"),
)


def check_database(url: str) -> Iterator[Finding]:
    """Look at the database of this address."""
    file = parse_url(url).database if url.startswith("sqlite") else None
    if file and not Path(file).exists():
        yield wrong(SUBJECT, f"There is no database at {file} yet: run kindregards migrate, or kindregards up.")
        return
    try:
        version = current_and_head(url)
    except (SQLAlchemyError, DomainError) as error:
        yield wrong(
            SUBJECT,
            f"The database{_place(url)} cannot be used ({_reason(error)}): start it, or correct "
            "KINDREGARDS_DATABASE_URL.",
        )
        return
    if version.is_current:
        yield fine(SUBJECT, f"The database answers and is up to date (migration {version.current}).")
    else:
        yield wrong(SUBJECT, f"The database is at {version.current or 'no migration'}: run kindregards migrate.")
    if url.startswith("postgresql"):
        yield clock_finding(clock.now(), _their_time(url))


def _their_time(url: str) -> datetime:
    engine = create_engine(parse_url(url))
    try:
        with engine.connect() as connection:
            theirs: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
            return theirs
    finally:
        engine.dispose()


def clock_finding(ours: datetime, theirs: datetime) -> Finding:
    """Hold our clock against the database's."""
    skew = abs(theirs - ours)
    if skew > LARGEST_SKEW:
        return wrong("clock", f"Our clock and the database's differ by {skew.total_seconds():.0f} s: run NTP on both.")
    return fine("clock", "Our clock agrees with the database's.")


def _place(url: str) -> str:
    """Return where a database is, without its password."""
    parsed = parse_url(url)
    host = f" at {parsed.host}:{parsed.port or 5432}" if parsed.host else ""
    return f" {parsed.database}{host}"


def _reason(error: BaseException) -> str:
    """Return what is wrong in our own words: the driver's text may repeat the address with its password."""
    said = " ".join(str(each) for each in _causes(error)).lower()
    return next((words for sign, words in _REASONS if sign in said), type(error).__name__)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
