"""How every command finds its settings."""

from pathlib import Path

from kindregards.settings import Settings, load_settings

ENV_FILE = Path(".env")
"""Read from the present folder when there is one; variables of the environment go before it."""


def settings_for_command(**given: object) -> Settings:
    """Return the settings; `given` are the command's options, None where an option was left out."""
    return load_settings(env_file=ENV_FILE if ENV_FILE.is_file() else None, **given)
