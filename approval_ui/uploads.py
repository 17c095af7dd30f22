"""One file sent by a form of ours, read with a limit."""

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from approval_ui.visits import Visit
from kindregards.domain.logos import LARGEST_LOGO
from kindregards.http.csrf import FORM_TOKEN_FIELD
from kindregards.http.forms import FormUnreadableError

# A form's other fields are its token; what is larger than a logo may be is refused by name, unless it is far larger.
_LARGEST = LARGEST_LOGO * 16


async def uploaded_file(visit: Visit, name: str) -> bytes:
    """Return the bytes of a file; raise FormUnreadableError, or ForgedFormError for a form not made for this user."""
    length = visit.request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > _LARGEST:
        raise FormUnreadableError(f"The file is larger than {_LARGEST // 1024} KiB. Make it smaller.")
    try:
        async with visit.request.form(max_files=1, max_fields=4, max_part_size=LARGEST_LOGO) as form:
            token, file = form.get(FORM_TOKEN_FIELD), form.get(name)
            visit.console.forms.check(visit.user.id, token if isinstance(token, str) else None)
            return await file.read(_LARGEST) if isinstance(file, UploadFile) else b""
    except (MultiPartException, HTTPException) as error:
        raise FormUnreadableError("The form cannot be read. Reload the page and send the file again.") from error
