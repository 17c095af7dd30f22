"""The providers' OpenAPI descriptions as JSON Schemas."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

Node = dict[str, "Node | list[Node] | str | int | bool | None"]
_FOLDER = Path(__file__).parent
SENDGRID = "tsg_mail_v3.json"
TWILIO = "twilio_messages.json"
CREATE_MESSAGE = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
FETCH_MESSAGE = "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json"


def complaints(file: str, pointer: str, document: object) -> list[str]:
    """Return what the description at a JSON pointer has against a document; a field it does not know counts too."""
    schema = dict(_strict_description(file)) | {"$ref": f"#{pointer}"}
    errors = Draft202012Validator(schema, format_checker=FormatChecker(["email"])).iter_errors(document)
    return sorted(f"{error.json_path}: {error.message}" for error in errors)


def pointer(*parts: str) -> str:
    """Return a JSON pointer to a path of names."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def form_types(file: str, path: str) -> Mapping[str, str]:
    """Return the fields of a form with their types."""
    description = json.loads((_FOLDER / file).read_text(encoding="utf-8"))
    content = description["paths"][path]["post"]["requestBody"]["content"]
    fields = content["application/x-www-form-urlencoded"]["schema"]["properties"]
    return {name: field.get("type", "string") for name, field in fields.items()}


def parameters(file: str, path: str) -> Mapping[str, Mapping[str, object]]:
    """Return the query parameters of a GET with their schemas, in the description's order, path parameters too."""
    description = json.loads((_FOLDER / file).read_text(encoding="utf-8"))
    return {each["name"]: each["schema"] for each in description["paths"][path]["get"]["parameters"]}


@cache
def _strict_description(file: str) -> Node:
    description = _strict(json.loads((_FOLDER / file).read_text(encoding="utf-8")))
    assert isinstance(description, dict)
    return description


def _strict(node: object) -> object:
    """Translate OpenAPI's `nullable`, and let no object have fields that its schema does not name."""
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    strict = {name: _strict(value) for name, value in node.items()}
    if strict.get("nullable") is True and isinstance(strict.get("type"), str):
        strict["type"] = [strict["type"], "null"]
    if strict.get("type") == "object" and "properties" in strict:
        strict.setdefault("additionalProperties", False)
    return strict
