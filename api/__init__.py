"""Door 1, machines: REST v1, inbound webhooks, health."""

from api.app import build
from api.services import ApiServices, HealthCheck, MetricsPage, WebhookReaders

__all__ = ["ApiServices", "HealthCheck", "MetricsPage", "WebhookReaders", "build"]
