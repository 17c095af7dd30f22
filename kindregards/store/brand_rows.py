"""A company's row as its brand, and back."""

from pydantic import TypeAdapter

from kindregards.domain.brand_settings import BrandSettings
from kindregards.domain.composition import Brand
from kindregards.store.tables import CompanyTable

_SETTINGS = TypeAdapter(BrandSettings)


def settings_of(row: CompanyTable) -> BrandSettings:
    """Return what the company set; what it left out has its default."""
    return _SETTINGS.validate_python({"company_name": row.name, "sender_name": row.sender_name, **(row.brand or {})})


def brand_of(row: CompanyTable) -> Brand:
    """Return the brand without its templates."""
    return settings_of(row).brand()


def content_of(settings: BrandSettings) -> dict[str, object]:
    """Return the settings as JSON; the names stand in columns of their own."""
    content: dict[str, object] = _SETTINGS.dump_python(settings, mode="json")
    return {name: value for name, value in content.items() if name not in {"company_name", "sender_name"}}
