"""What a letter template is for, how that is written, and which template serves where there is no better one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kindregards.domain.applications import Stage
from kindregards.domain.errors import NotFoundError
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import LetterKind

ANY = "any"
_PARTS = 5
_REASON = re.compile(r"[a-z][a-z0-9_]{1,63}")


class TemplateUnknownError(NotFoundError):
    """There is no such template, or no such version of it."""

    code = "template_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateKey:
    """What a template is for; without stage or reason it serves any."""

    language: Language
    kind: LetterKind
    tone: Tone
    stage: Stage | None = None
    reason: str | None = None

    @property
    def name(self) -> str:
        """Return the key as one word: `en.not_selected.warm.screening.any`."""
        return ".".join((self.language, self.kind, self.tone, self.stage or ANY, self.reason or ANY))


def key_named(name: str) -> TemplateKey:
    """Return the key behind a name; raise TemplateUnknownError with what would be right."""
    parts = name.split(".", _PARTS - 1)
    try:
        language, kind, tone, stage, reason = parts
        key = TemplateKey(
            language=Language(language),
            kind=LetterKind(kind),
            tone=Tone(tone),
            stage=None if stage == ANY else Stage(stage),
            reason=None if reason == ANY else reason,
        )
    except ValueError:
        raise TemplateUnknownError(
            f"There is no template {name[:100]!r}. A name is language.kind.tone.stage.reason, such as "
            "en.not_selected.warm.screening.any."
        ) from None
    if key.reason is not None and not _REASON.fullmatch(key.reason):
        raise no_reason(name)
    return key


def no_reason(name: str) -> TemplateUnknownError:
    """Return the error that says so; whether a company has a reason of its own is known where it is kept."""
    return TemplateUnknownError(f"There is no template {name[:100]!r}: its last part is no reason on the list.")


def fallbacks(wanted: TemplateKey, *, default_tone: Tone | None = None) -> Iterator[TemplateKey]:
    """Yield the keys that may serve, nearest first: exact, its reason at any stage, no reason, then other tones.

    Other tones are the warm one and then the company's default.
    """
    tones = (wanted.tone, Tone.WARM) if default_tone is None else (wanted.tone, Tone.WARM, default_tone)
    for tone in dict.fromkeys(tones):
        for reason in dict.fromkeys((wanted.reason, None)):
            for stage in dict.fromkeys((wanted.stage, None)):
                yield TemplateKey(language=wanted.language, kind=wanted.kind, tone=tone, stage=stage, reason=reason)
