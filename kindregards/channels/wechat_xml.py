"""The flat XML of WeChat's callbacks, read without trusting it."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError, XMLParser

from kindregards.domain.ports.channels import UnreadableWebhookError

_MOST_ELEMENTS = 500
_DEEPEST = 4


def read_xml(text: bytes) -> Element:
    """Return the document; raise UnreadableWebhookError for anything but small plain XML in UTF-8."""
    # WeChat declares no entities; refusing every declaration leaves nothing to expand.
    if b"<!" in text.replace(b"<![CDATA[", b""):
        raise UnreadableWebhookError("WeChat's callback declares a document type, which WeChat never does")
    try:
        text.decode()
        parser = XMLParser()  # noqa: S314 -- without declarations there is nothing to expand
        parser.feed(text)
        root: Element = parser.close()
    except (ParseError, ValueError) as error:
        raise UnreadableWebhookError(
            "WeChat's callback is not XML in UTF-8; choose XML as the data format of the server configuration"
        ) from error
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS or _depth(root) > _DEEPEST:
        raise UnreadableWebhookError("WeChat's callback is larger than any that WeChat sends")
    return root


def texts(root: Element) -> Mapping[str, str]:
    """Return the texts of an element's children by name."""
    return {child.tag: (child.text or "").strip() for child in root}


def _depth(root: Element) -> int:
    level, depth = [root], 0
    while level:
        level, depth = [child for each in level for child in each], depth + 1
    return depth
