"""A multipart form read piece by piece: fields are kept up to a length, files only by their name."""

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from kindregards.domain.ports.channels import UnreadableWebhookError

_LONGEST_FIELD = 2 << 20
_MOST_PARTS = 500
_LONGEST_NAME = 200


class MultipartForm:
    """Raises UnreadableWebhookError for what is no such form. Memory stays small whatever is attached."""

    def __init__(self, content_type: str) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not boundary:
            raise UnreadableWebhookError("The body is not a multipart form, as inbound mail comes")
        self.fields: dict[str, bytes] = {}
        self.files: list[str] = []
        self._parts = 0
        self._header, self._value = bytearray(), bytearray()
        self._headers: dict[str, bytes] = {}
        self._field: str | None = None
        self._content = bytearray()
        self._ended = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin_part,
                "on_part_data": self._take_data,
                "on_part_end": self._end_part,
                "on_header_field": self._take_header,
                "on_header_value": self._take_value,
                "on_header_end": self._end_header,
                "on_headers_finished": self._end_headers,
                "on_end": self._end,
            },
        )

    def feed(self, chunk: bytes) -> None:
        """Read on."""
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            raise UnreadableWebhookError("The multipart form is broken") from error

    def finish(self) -> None:
        """End; raise UnreadableWebhookError when the last boundary never came."""
        if not self._ended:
            raise UnreadableWebhookError("The multipart form was cut off before its end")

    def _begin_part(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise UnreadableWebhookError("The multipart form has too many parts")
        self._headers = {}
        self._header.clear()
        self._value.clear()

    def _take_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _take_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        self._headers[self._header.decode("latin-1").lower()] = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _end_headers(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", b""))
        if b"filename" in options:
            self.files.append(options[b"filename"].decode("utf-8", errors="replace")[:_LONGEST_NAME])
            self._field = None
        else:
            self._field = options.get(b"name", b"").decode("utf-8", errors="replace")[:_LONGEST_NAME]
        self._content.clear()

    def _take_data(self, data: bytes, start: int, end: int) -> None:
        if self._field is not None and len(self._content) < _LONGEST_FIELD:
            self._content += data[start : min(end, start + _LONGEST_FIELD - len(self._content))]

    def _end_part(self) -> None:
        if self._field is not None:
            self.fields.setdefault(self._field, bytes(self._content))
        self._content.clear()

    def _end(self) -> None:
        self._ended = True
