"""Files."""

from typing import Final

from econlens.api import upload_schemas as u
from econlens.api.routes.route import Function, RateClass, Route

UPLOADS_ROUTES: Final = (
    Route(
        operation="startUpload",
        method="POST",
        path="/portfolios/upload",
        function=Function.UPLOADS,
        summary="Start an upload that makes a new portfolio, or one for each account",
        request=u.UploadCreateRequest,
        responses={201: u.UploadCreatedResponse},
        rate=RateClass.UPLOAD,
        errors=(413, 415),
    ),
    Route(
        operation="startUploadInto",
        method="POST",
        path="/portfolios/{id}/upload",
        function=Function.UPLOADS,
        summary="Start an upload into this portfolio",
        request=u.UploadCreateRequest,
        responses={201: u.UploadCreatedResponse},
        rate=RateClass.UPLOAD,
        errors=(404, 413, 415),
    ),
    Route(
        operation="getUploadStatus",
        method="GET",
        path="/upload/{id}/status",
        function=Function.UPLOADS,
        summary="How far an upload is, what came of it, and what is wrong line by line",
        responses={200: u.UploadStatusResponse},
        errors=(404,),
    ),
    Route(
        operation="processAgain",
        method="POST",
        path="/upload/{id}/process",
        function=Function.UPLOADS,
        summary="Read a file that was kept once more, with other choices, such as a mapping",
        request=u.ProcessAgainRequest,
        responses={202: u.UploadStatusResponse},
        rate=RateClass.UPLOAD,
        errors=(404, 409),
    ),
    Route(
        operation="applyUpload",
        method="POST",
        path="/upload/{id}/apply",
        function=Function.UPLOADS,
        summary="Store what a preview has shown; doing it again changes nothing",
        responses={200: u.UploadStatusResponse},
        rate=RateClass.WRITE,
        errors=(404, 409, 412),
    ),
    Route(
        operation="getRates",
        method="GET",
        path="/user/rates",
        function=Function.UPLOADS,
        summary="Your rates of exchange, and those that count where you have none",
        responses={200: u.RatesResponse},
    ),
    Route(
        operation="updateRates",
        method="PUT",
        path="/user/rates",
        function=Function.UPLOADS,
        summary="Replace your rates of exchange",
        request=u.RatesRequest,
        responses={200: u.RatesResponse},
        rate=RateClass.WRITE,
        errors=(422,),
    ),
)
