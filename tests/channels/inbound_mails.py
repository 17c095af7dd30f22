"""Mail as SendGrid's inbound parse posts it."""

import json
from collections.abc import AsyncIterator, Mapping

BOUNDARY = "xYzZY"
HEADERS = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
TOKEN = "abcdefghijklmnopqrstuvwxyz234567"
ADDRESS = f"reply-{TOKEN}@replies.example.com"


def fields_of(**changes: str | bytes | None) -> dict[str, str | bytes]:
    """Return the fields of a person's mail; None leaves one out."""
    fields: dict[str, str | bytes | None] = {
        "headers": "Message-ID: <one@example.com>\nContent-Type: multipart/alternative\n",
        "to": f"The team <{ADDRESS}>",
        "from": "王梅 <wang@example.com>",
        "subject": "Re: 关于您的申请",
        "text": "谢谢！\n\n在 2026-11-23 10:12:30，招聘团队 写道：\n> 您好",
        "envelope": json.dumps({"to": [ADDRESS], "from": "wang@example.com"}),
        "charsets": json.dumps({"subject": "UTF-8", "text": "UTF-8", "from": "UTF-8"}),
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def body_of(fields: Mapping[str, str | bytes], files: Mapping[str, bytes] | None = None) -> bytes:
    """Return the multipart body."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        + (value if isinstance(value, bytes) else value.encode())
        + b"\r\n"
        for name, value in fields.items()
    ]
    parts += [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="attachment{number}"; filename="{name}"\r\n'.encode()
        + b"Content-Type: application/octet-stream\r\n\r\n"
        + content
        + b"\r\n"
        for number, (name, content) in enumerate((files or {}).items(), 1)
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


async def chunks_of(body: bytes, size: int = 65_536) -> AsyncIterator[bytes]:
    """Yield a body as it comes over the network."""
    for start in range(0, len(body), size):
        yield body[start : start + size]
