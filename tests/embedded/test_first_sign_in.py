"""The first sign-in of a development system: made once, shown until it is put away."""

import base64
from pathlib import Path

import pytest

from kindregards.settings import Settings, load_settings
from kindregards.settings.formats import api_key
from kindregards.supervision.first_sign_in import FirstSignIn, first_sign_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a new data directory."""
    return load_settings(data_dir=tmp_path, environment="development", bootstrap_admin=None)


def test_a_new_system_gets_an_administrator_and_a_key(settings: Settings) -> None:
    made = first_sign_in(settings)

    assert made.email == "admin@example.com"
    assert made.password is not None
    assert len(made.password) >= 12
    assert made.api_key is not None
    assert made.api_key.startswith("kr_live_")


def test_every_start_shows_the_same(settings: Settings) -> None:
    assert first_sign_in(settings) == first_sign_in(settings)


def test_its_variables_are_settings_that_can_be_loaded(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    made = first_sign_in(settings)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)

    loaded = load_settings(data_dir=settings.data_dir)

    assert loaded.bootstrap_admin is not None
    assert loaded.bootstrap_admin.get_secret_value() == f"{made.email}:{made.password}"
    assert loaded.bootstrap_api_key is not None
    assert api_key(loaded.bootstrap_api_key).get_secret_value() == made.api_key


def test_deleted_files_are_not_made_again(settings: Settings) -> None:
    first_sign_in(settings)
    for name in ("first-sign-in", "first-api-key"):
        (settings.data_dir / "secrets" / name).unlink()

    assert first_sign_in(settings) == FirstSignIn()


def test_settings_that_name_their_own_are_not_shown(tmp_path: Path) -> None:
    own = load_settings(
        data_dir=tmp_path, bootstrap_admin="me@example.com:a long password", bootstrap_api_key="kr_test_1_" + "x" * 40
    )

    assert first_sign_in(own) == FirstSignIn()


def test_production_gets_none(tmp_path: Path) -> None:
    production = load_settings(
        data_dir=tmp_path,
        environment="production",
        secret_key="s" * 40,
        encryption_keys=base64.b64encode(b"k" * 32).decode(),
        database_url="postgresql://db/kr",
        temporal_address="temporal:7233",
        public_base_url="https://letters.example.com",
        company_name="Lindenhof GmbH",
    )

    assert first_sign_in(production) == FirstSignIn()
    assert list(tmp_path.iterdir()) == []
