"""JSON to request types, naming every field that does not fit and not only the first."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from types import NoneType
from typing import Any, TypeVar, get_args

import msgspec
from msgspec import inspect

from econlens.domain.errors import InvalidRequestError
from econlens.domain.issues import Issue

T = TypeVar("T")

# Enough to mend a request by; naming each of thousands would keep the server busy for seconds.
MOST_PROBLEMS = 100
# PostgreSQL text cannot hold it, and no name or symbol needs it.
_NUL = rb"\u0000"


def decode_body(body: bytes, kind: type[T]) -> T:
    """Raises InvalidRequestError with one issue per wrong field."""
    if _NUL in body:
        raise _malformed("The body holds a NUL character, which no field may have.")
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError:
        value = _with_whole_numbers(_parse(body))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _malformed() from None
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        issues = tuple(islice(_problems(value, kind), MOST_PROBLEMS))
    raise InvalidRequestError(issues=issues)


def _with_whole_numbers(value: Any) -> Any:
    """2.0 is an integer to JSON Schema, and to a browser that writes it; not to msgspec."""
    if isinstance(value, dict):
        return {name: _with_whole_numbers(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_whole_numbers(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _parse(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _malformed() from None


def _malformed(message: str = "The body is not valid JSON.") -> InvalidRequestError:
    issue = Issue(
        code="MALFORMED_JSON",
        message=message,
        suggested_fix="Send one JSON object, encoded as UTF-8.",
    )
    return InvalidRequestError(message, issues=(issue,))


def decode_query(query: Mapping[str, str], kind: type[T]) -> T:
    """Query strings are text, so numbers are read from text here."""
    for name, text in query.items():
        if "\0" in text:
            issue = Issue(
                code="INVALID_VALUE", field=name, message="No text may hold a NUL character."
            )
            raise InvalidRequestError(issues=(issue,))
    try:
        return msgspec.convert(query, kind, strict=False)
    except msgspec.ValidationError:
        raise InvalidRequestError(issues=tuple(_problems(query, kind, strict=False))) from None


def _problems(value: Any, kind: Any, path: str = "", *, strict: bool = True) -> Iterator[Issue]:
    """Every place in value that does not fit kind. msgspec itself stops at the first."""
    if _fits(value, kind, strict=strict) is None:
        return
    kind = _without_none(kind) if value is not None else kind
    if isinstance(value, dict | Mapping) and _is_struct(kind):
        yield from _struct_problems(value, kind, path, strict=strict)
    elif isinstance(value, list) and (item := _item_type(kind)) is not None:
        elements = _element_problems(value, item, path, strict=strict)
        first = next(elements, None)
        if first is None:  # every element fits, so it is the list itself, such as its length
            yield from _whole(value, kind, path, strict=strict)
        else:
            yield first
            yield from elements
    else:
        yield from _whole(value, kind, path, strict=strict)


def _struct_problems(
    value: Mapping[str, Any], kind: Any, path: str, *, strict: bool
) -> Iterator[Issue]:
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    prefix = f"{path}." if path else ""
    for name in value.keys() - known.keys():
        yield Issue(
            code="UNKNOWN_FIELD",
            field=f"{prefix}{name}",
            message=f"There is no field called {name}.",
            suggested_fix=f"Remove it; the fields are {', '.join(sorted(known))}.",
        )
    for name, field in known.items():
        if name in value:
            yield from _problems(value[name], field.type, f"{prefix}{name}", strict=strict)
        elif field.required:
            yield Issue(
                code="MISSING_FIELD",
                field=f"{prefix}{name}",
                message=f"{name} is missing.",
                suggested_fix=f"Add {name}.",
            )


def _element_problems(value: list[Any], item: Any, path: str, *, strict: bool) -> Iterator[Issue]:
    for index, element in enumerate(value):
        yield from _problems(element, item, f"{path}[{index}]", strict=strict)


def _whole(value: Any, kind: Any, path: str, *, strict: bool) -> Iterator[Issue]:
    error = _fits(value, kind, strict=strict)
    if error is not None:
        # msgspec writes "Expected `int`, got `str` - at `$.x`"; the path is in field already.
        message = error.split(" - at ")[0].replace("`", "")
        yield Issue(
            code="INVALID_VALUE",
            field=path or "body",
            message=message,
            suggested_fix=_hint(kind),
        )


def _fits(value: Any, kind: Any, *, strict: bool = True) -> str | None:
    try:
        msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as error:
        return str(error)
    return None


def _hint(kind: Any) -> str | None:
    """The allowed values, where they are a short list."""
    info = inspect.type_info(_without_none(kind))
    if isinstance(info, inspect.EnumType):
        return f"Use one of {', '.join(member.value for member in info.cls)}."
    return None


def _without_none(kind: Any) -> Any:
    options = [option for option in get_args(kind) if option is not NoneType]
    is_optional = NoneType in get_args(kind)
    return options[0] if is_optional and len(options) == 1 else kind


@cache
def _is_struct(kind: Any) -> bool:
    return isinstance(inspect.type_info(kind), inspect.StructType)


def _item_type(kind: Any) -> Any:
    """The element type of list[X] or Annotated[list[X], …]; None for anything else."""
    for candidate in (kind, *get_args(kind)[:1]):
        if getattr(candidate, "__origin__", None) is list:
            return get_args(candidate)[0]
    return None
