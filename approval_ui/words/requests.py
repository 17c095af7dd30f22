"""What candidates wait for, in words."""

from collections.abc import Mapping

from kindregards.domain.open_requests import RequestKind
from kindregards.http.languages import marked

REQUEST_KINDS: Mapping[str, str] = {
    RequestKind.APPEAL: marked("Appeal"),
    RequestKind.AI_REFUSAL: marked("AI interview declined"),
    RequestKind.CALL: marked("Call before the letter"),
    RequestKind.ERASURE: marked("Wish to be forgotten"),
    RequestKind.REPLY: marked("Reply"),
}
