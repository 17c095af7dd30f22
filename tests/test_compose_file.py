"""docker-compose.yml: valid by the Compose Specification, and true to this program's commands and settings."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from kindregards.cli import app
from kindregards.domain.visibility import KEYWORDS
from kindregards.settings import Settings
from kindregards.settings.sources import variable_of
from kindregards.supervision.program import READY_FILE_VARIABLE
from kindregards.supervision.temporal_server import LONGEST_TASK_RETRY

ROOT = Path(__file__).parents[1]
SCHEMA = Path(__file__).parent / "contracts" / "compose-spec.json"
OURS = ("migrate", "web", "worker", "doctor")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:  # Any: YAML
    """Return the file, its anchors resolved."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())  # Any: YAML
    return found


def test_the_file_follows_the_compose_specification(compose: dict[str, Any]) -> None:
    validator = jsonschema.Draft201909Validator(json.loads(SCHEMA.read_text()))

    errors = [error.message for error in validator.iter_errors(compose)]

    assert errors == []


def test_the_schema_refuses_a_misspelt_key(compose: dict[str, Any]) -> None:
    validator = jsonschema.Draft201909Validator(json.loads(SCHEMA.read_text()))
    broken = {**compose, "services": {"web": {**compose["services"]["web"], "depend_on": {}}}}

    assert not validator.is_valid(broken)


def test_every_service_of_the_architecture_is_there(compose: dict[str, Any]) -> None:
    assert {"postgres", "temporal", "temporal-ui", "migrate", "web", "worker"} <= set(compose["services"])


@pytest.mark.parametrize("service", OURS)
def test_our_services_run_commands_that_exist(compose: dict[str, Any], service: str) -> None:
    command = compose["services"][service]["command"]

    result = CliRunner().invoke(app, [*command, "--help"])

    assert result.exit_code == 0


@pytest.mark.parametrize("service", OURS)
def test_our_services_set_only_variables_that_exist(compose: dict[str, Any], service: str) -> None:
    known = {variable_of(field) for field in Settings.model_fields} | {READY_FILE_VARIABLE}

    assert set(compose["services"][service]["environment"]) <= known


@pytest.mark.parametrize("service", ["postgres", "temporal", "web", "worker"])
def test_lasting_services_have_a_health_check_and_restart(compose: dict[str, Any], service: str) -> None:
    definition = compose["services"][service]

    assert definition["healthcheck"]["test"]
    assert definition["restart"] == "unless-stopped"


def test_services_wait_only_for_services_that_exist(compose: dict[str, Any]) -> None:
    services = compose["services"]

    for definition in services.values():
        for needed, how in definition.get("depends_on", {}).items():
            assert needed in services
            assert how["condition"] != "service_healthy" or "healthcheck" in services[needed]


def test_no_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()

    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET|KEYS?)\w*)([^}]*)\}", text)

    assert {name for name, _ in secrets} == {
        "POSTGRES_PASSWORD",
        "KINDREGARDS_SECRET_KEY",
        "KINDREGARDS_ENCRYPTION_KEYS",
    }
    assert all(otherwise.startswith(":?") for _, otherwise in secrets)


def test_nothing_is_open_to_the_network_but_the_loopback(compose: dict[str, Any]) -> None:
    ports = [port for definition in compose["services"].values() for port in definition.get("ports", [])]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_worker_may_drain_before_it_is_killed(compose: dict[str, Any]) -> None:
    assert compose["services"]["worker"]["stop_grace_period"] == "40s"


def test_mounted_files_exist_and_register_our_search_attributes(compose: dict[str, Any]) -> None:
    mounted = {
        volume.split(":")[0]
        for definition in compose["services"].values()
        for volume in definition.get("volumes", [])
        if volume.startswith("./")
    }
    script = (ROOT / "deploy" / "temporal" / "create-namespace.sh").read_text()

    assert mounted == {"./deploy/temporal"}
    assert f"for name in {' '.join(KEYWORDS)}; do" in script


def test_the_cluster_retries_tasks_as_often_as_the_server_of_one_machine() -> None:
    limits = yaml.safe_load((ROOT / "deploy" / "temporal" / "dynamic-config.yaml").read_text())

    assert limits["history.workflowTaskRetryMaxInterval"][0]["value"] == LONGEST_TASK_RETRY


def test_the_image_is_built_from_every_package(compose: dict[str, Any]) -> None:
    copied = set(re.findall(r"^!(\w+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))

    assert {"kindregards", "workflows", "activities", "api", "approval_ui", "candidate_ui"} <= copied
    assert compose["services"]["web"]["build"] == "."
