"""How inputs and results become payloads: pydantic's JSON, with type adapters kept for the whole process."""

from dataclasses import replace

from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
)

# Each workflow makes a converter of its own; building the adapters anew for each costs a millisecond.
_JSON = PydanticJSONPlainPayloadConverter()


class SharedPydanticConverter(CompositePayloadConverter):
    """Converts as `temporalio.contrib.pydantic` does."""

    def __init__(self) -> None:
        """Put pydantic's JSON in the place of plain JSON."""
        super().__init__(
            *(
                _JSON if isinstance(each, JSONPlainPayloadConverter) else each
                for each in DefaultPayloadConverter.default_encoding_payload_converters
            )
        )


DATA_CONVERTER = replace(DataConverter.default, payload_converter_class=SharedPydanticConverter)
"""The converter of client, worker, tests and replay."""
