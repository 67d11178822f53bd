"""Files."""

from typing import Final

from econlens.api import schemas as s
from econlens.api.routes.route import Function, RateClass, Route

UPLOADS_ROUTES: Final = (
    Route(
        operation="startUpload",
        method="POST",
        path="/portfolios/upload",
        function=Function.UPLOADS,
        summary="Start an upload that makes a new portfolio",
        request=s.UploadCreateRequest,
        responses={201: s.UploadCreatedResponse},
        rate=RateClass.UPLOAD,
        errors=(413, 415),
    ),
    Route(
        operation="startUploadInto",
        method="POST",
        path="/portfolios/{id}/upload",
        function=Function.UPLOADS,
        summary="Start an upload into this portfolio",
        request=s.UploadCreateRequest,
        responses={201: s.UploadCreatedResponse},
        rate=RateClass.UPLOAD,
        errors=(404, 413, 415),
    ),
    Route(
        operation="getUploadStatus",
        method="GET",
        path="/upload/{id}/status",
        function=Function.UPLOADS,
        summary="How far an upload is, what came of it, and what is wrong line by line",
        responses={200: s.UploadStatusResponse},
        errors=(404,),
    ),
)
