"""E-mail addresses as they stand in headers and envelopes."""

from dataclasses import dataclass
from email.utils import parseaddr

from kindregards.domain.channels import Message
from kindregards.domain.errors import InvalidError
from kindregards.domain.text_safety import has_control_characters, is_clean_line


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderAddress:
    """Who letters come from."""

    email: str
    name: str | None = None

    @property
    def domain(self) -> str:
        """Return the part after the @, which also closes our Message-IDs."""
        return self.email.rpartition("@")[2]


def parse_sender(setting: str) -> SenderAddress:
    """Read `jobs@example.com` or `Example Jobs <jobs@example.com>`; raise InvalidError for anything else."""
    name, email = parseaddr(setting)
    local, _, domain = email.rpartition("@")
    if not (local and domain and is_clean_line(setting)):
        raise InvalidError("The sender is not an e-mail address; write it like: Example Jobs <jobs@example.com>")
    return SenderAddress(email=email, name=name or None)


def is_safe_mail(message: Message) -> bool:
    """Say whether every header is one clean line (a line break there would add headers) and the text can be written."""
    lines = (message.address, message.recipient_name, message.subject, message.sender_name, message.unsubscribe_url)
    texts = (message.text, message.html or "")
    return all(is_clean_line(line) for line in (*lines, message.attempt_id) if line) and not any(
        has_control_characters(text) for text in texts
    )


def ascii_domain(address: str) -> str:
    """Return the address with its domain in ASCII; raise UnicodeError when there is no such domain."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.encode('idna').decode('ascii')}"
