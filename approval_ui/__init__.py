"""DOOR 2, reviewers: the server-rendered console."""

from approval_ui.app import build
from approval_ui.services import ConsoleServices

__all__ = ["ConsoleServices", "build"]
