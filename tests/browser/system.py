"""Console and candidates' pages together, over ports in memory."""

from dataclasses import dataclass

from starlette.types import ASGIApp

import approval_ui
import candidate_ui
from kindregards.domain.languages import Language
from kindregards.serving import ByPrefix
from tests.approval_ui.fake_polishing import FakePolishing
from tests.approval_ui.office import Office, an_office
from tests.candidate_ui.fakes import FakePages, a_hosted_letter, candidate_services


@dataclass(frozen=True, kw_only=True)
class System:
    """One office and one candidate with a letter."""

    origin: str
    office: Office
    pages: FakePages

    @property
    def app(self) -> ASGIApp:
        """Return both doors as one application, as the web process serves them."""
        return ByPrefix(
            {candidate_ui.PREFIXES: candidate_ui.build(candidate_services(self.pages, self.origin))},
            otherwise=approval_ui.build(self.office.services),
        )


def a_system(origin: str) -> System:
    """Return a system that nobody has touched."""
    office = an_office(origin)
    office.polishing = FakePolishing(changes=(("谢谢您留出时间来面试，", "谢谢您抽空来面试，"),))
    return System(
        origin=origin,
        office=office,
        pages=FakePages(letter_shown=a_hosted_letter(Language.ENGLISH)),
    )
