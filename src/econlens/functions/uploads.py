"""Lambda entry point for uploads: starting one and watching it."""

from typing import Any

from econlens import bootstrap
from econlens.api import schemas as s
from econlens.api.http import Answer, Call, serve
from econlens.api.upload_views import upload_status_response
from econlens.bootstrap import UploadTools
from econlens.domain.upload import UploadRequest
from econlens.usecases.start_upload import start_upload
from econlens.usecases.watch_upload import watch_upload


def start(call: Call[s.UploadCreateRequest], tools: UploadTools) -> Answer:
    """Serves both routes: without an id in the path, the file makes a new portfolio."""
    request = UploadRequest(
        file_name=call.body.file_name,
        size_bytes=call.body.size,
        content_type=call.body.content_type,
        portfolio_id=call.path.get("id"),
        mode=call.body.mode,
        validate_only=call.body.validate_only,
    )
    upload, form = start_upload(tools.store, tools.objects, tools.clock, request)
    return Answer(
        status=201,
        body=s.UploadCreatedResponse(
            upload_id=upload.id,
            url=form.url,
            fields=dict(form.fields),
            expires_at=upload.expires_at,
        ),
    )


def get_upload_status(call: Call[None], tools: UploadTools) -> Answer:
    upload = watch_upload(tools.store, tools.clock, call.path["id"])
    return Answer(status=200, body=upload_status_response(upload))


ENDPOINTS: dict[str, Any] = {
    "startUpload": start,
    "startUploadInto": start,
    "getUploadStatus": get_upload_status,
}
handler = serve(ENDPOINTS, bootstrap.upload_scope, bootstrap.rate_limiter)
