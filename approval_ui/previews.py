"""Letters as they would be sent, with links that lead nowhere yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from approval_ui.visits import Visit
from kindregards.domain.composition import RenderedLetter
from kindregards.domain.languages import Language
from kindregards.domain.letters import Letter
from kindregards.domain.notices import notice_field
from kindregards.domain.preview_links import NO_TOKEN, preview_links
from kindregards.domain.sms_segments import SmsSize, sms_size
from kindregards.http.languages import marked

_LIGHTS = {"light": marked("By day"), "dark": marked("By night")}
_IN_LANGUAGE = {Language.CHINESE: marked("In Chinese"), Language.ENGLISH: marked("In English")}
_BY_NIGHT = "@media (prefers-color-scheme: dark)"
_EITHER = ("color-scheme: light dark", 'content="light dark"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A letter as a short message, its link shortened for the eye, and the lines of its WeChat card."""

    sms: str
    sms_size: SmsSize
    card: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One way to look at the mail in its frame: by day, by night, in the other language."""

    word: str
    href: str


def rendered_preview(visit: Visit, letter: Letter) -> RenderedLetter:
    """Return every form of a letter from the function that also renders what is sent."""
    return visit.services.renderer.render(letter, preview_links(visit.services.links))


def preview_of(visit: Visit, letter: Letter | None, job_title: str) -> Preview | None:
    """Return what a page shows of a letter besides its frame."""
    if letter is None:
        return None
    rendered = rendered_preview(visit, letter)
    card = (rendered.headline, visit.user.company_name, job_title)
    return Preview(
        sms=rendered.sms.replace(NO_TOKEN, "…"),
        sms_size=sms_size(rendered.sms),
        card=[notice_field(line) for line in card if line],
    )


def sights(frame: str, spoken: Language | None = None) -> tuple[Sight, ...]:
    """Return the ways to look at a mail; given the language it is in, those in the others too."""
    lights = [Sight(word=word, href=f"{frame}?{urlencode({'light': light})}") for light, word in _LIGHTS.items()]
    others = [
        Sight(word=word, href=f"{frame}?{urlencode({'language': other})}")
        for other, word in _IN_LANGUAGE.items()
        if spoken is not None and other is not spoken
    ]
    return (*lights, *others)


def in_light(html: str, light: str | None) -> str:
    """Return a mail as it looks by day or by night, whatever the reader's own screen prefers."""
    if light not in _LIGHTS:
        return html
    for either in _EITHER:
        html = html.replace(either, either.replace("light dark", light))
    return html.replace(_BY_NIGHT, "@media all" if light == "dark" else "@media not all")
