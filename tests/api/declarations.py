"""Checks that an answer is one that the API's description declares."""

import re
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI

from api.declared import codes_of
from kindregards.http.problems import MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class Declarations:
    """The API's description, asked about answers."""

    document: dict[str, Any]  # Any: an OpenAPI document

    async def check(self, response: httpx.Response) -> None:
        """Fail for a status or code that the route does not declare; addresses outside the API have no route."""
        declared = self.responses(response.request.method.lower(), response.request.url.path)
        if declared is None:
            return
        where = f"{response.request.method} {response.request.url.path} answered {response.status_code}"
        assert str(response.status_code) in declared, f"{where}, which is not declared"
        if response.headers.get("content-type") == MEDIA_TYPE:
            await response.aread()
            code = response.json()["code"]
            assert code in codes_of(declared[str(response.status_code)]), f"{where} {code}, which is not declared"

    def responses(self, method: str, path: str) -> dict[str, Any] | None:  # Any: a part of the document
        """Return what the route behind a path declares, None when there is none."""
        for template, operations in self.document["paths"].items():
            pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(template))
            if re.fullmatch(pattern, path) and method in operations:
                responses: dict[str, Any] = operations[method]["responses"]
                return responses
        return None


_KNOWN: list[Declarations] = []


def declarations_of(app: FastAPI) -> Declarations:
    """Return the declarations of the first application seen: all have the same routes, and describing them is slow."""
    if not _KNOWN:
        _KNOWN.append(Declarations(app.openapi()))
    return _KNOWN[0]
