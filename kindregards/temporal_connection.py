"""Connecting to the Temporal server that the settings name: a local one, a cluster, or Temporal Cloud."""

from temporalio.client import Client
from temporalio.converter import DataConverter
from temporalio.service import TLSConfig

from kindregards.settings import Settings
from workflows.payloads import DATA_CONVERTER


async def connect(settings: Settings, *, converter: DataConverter = DATA_CONVERTER, lazy: bool = False) -> Client:
    """Return a client; `lazy` connects at the first call, so that a door opens while Temporal is away."""
    api_key = settings.temporal_api_key
    return await Client.connect(
        settings.temporal_address,
        namespace=settings.temporal_namespace,
        api_key=api_key.get_secret_value() if api_key else None,
        tls=_tls(settings),
        data_converter=converter,
        lazy=lazy,
    )


def _tls(settings: Settings) -> TLSConfig | bool:
    """Return how to encrypt; any certificate or API key turns it on."""
    key = settings.temporal_tls_key
    details = TLSConfig(
        server_root_ca_cert=_bytes(settings.temporal_tls_ca),
        domain=settings.temporal_tls_server_name,
        client_cert=_bytes(settings.temporal_tls_certificate),
        client_private_key=key.get_secret_value().encode() if key else None,
    )
    if details != TLSConfig():
        return details
    return settings.temporal_tls or settings.temporal_api_key is not None


def _bytes(text: str | None) -> bytes | None:
    return text.encode() if text else None
