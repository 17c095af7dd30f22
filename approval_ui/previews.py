"""Letters as they would be sent, with links that lead nowhere yet."""

from dataclasses import dataclass

from approval_ui.visits import Visit
from kindregards.domain.composition import RenderedLetter
from kindregards.domain.letters import Letter
from kindregards.domain.preview_links import NO_TOKEN, preview_links
from kindregards.domain.sms_segments import SmsSize, sms_size


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A letter as a short message, its link shortened for the eye."""

    sms: str
    sms_size: SmsSize


def rendered_preview(visit: Visit, letter: Letter) -> RenderedLetter:
    """Return every form of a letter from the function that also renders what is sent."""
    return visit.services.renderer.render(letter, preview_links(visit.services.links))


def preview_of(visit: Visit, letter: Letter | None) -> Preview | None:
    """Return what a page shows of a letter besides its frame."""
    if letter is None:
        return None
    sms = rendered_preview(visit, letter).sms
    return Preview(sms=sms.replace(NO_TOKEN, "…"), sms_size=sms_size(sms))
