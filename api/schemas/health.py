"""How the parts of the system are."""

from typing import Literal

from api.schemas.resources import Resource


class Part(Resource):
    """One part; `problem` is null while it works."""

    name: str
    problem: str | None


class Readiness(Resource):
    """`degraded` still takes everything in: what cannot go on waits in the database."""

    status: Literal["ready", "degraded", "unavailable"]
    parts: tuple[Part, ...]
