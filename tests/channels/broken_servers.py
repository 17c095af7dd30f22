"""Servers that are not there, or not quite: loopback only."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


def closed_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def deaf_port() -> Iterator[int]:
    """Listen with a full queue, so that the kernel drops further connections: they time out."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.settimeout(0)
            caller.connect_ex(server.getsockname())
        try:
            yield server.getsockname()[1]
        finally:
            for caller in callers:
                caller.close()


@contextmanager
def port_that(answer: bytes, *, hang_up: bool = True) -> Iterator[int]:
    """Answer whatever comes first with these bytes, then hang up or keep silent."""
    server = socket.create_server(("127.0.0.1", 0))
    kept: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            connection.settimeout(2)
            _hear_out(connection)
            with suppress(OSError):
                connection.sendall(answer)
            kept.append(connection)
            if hang_up:
                connection.close()

    with _serving(server, serve):
        yield server.getsockname()[1]
    for connection in kept:
        connection.close()


def _hear_out(connection: socket.socket) -> None:
    """Read all of a request: what is left unread turns our hanging up into a reset."""
    heard = connection.recv(65536)
    connection.settimeout(0.05)
    with suppress(TimeoutError):
        while heard:
            heard = connection.recv(65536)
    connection.settimeout(2)


@contextmanager
def port_that_greets(greeting: bytes, *, then: bytes = b"") -> Iterator[int]:
    """Speak first, as SMTP servers do; give one answer to whatever comes, then hang up."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(2)
                connection.sendall(greeting)
                if connection.recv(65536):
                    connection.sendall(then)

    with _serving(server, serve):
        yield server.getsockname()[1]


@contextmanager
def self_signed_port(folder: Path) -> Iterator[int]:
    """Speak TLS with a certificate nobody trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(a_certificate(folder))
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                try:
                    context.wrap_socket(connection, server_side=True).close()
                except OSError:
                    continue

    with _serving(server, serve):
        yield server.getsockname()[1]


@contextmanager
def _serving(server: socket.socket, serve: Callable[[], None]) -> Iterator[None]:
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(timeout=5)


def a_certificate(folder: Path) -> Path:
    """Write a key with its self-signed certificate for `localhost` into one file and return it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)  # noqa: TID251 -- certificates are checked against the machine's clock
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return file
