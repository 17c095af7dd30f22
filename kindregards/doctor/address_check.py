"""Whether the public address, which every letter links to, leads to our web process."""

import httpx

from kindregards.doctor.finding import Finding, fine, wrong

SUBJECT = "public address"


def check_address(public_base_url: str) -> Finding:
    """Ask the web process, by the way candidates take, whether it is ready."""
    try:
        answer = httpx.get(f"{public_base_url}/health/ready", timeout=5)
    except httpx.HTTPError as error:
        return wrong(
            SUBJECT,
            f"{public_base_url} does not answer ({type(error).__name__}): letters would link nowhere. Start "
            "kindregards up, or kindregards web, or correct KINDREGARDS_PUBLIC_BASE_URL.",
        )
    if answer.is_success:
        return fine(SUBJECT, f"{public_base_url} answers and is ready.")
    return wrong(SUBJECT, f"{public_base_url} answers {answer.status_code} at /health/ready: {_reason(answer)}")


def _reason(answer: httpx.Response) -> str:
    return answer.text[:200] or "it gives no reason"
