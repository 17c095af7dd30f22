"""Query parameters that a route does not know: a filter that is misspelt must not answer everything."""

from collections.abc import Iterator

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request

from kindregards.http.refusals import FieldProblem, RequestInvalidError


def refuse_unknown_parameters(request: Request) -> None:
    """Raise RequestInvalidError for query parameters that the route behind this request does not read."""
    route = request.scope.get("route")
    if not request.query_params or not isinstance(route, APIRoute):
        return
    known = sorted(set(_names(route.dependant)))
    unknown = sorted(set(request.query_params) - set(known))
    if unknown:
        sentence = f"Known here are {', '.join(known)}" if known else "This address takes none"
        raise RequestInvalidError([_unknown(name, sentence) for name in unknown])


def _unknown(name: str, sentence: str) -> FieldProblem:
    message = f"There is no parameter of this name. {sentence}."
    return FieldProblem(pointer=f"?{name[:100]}", code="parameter_unknown", message=message)


def _names(dependant: Dependant) -> Iterator[str]:
    yield from (parameter.alias for parameter in dependant.query_params)
    for part in dependant.dependencies:
        yield from _names(part)
