"""The API's contract as a page to read: plain HTML, no script, from the OpenAPI document."""

from html import escape
from typing import Any

Json = dict[str, Any]

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--soft:#8882;--accent:#0b7285}
body{font:16px/1.55 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:2rem 1.25rem 6rem}
h1{margin:0 0 .25rem}h2{margin:3rem 0 1rem;text-transform:capitalize}
code{font:.9em ui-monospace,monospace}
details{border:1px solid var(--line);border-radius:10px;margin:.6rem 0;padding:.6rem .9rem}
summary{cursor:pointer}summary b{display:inline-block;min-width:4.2rem;color:var(--accent)}
summary span{opacity:.75;margin-left:.6rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}
td,th{border-top:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
.scroll{overflow-x:auto}
"""


def docs_page(document: Json) -> str:
    """HTML for document, which is what api.openapi.document() returns."""
    groups: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            item = _operation(method, path, operation, document)
            groups.setdefault(operation["tags"][0], []).append(item)
    body = "".join(f"<h2>{escape(tag)}</h2>{''.join(items)}" for tag, items in groups.items())
    info = document["info"]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(info['title'])} API</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(info['title'])} API</h1><p>Version {escape(info['version'])}. "
        f"{escape(info['description'])} Every path begins with "
        f"<code>{escape(document['servers'][0]['url'])}</code>. "
        '<a href="openapi.json">OpenAPI document</a></p>'
        f"{body}</body></html>"
    )


def _operation(method: str, path: str, operation: Json, document: Json) -> str:
    needs = "identity token" if operation["security"] else "no sign-in"
    request = operation.get("requestBody", {}).get("content", {}).get("application/json")
    parts = [_parameters(operation["parameters"])]
    if request:
        parts.append("<h4>Request</h4>" + _fields(request["schema"], document))
    parts += [_response(status, r, document) for status, r in operation["responses"].items()]
    return (
        f"<details id={operation['operationId']}><summary><b>{method.upper()}</b>"
        f"<code>{escape(path)}</code><span>{escape(operation['summary'])} ({needs})</span>"
        f"</summary>{''.join(parts)}</details>"
    )


def _response(status: str, response: Json, document: Json) -> str:
    content = response.get("content", {}).get("application/json")
    title = f"<h4>{escape(status)} {escape(response['description'])}</h4>"
    # Every failure has the one error shape; once per page in the schemas is enough.
    return title + (_fields(content["schema"], document) if content and status < "300" else "")


def _parameters(parameters: list[Json]) -> str:
    rows = [(f"{p['name']} ({p['in']})", p["schema"], p["required"]) for p in parameters]
    return f"<h4>Parameters</h4>{_table(rows)}" if rows else ""


def _fields(schema: Json, document: Json) -> str:
    resolved = _resolve(schema, document)
    required = resolved.get("required", [])
    rows = [(name, s, name in required) for name, s in resolved.get("properties", {}).items()]
    return f"<p>{escape(resolved.get('description', ''))}</p>{_table(rows)}"


def _table(rows: list[tuple[str, Json, bool]]) -> str:
    cells = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(_type_of(schema))}</td>"
        f"<td>{'required' if required else 'optional'}</td></tr>"
        for name, schema, required in rows
    )
    return f'<div class="scroll"><table>{cells}</table></div>'


def _type_of(schema: Json) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " or ".join(_type_of(option) for option in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type_of(schema.get('items', {}))}"
    kind = schema.get("type", "any")
    name = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{name} ({schema['format']})" if "format" in schema else name


def _resolve(schema: Json, document: Json) -> Json:
    if "$ref" not in schema:
        return schema
    found: Json = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return found
