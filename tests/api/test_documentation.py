"""The page about the API names every route and every code that the program declares."""

from typing import Any

import pytest

from tests.api.system import System
from tests.architecture.source_files import ROOT

pytestmark = pytest.mark.anyio

PAGE = (ROOT / "docs" / "api.md").read_text()


def _codes(document: dict[str, Any]) -> set[str]:
    """Return the problem codes that an OpenAPI document declares."""
    found: set[str] = set()
    for operations in document["paths"].values():
        for operation in operations.values():
            for response in operation["responses"].values():
                for content in response.get("content", {}).values():
                    for part in content["schema"].get("allOf", []):
                        found |= set(part.get("properties", {}).get("code", {}).get("enum", []))
    return found


async def test_every_route_is_described(system: System) -> None:
    document = system.app.openapi()

    routes = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}

    assert {route for route in routes if f"`{route}`" not in PAGE} == set()
    assert len(routes) > 20


async def test_every_declared_code_is_explained(system: System) -> None:
    document = system.app.openapi()

    codes = _codes(document)

    assert {code for code in codes if f"`{code}`" not in PAGE} == set()
    assert len(codes) > 30
