"""One stand-in for all tests of a process, empty and well-behaved at the start of each."""

from collections.abc import Iterator

import pytest

from kindregards.fake_providers import FakeProviders


@pytest.fixture(scope="session")
def fake_server() -> Iterator[FakeProviders]:
    with FakeProviders() as server:
        yield server


@pytest.fixture
def fake(fake_server: FakeProviders) -> FakeProviders:
    fake_server.reset()
    return fake_server
