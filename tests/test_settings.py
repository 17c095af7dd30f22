"""Settings: where values come from, what is refused, and that every one is documented."""

import base64
import os
import re
import stat
from pathlib import Path

import pytest
from dotenv import dotenv_values

from kindregards.settings import EmailChannel, Settings, SettingsError, load_settings
from kindregards.settings.sources import variable_of
from kindregards.store.vault import MasterKeys

ENV_EXAMPLE = Path(__file__).parents[1] / ".env.example"
NOT_OURS = {"POSTGRES_PASSWORD"}

PRODUCTION = {
    "KINDREGARDS_ENVIRONMENT": "production",
    "KINDREGARDS_SECRET_KEY": "s" * 48,
    "KINDREGARDS_ENCRYPTION_KEYS": base64.b64encode(b"k" * 32).decode(),
    "KINDREGARDS_DATABASE_URL": "postgresql://kr:pw@db.internal:5432/kr",
    "KINDREGARDS_TEMPORAL_ADDRESS": "temporal.internal:7233",
    "KINDREGARDS_PUBLIC_BASE_URL": "https://letters.example.com",
    "KINDREGARDS_COMPANY_NAME": "Lindenhof GmbH",
}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run each test in an empty folder without variables of ours."""
    for variable in _ours():
        monkeypatch.delenv(variable)
    monkeypatch.chdir(tmp_path)


def _ours() -> list[str]:
    return [name for name in os.environ if name.startswith("KINDREGARDS_")]


def _set(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def _problems() -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        load_settings()
    return refused.value.problems


def test_development_needs_no_setting_at_all(tmp_path: Path) -> None:
    settings = load_settings()

    assert settings.data_dir == tmp_path / "data"
    assert settings.database_url.get_secret_value() == f"sqlite:///{tmp_path}/data/kindregards.db"
    assert settings.public_base_url == "http://127.0.0.1:8080"
    assert settings.email_channel is EmailChannel.MAILBOX


def test_development_keeps_the_secrets_it_made(tmp_path: Path) -> None:
    first = load_settings(data_dir=tmp_path / "data")

    second = load_settings(data_dir=tmp_path / "data")
    other = load_settings(data_dir=tmp_path / "other")

    assert second.secret_key == first.secret_key != other.secret_key
    assert second.encryption_keys == first.encryption_keys != other.encryption_keys


def test_generated_secrets_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    load_settings()

    secret_files = sorted((tmp_path / "data" / "secrets").iterdir())

    assert [path.name for path in secret_files] == ["encryption-keys", "secret-key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in secret_files} == {0o600}
    assert stat.S_IMODE(secret_files[0].parent.stat().st_mode) == 0o700


def test_generated_encryption_keys_are_usable() -> None:
    keys = MasterKeys.parse(load_settings().master_keys)

    assert keys.unwrap(keys.wrap(b"a person's key")) == b"a person's key"


def test_a_value_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("f" * 40 + "\n")
    monkeypatch.setenv("KINDREGARDS_SECRET_KEY_FILE", str(tmp_path / "key"))

    settings = load_settings()

    assert settings.secret_key.get_secret_value() == "f" * 40


def test_a_value_and_its_file_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {"KINDREGARDS_SECRET_KEY": "f" * 40, "KINDREGARDS_SECRET_KEY_FILE": "/run/key"})

    problems = _problems()

    assert problems == ("KINDREGARDS_SECRET_KEY and KINDREGARDS_SECRET_KEY_FILE are both set: keep one of them.",)


def test_a_file_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINDREGARDS_SECRET_KEY_FILE", "/nowhere/key")

    problems = _problems()

    assert problems[0].startswith("KINDREGARDS_SECRET_KEY_FILE names /nowhere/key, which cannot be read")


def test_the_environment_goes_before_the_env_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("KINDREGARDS_PORT=9001\nKINDREGARDS_COMPANY_NAME=From the file\nUNRELATED=1\n")
    monkeypatch.setenv("KINDREGARDS_PORT", "9002")

    settings = load_settings(env_file=env_file)

    assert (settings.port, settings.company_name) == (9002, "From the file")


def test_an_option_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINDREGARDS_PORT", "9002")

    assert load_settings(port=9003).port == 9003
    assert load_settings(port=None).port == 9002


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINDREGARDS_PORT", "")

    assert load_settings().port == 8080


def test_every_wrong_value_is_named_once_and_never_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(
        monkeypatch,
        {"KINDREGARDS_PORT": "70000", "KINDREGARDS_SECRET_KEY": "tooshort", "KINDREGARDS_SMS_CHANNEL": "pigeon"},
    )

    problems = _problems()

    assert [problem.split(" ", 1)[0] for problem in problems] == [
        "KINDREGARDS_PORT",
        "KINDREGARDS_SECRET_KEY",
        "KINDREGARDS_SMS_CHANNEL",
    ]
    assert "tooshort" not in "".join(problems)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KINDREGARDS_DATABASE_URL", "mysql://user:pw@host/db"),
        ("KINDREGARDS_PUBLIC_BASE_URL", "letters.example.com"),
        ("KINDREGARDS_TEMPORAL_ADDRESS", "temporal.internal"),
        ("KINDREGARDS_ENCRYPTION_KEYS", "c2hvcnQ="),
        ("KINDREGARDS_BOOTSTRAP_ADMIN", "admin@example.com:short"),
        ("KINDREGARDS_BOOTSTRAP_API_KEY", "sk_live_1_" + "x" * 40),
        ("KINDREGARDS_LOG_LEVEL", "loud"),
        ("KINDREGARDS_SMS_COUNTRIES", "CN,Mars"),
        ("KINDREGARDS_SMS_MOST_SEGMENTS", "0"),
        ("KINDREGARDS_TWILIO_SENDERS", "+447700900123"),
        ("KINDREGARDS_WECHAT_TEMPLATE_FIELDS", "thing1=letter"),
        ("KINDREGARDS_WECHAT_AES_KEY", "short"),
        ("KINDREGARDS_TEST_PROVIDERS_URL", "https://api.sendgrid.com"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)

    problems = _problems()

    assert len(problems) == 1
    assert problems[0].startswith(f"{variable} cannot be used: ")


@pytest.mark.parametrize(
    ("channel", "missing"),
    [
        ({"KINDREGARDS_EMAIL_CHANNEL": "smtp"}, ["KINDREGARDS_SMTP_URL", "KINDREGARDS_EMAIL_FROM"]),
        ({"KINDREGARDS_EMAIL_CHANNEL": "sendgrid"}, ["KINDREGARDS_SENDGRID_API_KEY", "KINDREGARDS_EMAIL_FROM"]),
        (
            {"KINDREGARDS_SMS_CHANNEL": "twilio", "KINDREGARDS_TWILIO_ACCOUNT_SID": "AC1"},
            ["KINDREGARDS_TWILIO_AUTH_TOKEN", "KINDREGARDS_TWILIO_FROM"],
        ),
        (
            {"KINDREGARDS_WECHAT_CHANNEL": "wechat", "KINDREGARDS_WECHAT_APP_ID": "wx1"},
            ["KINDREGARDS_WECHAT_APP_SECRET", "KINDREGARDS_WECHAT_TEMPLATE_ID"],
        ),
        (
            {"KINDREGARDS_WECHAT_TOKEN": "token"},
            ["KINDREGARDS_WECHAT_TOKEN"],
        ),
    ],
)
def test_a_real_channel_names_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, channel: dict[str, str], missing: list[str]
) -> None:
    _set(monkeypatch, channel)

    problems = _problems()

    assert [problem.split(" ", 1)[0] for problem in problems] == missing


def test_what_this_version_cannot_do_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINDREGARDS_OIDC_ISSUER", "https://id.example.com")

    problems = _problems()

    assert len(problems) == 1
    assert problems[0].startswith("KINDREGARDS_OIDC_ISSUER: this version")


def test_a_language_model_needs_a_name_with_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINDREGARDS_LLM_BASE_URL", "http://127.0.0.1:9")

    assert list(_problems()) == ["KINDREGARDS_LLM_MODEL is missing: it is needed because LLM_BASE_URL is set."]


def test_production_starts_with_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, PRODUCTION)

    settings = load_settings()

    assert settings.in_production
    assert settings.database_url.get_secret_value() == "postgresql+psycopg://kr:pw@db.internal:5432/kr"


@pytest.mark.parametrize(("wish", "is_on"), [(None, False), ("true", True)])
def test_production_shows_no_demo_page_unless_somebody_wishes_it(
    monkeypatch: pytest.MonkeyPatch, wish: str | None, *, is_on: bool
) -> None:
    _set(monkeypatch, PRODUCTION | ({"KINDREGARDS_DEMO_PAGE": wish} if wish else {}))

    assert load_settings().demo_page is is_on


@pytest.mark.parametrize(("wish", "is_on"), [(None, True), ("false", False)])
def test_development_shows_the_demo_page_unless_somebody_switches_it_off(
    monkeypatch: pytest.MonkeyPatch, wish: str | None, *, is_on: bool
) -> None:
    _set(monkeypatch, {"KINDREGARDS_DEMO_PAGE": wish} if wish else {})

    assert load_settings().demo_page is is_on


@pytest.mark.parametrize("variable", [name for name in PRODUCTION if name != "KINDREGARDS_ENVIRONMENT"])
def test_production_refuses_to_start_without_a_needed_setting(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    _set(monkeypatch, {name: value for name, value in PRODUCTION.items() if name != variable})

    problems = _problems()

    assert any(problem.startswith(variable) for problem in problems)


def test_production_makes_no_secrets_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KINDREGARDS_ENVIRONMENT", "production")

    _problems()

    assert not (tmp_path / "data").exists()


def test_production_refuses_letters_that_link_to_an_unprotected_address(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {**PRODUCTION, "KINDREGARDS_PUBLIC_BASE_URL": "http://letters.example.com"})

    problems = _problems()

    assert problems == ("KINDREGARDS_PUBLIC_BASE_URL must begin with https:// in production: letters link to it.",)


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, PRODUCTION)

    shown = repr(load_settings())

    assert "s" * 48 not in shown
    assert "kr:pw" not in shown
    assert PRODUCTION["KINDREGARDS_ENCRYPTION_KEYS"] not in shown


def test_the_env_example_names_every_setting_and_nothing_else() -> None:
    documented = set(dotenv_values(ENV_EXAMPLE))

    assert documented - NOT_OURS == {variable_of(field) for field in Settings.model_fields}


def test_the_env_example_says_the_true_defaults(tmp_path: Path) -> None:
    from_example = load_settings(env_file=ENV_EXAMPLE)

    assert from_example == load_settings()
    assert from_example.data_dir == tmp_path / "data"


def test_the_env_example_marks_everything_production_insists_on() -> None:
    marked = re.findall(r"# production: .*\n(?:#.*\n)*(KINDREGARDS_\w+)=", ENV_EXAMPLE.read_text())

    assert set(marked) == set(PRODUCTION) - {"KINDREGARDS_ENVIRONMENT"}
