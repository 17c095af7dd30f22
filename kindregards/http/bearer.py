"""The Authorization header of programs."""

from starlette.datastructures import Headers


def bearer_token(headers: Headers) -> str:
    """Return the token after `Bearer`, empty when there is none."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
