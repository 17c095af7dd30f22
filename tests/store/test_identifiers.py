"""Ids made by the application."""

from uuid import UUID

from kindregards.store.identifiers import new_id


def test_ids_are_canonical_version_7_uuids() -> None:
    identifier = new_id()

    assert str(UUID(identifier)) == identifier
    assert UUID(identifier).version == 7


def test_ids_sort_in_the_order_they_were_made() -> None:
    identifiers = [new_id() for _ in range(10_000)]

    assert identifiers == sorted(set(identifiers))
