"""What one `kindregards up` will run: programs, ports, and the facts to show and to write down."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from kindregards.settings import Settings
from kindregards.settings.formats import reachable_host
from kindregards.supervision.errors import StartError
from kindregards.supervision.first_sign_in import FirstSignIn, first_sign_in
from kindregards.supervision.gate import GATE_VARIABLE
from kindregards.supervision.ports import is_free, remembered_ports
from kindregards.supervision.program import Program, own_command, program_with_ready_file
from kindregards.supervision.run_file import PartFacts
from kindregards.supervision.temporal_server import IP, temporal_program

DRAIN = timedelta(seconds=35)
"""A worker may finish its steps for 30 seconds; then it is ended."""


class PortInUseError(StartError):
    """Another program listens where the web process should."""

    def __init__(self, host: str, port: int) -> None:
        """Name the port and the way out."""
        super().__init__(f"Port {port} of {host} is in use: choose another by --port or KINDREGARDS_PORT.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything decided before the first process starts. `temporal` is None when a server elsewhere is used."""

    migrate: Program
    temporal: Program | None
    worker: Program
    web: Program
    run_file: Path
    gate: Path
    details: PartFacts
    facts: tuple[tuple[str, str], ...]


def plan_for(settings: Settings) -> Plan:
    """Choose ports and first sign-in, and return what to run. Call it while holding the data directory's lock."""
    data_dir = settings.data_dir
    port, temporal_port, ui_port = _ports(settings)
    uses_own_temporal = "temporal_address" not in settings.model_fields_set
    address = f"{IP}:{temporal_port}" if uses_own_temporal else settings.temporal_address
    ui = f"http://{IP}:{ui_port}" if uses_own_temporal else None
    url = f"http://{reachable_host(settings.host)}:{port}"
    sign_in = first_sign_in(settings)
    gate = data_dir / "run" / "gate"
    environment = {
        **_environment(settings, port=port, temporal_address=address, sign_in=sign_in),
        GATE_VARIABLE: str(gate),
    }
    return Plan(
        migrate=_migrate(environment, data_dir),
        temporal=temporal_program(
            data_dir=data_dir, namespace=settings.temporal_namespace, port=temporal_port, ui_port=ui_port
        )
        if uses_own_temporal
        else None,
        worker=_own("worker", environment, data_dir),
        web=_own("web", environment, data_dir),
        run_file=data_dir / "run.json",
        gate=gate,
        details={"web": {"url": url}, "worker": {}, "temporal": {"address": address, "ui": ui}},
        facts=_facts(settings, url=url, ui=ui, sign_in=sign_in),
    )


def _ports(settings: Settings) -> tuple[int, int, int]:
    if settings.port and not is_free(settings.port, settings.host):
        raise PortInUseError(settings.host, settings.port)
    wanted = {"web": settings.port, "temporal": settings.temporal_port, "temporal_ui": settings.temporal_ui_port}
    ports = remembered_ports(settings.data_dir / "ports.json", wanted)
    return ports["web"], ports["temporal"], ports["temporal_ui"]


def _environment(settings: Settings, *, port: int, temporal_address: str, sign_in: FirstSignIn) -> dict[str, str]:
    """Return the environment of our own children: this one's, and what was decided here."""
    decided = {
        "KINDREGARDS_DATA_DIR": str(settings.data_dir),
        "KINDREGARDS_HOST": settings.host,
        "KINDREGARDS_PORT": str(port),
        "KINDREGARDS_TEMPORAL_ADDRESS": temporal_address,
        "KINDREGARDS_LOG_FORMAT": "json",
        **sign_in.environment,
    }
    inherited = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in decided}
    return {**inherited, **decided, "PYTHONUNBUFFERED": "1"}


def _own(name: str, environment: Mapping[str, str], data_dir: Path) -> Program:
    return program_with_ready_file(
        name, command=own_command(name), environment=environment, data_dir=data_dir, grace=DRAIN
    )


def _migrate(environment: Mapping[str, str], data_dir: Path) -> Program:
    return Program(
        name="migrate",
        command=own_command("migrate"),
        environment=environment,
        log_path=data_dir / "logs" / "migrate.log",
        is_ready=lambda: True,
    )


def _facts(settings: Settings, *, url: str, ui: str | None, sign_in: FirstSignIn) -> tuple[tuple[str, str], ...]:
    shown = settings.public_base_url if "public_base_url" in settings.model_fields_set else url
    facts = [("Console", shown)]
    if sign_in.email and sign_in.password:
        facts.append(("First sign-in", f"{sign_in.email} / {sign_in.password}"))
    if sign_in.api_key:
        facts.append(("API key", sign_in.api_key))
    if ui:
        facts.append(("Workflows", ui))
    facts.append(("Data and logs", str(settings.data_dir)))
    return tuple(facts)
