"""The OpenAPI 3.1 document, made from the route table."""

import re
from http import HTTPStatus
from typing import Any

import msgspec

from econlens import __version__
from econlens.api.http import TOKEN_SHAPE
from econlens.api.route_table import BASE_PATH, COMMON_ERRORS, ROUTES, Auth, Route
from econlens.api.schemas import ErrorResponse

Json = dict[str, Any]

_COMPONENTS = "#/components/schemas/"
_REFERENCE = re.compile(f'"{_COMPONENTS}([^"]+)"')
_DECIMAL = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"
_NO_NUL = r"^[^\u0000]*$"
_PATH_SCHEMAS: dict[str, Json] = {
    "id": {"type": "string", "format": "uuid"},
    "token": {"type": "string", "pattern": f"^{TOKEN_SHAPE.pattern}$"},
}


def document() -> Json:
    """The whole contract as a JSON-able dict."""
    schemas, components = _schemas()
    paths: Json = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "EconLens",
            "version": __version__,
            "description": "What risk a portfolio holds. Amounts are decimal strings.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": BASE_PATH}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "idToken": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
        },
    }


def _schemas() -> tuple[dict[type, Json], Json]:
    types: list[type] = [ErrorResponse]
    for route in ROUTES:
        types += [t for t in (route.request, *route.responses.values()) if t is not None]
    types = list(dict.fromkeys(types))
    refs, components = msgspec.json.schema_components(types, ref_template=f"{_COMPONENTS}{{name}}")
    for name in _reached({route.request.__name__ for route in ROUTES if route.request}, components):
        components[name] = _as_read(components[name])
    return dict(zip(types, refs, strict=True)), components


def _reached(names: set[str], components: Json) -> set[str]:
    """These components and all that they are made of."""
    found: set[str] = set()
    while names:
        found |= names
        texts = (msgspec.json.encode(components[name]).decode() for name in names)
        names = {ref for text in texts for ref in _REFERENCE.findall(text)} - found
    return found


def _as_read(schema: Any) -> Any:
    """What msgspec does not say of what it reads: decimals may come as numbers, and no text may
    hold a NUL character."""
    if isinstance(schema, list):
        return [_as_read(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "decimal":
        return {**schema, "type": ["string", "number"], "pattern": _DECIMAL}
    if schema.get("type") == "string" and not schema.keys() & {"pattern", "format", "enum"}:
        return {**schema, "pattern": _NO_NUL}
    read = {name: _as_read(value) for name, value in schema.items()}
    if "additionalProperties" in read and read.get("type") == "object":
        read["propertyNames"] = {"pattern": _NO_NUL, **read.get("propertyNames", {})}
    return read


def _operation(route: Route, schemas: dict[type, Json]) -> Json:
    operation: Json = {
        "operationId": route.operation,
        "summary": route.summary,
        "tags": [route.function.value],
        "parameters": _path_parameters(route) + _query_parameters(route) + _headers(route),
        "responses": _responses(route, schemas),
        "security": [{"idToken": []}] if route.auth is Auth.USER else [],
    }
    if route.request:
        content = {"application/json": {"schema": schemas[route.request]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _responses(route: Route, schemas: dict[type, Json]) -> Json:
    answers: Json = {}
    for status, body in route.responses.items():
        answers[str(status)] = {"description": HTTPStatus(status).phrase}
        if body is not None:
            answers[str(status)]["content"] = {"application/json": {"schema": schemas[body]}}
    for status in sorted({*COMMON_ERRORS, *route.errors}):
        answers[str(status)] = {
            "description": HTTPStatus(status).phrase,
            "content": {"application/json": {"schema": schemas[ErrorResponse]}},
        }
    return answers


def _path_parameters(route: Route) -> list[Json]:
    names = [part[1:-1] for part in route.path.split("/") if part.startswith("{")]
    return [
        {"name": name, "in": "path", "required": True, "schema": _PATH_SCHEMAS[name]}
        for name in names
    ]


def _query_parameters(route: Route) -> list[Json]:
    if route.query is None:
        return []
    (_,), components = msgspec.json.schema_components([route.query])
    query = components[route.query.__name__]
    return [
        {
            "name": name,
            "in": "query",
            "required": name in query.get("required", ()),
            "schema": _as_read(_inline(schema, components)),
        }
        for name, schema in query["properties"].items()
    ]


def _inline(schema: Json, components: Json) -> Json:
    if "$ref" in schema:
        return dict(components[schema["$ref"].rsplit("/", 1)[1]])
    if "allOf" in schema:
        rest = {key: value for key, value in schema.items() if key != "allOf"}
        return {**_inline(schema["allOf"][0], components), **rest}
    return schema


def _headers(route: Route) -> list[Json]:
    names = ["If-Match"] if 412 in route.errors else []
    names += ["X-Share-Passphrase"] if "{token}" in route.path else []
    names += ["X-Access-Token"] if route.takes_access_token else []
    schema = {"type": "string"}
    return [{"name": n, "in": "header", "required": False, "schema": schema} for n in names]
