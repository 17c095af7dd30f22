"""Answers that are no pages of their own: going on to another page, and letters shown in a frame."""

from urllib.parse import urlencode

from starlette.responses import HTMLResponse, RedirectResponse

from kindregards.http.security_headers import content_policy


def see_other(path: str, **query: str | None) -> RedirectResponse:
    """Send the browser on, so that reloading the page it lands on repeats nothing."""
    given = {name: value for name, value in query.items() if value}
    return RedirectResponse(f"{path}?{urlencode(given)}" if given else path, status_code=303)


def letter_in_frame(html: str, *, links_open: bool) -> HTMLResponse:
    """Answer with a letter for a sandboxed frame.

    It comes from an address of its own because a `srcdoc` frame would inherit our policy, which allows no inline
    styles, and letters have no others. Here they are allowed, and nothing else is.
    """
    sandbox = "allow-popups allow-popups-to-escape-sandbox" if links_open else ""
    policy = {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": sandbox,
    }
    return HTMLResponse(_with_new_tabs(html), headers={"content-security-policy": content_policy(policy)})


def _with_new_tabs(html: str) -> str:
    """Let links open beside the console; where the sandbox allows no new tabs they do nothing."""
    head, found, rest = html.partition("<head>")
    return f'{head}{found}<base target="_blank">{rest}' if found else f'<base target="_blank">{html}'
