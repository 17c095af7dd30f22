"""What may be asked about a company's appearance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kindregards.domain.brand_settings import BrandSettings
from kindregards.domain.looks import Logo


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoFile:
    """A logo with its bytes."""

    logo: Logo
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandChange:
    """Which settings of a brand somebody changed, and when."""

    fields: tuple[str, ...]
    changed_by: str
    changed_at: datetime


class Logos(Protocol):
    """The pictures that letters carry."""

    async def logo(self, company_id: str, digest: str) -> LogoFile:
        """Return a logo that letters carry or carried; raise LogoUnknownError."""
        ...


class Brands(Logos, Protocol):
    """A company's brand."""

    async def brand(self, company_id: str) -> BrandSettings:
        """Return what the company set."""
        ...

    async def changes(self, company_id: str, *, limit: int) -> Sequence[BrandChange]:
        """Return who changed what, newest first."""
        ...

    async def save(self, company_id: str, settings: BrandSettings, *, by: str, now: datetime) -> BrandSettings:
        """Keep it for letters from now on; raise BrandInvalidError, ColourInvalidError or ContrastTooLowError."""
        ...

    async def add_logo(self, company_id: str, content: bytes, *, by: str, now: datetime) -> BrandSettings:
        """Check a picture and put it on letters from now on; raise LogoRefusedError."""
        ...

    async def remove_logo(self, company_id: str, *, by: str, now: datetime) -> BrandSettings:
        """Leave the logo out of letters from now on."""
        ...
