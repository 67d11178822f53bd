"""Lambda entry point for uploads: starting, watching, reading again, storing; rates of exchange."""

from typing import Any

from econlens import bootstrap
from econlens.api import upload_schemas as u
from econlens.api.http import Answer, Call, serve
from econlens.api.routes.uploads import UPLOADS_ROUTES
from econlens.api.upload_views import (
    choices_of,
    rates_of,
    rates_response,
    upload_status_response,
)
from econlens.domain.upload import UploadRequest
from econlens.function_tools import UploadTools
from econlens.reference.exchange_rates import default_rates
from econlens.usecases.apply_upload import apply_upload
from econlens.usecases.exchange_rates import save_rates
from econlens.usecases.process_again import process_again
from econlens.usecases.start_upload import start_upload
from econlens.usecases.watch_upload import watch_upload


def start(call: Call[u.UploadCreateRequest], tools: UploadTools) -> Answer:
    """Serves both routes: without an id in the path, the file makes a new portfolio."""
    request = UploadRequest(
        file_name=call.body.file_name,
        size_bytes=call.body.size,
        content_type=call.body.content_type,
        portfolio_id=call.path.get("id"),
        mode=call.body.mode,
        validate_only=call.body.validate_only,
        choices=choices_of(call.body),
    )
    upload, form = start_upload(tools.store, tools.objects, tools.clock, request)
    return Answer(
        status=201,
        body=u.UploadCreatedResponse(
            upload_id=upload.id,
            url=form.url,
            fields=dict(form.fields),
            expires_at=upload.expires_at,
        ),
    )


def get_upload_status(call: Call[None], tools: UploadTools) -> Answer:
    upload = watch_upload(tools.store, tools.clock, call.path["id"])
    return Answer(status=200, body=upload_status_response(upload))


def read_again(call: Call[u.ProcessAgainRequest], tools: UploadTools) -> Answer:
    upload = process_again(
        tools.store,
        tools.announce,
        tools.clock,
        call.path["id"],
        mode=call.body.mode,
        choices=choices_of(call.body),
    )
    return Answer(status=202, body=upload_status_response(upload))


def store_preview(call: Call[None], tools: UploadTools) -> Answer:
    upload = apply_upload(tools.store, tools.objects, call.path["id"])
    return Answer(status=200, body=upload_status_response(upload))


def get_rates(_call: Call[None], tools: UploadTools) -> Answer:
    rates = tools.store.list_rates()
    return Answer(status=200, body=rates_response(rates, default_rates()))


def update_rates(call: Call[u.RatesRequest], tools: UploadTools) -> Answer:
    rates = save_rates(tools.store, rates_of(call.body))
    return Answer(status=200, body=rates_response(rates, default_rates()))


ENDPOINTS: dict[str, Any] = {
    "startUpload": start,
    "startUploadInto": start,
    "getUploadStatus": get_upload_status,
    "processAgain": read_again,
    "applyUpload": store_preview,
    "getRates": get_rates,
    "updateRates": update_rates,
}
handler = serve(UPLOADS_ROUTES, ENDPOINTS, bootstrap.upload_scope, bootstrap.edge)
