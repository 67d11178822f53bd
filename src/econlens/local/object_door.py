"""The door of the local object store: takes presigned forms, as S3 does, and tells the queue."""

from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Receive

from econlens import bootstrap
from econlens.domain.errors import InvalidRequestError, TooLargeError
from econlens.domain.upload import MAX_UPLOAD_BYTES

# What the form's own fields and boundaries may take beside the file.
_FORM_OVERHEAD_BYTES = 64 * 1024
_MAX_REQUEST_BYTES = MAX_UPLOAD_BYTES + _FORM_OVERHEAD_BYTES


def object_routes() -> list[BaseRoute]:
    return [Route("/objects", _accept, methods=["POST"])]


async def _accept(request: Request) -> Response:
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > _MAX_REQUEST_BYTES:
        raise TooLargeError("The file is larger than 10 MB. Split it and upload the parts.")
    limited = Request(request.scope, _counted(request))
    async with limited.form(max_files=1, max_fields=20, max_part_size=16 * 1024) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise InvalidRequestError('The form has no part named "file".')
        body = await file.read()
    await to_thread.run_sync(_store, fields, body)
    return Response(status_code=204)


def _counted(request: Request) -> Receive:
    """The request's stream, cut off with TooLargeError once it is too long."""
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > _MAX_REQUEST_BYTES:
            raise TooLargeError("The file is larger than 10 MB. Split it and upload the parts.")
        return message

    return receive


def _store(fields: dict[str, str], body: bytes) -> None:
    key = bootstrap.local_objects().accept_post(fields, body)
    bootstrap.announce_file(key)
