"""What routes ask for: the services, the caller, and the application named in the path."""

import re
from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.security import HTTPBearer

from api.parameters import refuse_unknown_parameters
from api.services import ApiServices
from kindregards.domain.accounts import ApiCaller
from kindregards.domain.intake import ApplicationNotFoundError
from kindregards.domain.journey import ApplicationRef
from kindregards.http.bearer import bearer_token

_ID = re.compile(r"[0-9a-f-]{36}")
# Documents the scheme; the header itself is read by `bearer_token`, as everywhere.
_SCHEME = HTTPBearer(scheme_name="apiKey", description="An API key: kr_live_… or kr_test_…", auto_error=False)


async def services_of(request: Request) -> ApiServices:
    """Return what the application was built with."""
    services: ApiServices = request.app.state.services
    return services


Services = Annotated[ApiServices, Depends(services_of)]


async def caller_of(request: Request, services: Services, _scheme: Annotated[object, Depends(_SCHEME)]) -> ApiCaller:
    """Return who calls; raise ApiKeyInvalidError, and for known callers RequestInvalidError."""
    caller = await services.api_keys.caller(bearer_token(request.headers), now=services.clock())
    refuse_unknown_parameters(request)
    return caller


Caller = Annotated[ApiCaller, Depends(caller_of)]


async def application_of(
    caller: Caller, application_id: Annotated[str, Path(description="The id that intake answered.")]
) -> ApplicationRef:
    """Name the application of the path, within the caller's company."""
    if not is_id(application_id):
        raise ApplicationNotFoundError(
            "There is no such application. Use the `id` that POST /v1/applications answered."
        )
    return ApplicationRef(company_id=caller.company_id, application_id=application_id)


ApplicationInPath = Annotated[ApplicationRef, Depends(application_of)]


def is_id(text: str) -> bool:
    """Say whether a text may be an id of ours, so that a database need not be asked about anything else."""
    return _ID.fullmatch(text) is not None


def actor_of(caller: ApiCaller) -> str:
    """Return the name under which a caller's deeds are recorded."""
    return f"api:{caller.key_id}"
