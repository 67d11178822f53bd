"""msgspec's JSON Schema (2020-12) as draft-04, which is what API Gateway's models understand."""

from typing import Any

import msgspec

Json = dict[str, Any]
DRAFT_04 = "http://json-schema.org/draft-04/schema#"
# Says something to a reader but nothing to draft-04.
DROPPED = {"title", "default", "contentEncoding", "examples", "description"}
FORMATS = {"date-time"}


def model_schema(kind: type) -> Json:
    """A schema without outside references: other types stand below definitions."""
    (root,), components = msgspec.json.schema_components(
        [kind], ref_template="#/definitions/{name}"
    )
    name = root["$ref"].rpartition("/")[2]
    converted = {key: draft04(schema) for key, schema in components.items()}
    schema = {"$schema": DRAFT_04, **converted.pop(name)}
    return {**schema, "definitions": converted} if converted else schema


def draft04(schema: Any) -> Any:
    """schema and all schemas below it, converted."""
    if isinstance(schema, list):
        return [draft04(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    converted = {key: _value(key, value) for key, value in schema.items() if key not in DROPPED}
    _bounds(converted)
    if converted.get("format") not in FORMATS:
        converted.pop("format", None)
    if converted.get("required") == []:
        del converted["required"]
    if "const" in converted:
        converted["enum"] = [converted.pop("const")]
    return converted


def _value(key: str, value: Any) -> Any:
    """Below properties, the keys are names of fields and not words of the schema."""
    if key in ("properties", "definitions", "patternProperties"):
        return {name: draft04(schema) for name, schema in value.items()}
    return draft04(value)


def _bounds(schema: Json) -> None:
    """An exclusive bound is a number now, and was a mark beside the bound then."""
    for word, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if word in schema:
            schema[bound], schema[word] = schema[word], True
