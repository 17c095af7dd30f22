"""Whether every delivery's stored state is the one that its ledger gives."""

from collections.abc import Callable, Iterator
from contextlib import closing

from kindregards.doctor.finding import Finding, fine, wrong
from kindregards.domain.errors import DomainError
from kindregards.store.database import Database
from kindregards.store.ledger_audit import Difference, LedgerAudit

SUBJECT = "deliveries"


def check_deliveries(url: str, progress: Callable[[int, int], None]) -> Iterator[Finding]:
    """Recompute every delivery of a database; `progress` hears how many are done, and of how many."""
    with closing(Database(url, size=1)) as database:
        audit = LedgerAudit(database)
        done = differing = 0
        try:
            total = audit.count()
            for batch in audit.batches():
                done += batch.deliveries
                differing += len(batch.differences)
                yield from map(_difference, batch.differences)
                progress(done, total)
        except DomainError as error:
            yield wrong(SUBJECT, error.message)
            return
    if not differing:
        yield fine(SUBJECT, f"All {done} deliveries stand where their attempts and events say.")


def _difference(found: Difference) -> Finding:
    return wrong(
        SUBJECT,
        f"Delivery {found.delivery_id} ({found.channel}, application {found.application_id}) is stored as "
        f"{found.stored}, but its attempts and events say {found.right}.",
    )
