"""A company's look for the pages behind candidates' links."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.composition import Brand
from kindregards.domain.languages import Language
from kindregards.domain.looks import Logo, Look
from kindregards.domain.page_looks import LARGEST_PAGE_LOGO, PageLogo, PageLook
from kindregards.store.tables import BrandLogoTable


def page_look(session: Session, company_id: str, brand: Brand, language: Language) -> PageLook:
    """Return how the company's pages look to somebody who reads a language."""
    look, line = brand.look or Look(), brand.small_print.get(language, "")
    return PageLook(
        light=look.light,
        dark=look.dark,
        logo=None if look.logo is None else _logo(session, company_id, look.logo),
        # What names a job belongs into letters, where every value is known.
        small_print="" if "((" in line else line,
    )


def _logo(session: Session, company_id: str, logo: Logo) -> PageLogo | None:
    content = session.scalars(
        select(col(BrandLogoTable.content))
        .where(col(BrandLogoTable.company_id) == company_id)
        .where(col(BrandLogoTable.digest) == logo.digest)
        .where(func.length(col(BrandLogoTable.content)) <= LARGEST_PAGE_LOGO)
    ).one_or_none()
    return None if content is None else PageLogo(media_type=logo.media_type, content=content)
