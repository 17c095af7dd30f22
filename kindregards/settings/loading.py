"""Reading the settings of this process, and checking that they fit together."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kindregards.settings.errors import SettingsError
from kindregards.settings.fields import Settings
from kindregards.settings.rules import settings_problems
from kindregards.settings.sources import variable_of


def load_settings(*, env_file: Path | None = None, **given: object) -> Settings:
    """Return the settings of this process; `given` values (from the command line) go before all others.

    Raises SettingsError with one sentence for each variable that must change.
    """
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}  # Any: fields differ
    try:
        settings = Settings(_env_file=env_file, **chosen)
    except ValidationError as error:
        raise SettingsError(tuple(_sentences(error))) from None
    if problems := settings_problems(settings):
        raise SettingsError(problems)
    return settings


def _sentences(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        if detail["type"] != "default_factory_not_called":  # only follows from another problem
            yield _sentence(detail)


def _sentence(detail: ErrorDetails) -> str:
    """Return one sentence; the value itself is never repeated, it may be a secret."""
    variable = variable_of(str(detail["loc"][0]))
    if detail["type"] == "missing":
        return f"{variable} is missing: production needs it, see .env.example."
    said = str(detail["msg"]).removeprefix("Value error, ")
    return f"{variable} cannot be used: {said[:1].lower()}{said[1:].rstrip('.')}."
