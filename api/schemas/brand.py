"""A company's appearance as it is set and read."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints

from api.schemas.resources import Resource
from kindregards.domain.brand_settings import BrandSettings, Preset
from kindregards.domain.languages import Language, Tone
from kindregards.domain.looks import OUR_DARK_ACCENT, OUR_LIGHT_ACCENT, Logo
from kindregards.http.json_bodies import JsonBody

# What cannot be used is told by codes of its own; these limits only keep nonsense from being read.
_Line = Annotated[str, StringConstraints(max_length=2_000)]


class BrandBody(JsonBody):
    """Names, colours (`#RRGGBB`), lines by language, languages and tone; the logo has a route of its own."""

    company_name: _Line
    sender_name: _Line
    light_accent: _Line = OUR_LIGHT_ACCENT
    dark_accent: _Line = OUR_DARK_ACCENT
    small_print: dict[Language, _Line] = Field(default_factory=dict)
    future_line: dict[Language, _Line] = Field(default_factory=dict)
    languages: tuple[Language, ...] = tuple(Language)
    default_tone: Tone = Tone.WARM

    def value(self) -> BrandSettings:
        """Return the domain's value."""
        return BrandSettings(
            company_name=self.company_name.strip(),
            sender_name=self.sender_name.strip(),
            light_accent=self.light_accent,
            dark_accent=self.dark_accent,
            small_print=self.small_print,
            future_line=self.future_line,
            languages=tuple(dict.fromkeys(self.languages)),
            default_tone=self.default_tone,
        )


class PresetBody(JsonBody):
    """A ready appearance: its tone, colours and lines take the place of yours."""

    preset: Preset


class LogoBody(JsonBody):
    """A PNG or JPEG in base64."""

    content: Annotated[str, StringConstraints(min_length=1, max_length=200_000)]


class LogoResource(Resource):
    """The logo that letters carry."""

    digest: str
    media_type: str
    width: int
    height: int

    @classmethod
    def of(cls, logo: Logo) -> Self:
        """Return the resource of a logo."""
        return cls(digest=logo.digest, media_type=logo.media_type, width=logo.width, height=logo.height)


class BrandResource(Resource):
    """How a company appears to candidates."""

    company_name: str
    sender_name: str
    light_accent: str
    dark_accent: str
    logo: LogoResource | None
    small_print: dict[Language, str]
    future_line: dict[Language, str]
    languages: tuple[Language, ...]
    default_tone: Tone

    @classmethod
    def of(cls, settings: BrandSettings) -> Self:
        """Return the resource of a brand."""
        return cls(
            company_name=settings.company_name,
            sender_name=settings.sender_name,
            light_accent=settings.light_accent,
            dark_accent=settings.dark_accent,
            logo=LogoResource.of(settings.logo) if settings.logo else None,
            small_print=dict(settings.small_print),
            future_line=dict(settings.future_line),
            languages=settings.languages,
            default_tone=settings.default_tone,
        )
