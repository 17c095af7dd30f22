"""Where settings come from besides the environment: files named by X_FILE, and secrets made for development."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from kindregards.settings.errors import SettingsError
from kindregards.settings.formats import absolute_path
from kindregards.settings.secret_files import kept_secret, new_encryption_keys, new_secret_key

PREFIX = "KINDREGARDS_"

GENERATED: Mapping[str, Callable[[], str]] = {"secret_key": new_secret_key, "encryption_keys": new_encryption_keys}
"""Settings that development makes by itself and keeps in DATA_DIR/secrets."""


def variable_of(field_name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + field_name.upper()


class VariablesFromFiles(PydanticBaseSettingsSource):
    """Reads setting X from the file that KINDREGARDS_X_FILE names, as container secrets are handed over."""

    def __init__(self, settings_class: type[BaseSettings], variables: Mapping[str, str | None]) -> None:
        """Look for X_FILE among these variables: the environment's, or those of an env file."""
        super().__init__(settings_class)
        self._variables = variables

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[str | None, str, bool]:
        """Return the file's text without surrounding white space, or None."""
        del field  # the name alone says which variable
        variable = variable_of(field_name)
        path = self._variables.get(f"{variable}_FILE")
        if not path:
            return None, field_name, False
        if self._variables.get(variable):
            raise SettingsError((f"{variable} and {variable}_FILE are both set: keep one of them.",))
        return _text_of(Path(path), variable), field_name, False

    def __call__(self) -> dict[str, Any]:  # Any: the base class says so
        """Return every setting given as a file."""
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value}


class GeneratedSecrets(PydanticBaseSettingsSource):
    """Makes missing secrets in development, once, and keeps them under the data directory."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[str | None, str, bool]:
        """Return the kept secret, making it first when there is none."""
        del field  # the name alone says which secret
        make = GENERATED.get(field_name)
        if make is None or field_name in self.current_state:
            return None, field_name, False
        data_dir = absolute_path(Path(self.current_state.get("data_dir", "data")))
        return kept_secret(data_dir, field_name.replace("_", "-"), make), field_name, False

    def __call__(self) -> dict[str, Any]:  # Any: the base class says so
        """Return the generated secrets; none outside development."""
        if self.current_state.get("environment", "development") != "development":
            return {}
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value}


def _text_of(path: Path, variable: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        said = (error.strerror or "").lower() if isinstance(error, OSError) else "it is no text"
        problem = f"{variable}_FILE names {path}, which cannot be read: {said}."
        raise SettingsError((problem,)) from error
