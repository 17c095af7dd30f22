"""Where one can go in the console: the places beside its name, and those behind "More"."""

from dataclasses import dataclass

from kindregards.http.languages import marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address, its name and its drawing; addresses under it belong to it."""

    address: str
    name: str
    icon: str

    def holds(self, path: str) -> bool:
        """Say whether a page's path belongs to this place."""
        return path == self.address or (self.address != "/" and path.startswith(f"{self.address}/"))


PLACES = (
    Place(address="/", name=marked("Today"), icon="home"),
    Place(address="/queue", name=marked("Queue"), icon="list"),
    Place(address="/applications", name=marked("Applications"), icon="people"),
    Place(address="/letters", name=marked("Letters"), icon="mail"),
)
MORE = (
    Place(address="/outbox", name=marked("Outbox"), icon="send"),
    Place(address="/requests", name=marked("Requests"), icon="hand"),
    Place(address="/pool", name=marked("Talent pool"), icon="people"),
    Place(address="/mailbox", name=marked("Mailbox"), icon="inbox"),
    Place(address="/reports", name=marked("Reports"), icon="chart"),
    Place(address="/policies", name=marked("Policies"), icon="rules"),
    Place(address="/templates", name=marked("Templates"), icon="edit"),
    Place(address="/admin/brand", name=marked("Brand"), icon="eye"),
    Place(address="/sending", name=marked("Sending"), icon="stop"),
    Place(address="/help", name=marked("Help"), icon="question"),
)
