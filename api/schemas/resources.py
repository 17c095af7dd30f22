"""What every resource that goes out has in common."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

Item = TypeVar("Item")


class Resource(BaseModel):
    """A resource; all its fields are always there."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Everything(Resource, Generic[Item]):
    """All there is of a short list."""

    data: tuple[Item, ...]


class Page(Resource, Generic[Item]):
    """A page of a list; `next_cursor` asks for the page that follows, null at the end."""

    data: tuple[Item, ...]
    next_cursor: str | None = None
