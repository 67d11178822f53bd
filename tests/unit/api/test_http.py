import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest

from econlens.api.http import Answer, Call, Handler, serve
from econlens.api.route_table import ROUTES_BY_KEY
from econlens.api.schemas import CreatePortfolioRequest, PortfolioDeletedResponse
from econlens.domain import errors
from econlens.domain.charge import Charge
from econlens.domain.issues import Issue
from econlens.domain.user import Caller, RiskTolerance

USER, SESSION = uuid4(), uuid4()


class Recorder:
    """A scope and endpoints that note what they were given."""

    def __init__(self) -> None:
        self.calls: list[Call[Any]] = []
        self.closed_after: list[str] = []
        self.raises: Exception | None = None

    @contextmanager
    def scope(self, caller: Caller | None, _charge: Charge | None) -> Iterator[str]:
        try:
            yield "tools"
        except BaseException:
            self.closed_after.append("error")
            raise
        self.closed_after.append("success")

    def endpoint(self, call: Call[Any], tools: str) -> Answer:
        assert tools == "tools"
        self.calls.append(call)
        if self.raises:
            raise self.raises
        return Answer(status=200, body=PortfolioDeletedResponse(deleted_holdings=3))


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def handler(recorder: Recorder) -> Handler:
    names = {route.operation for route in ROUTES_BY_KEY.values()}
    endpoints = dict.fromkeys(names, recorder.endpoint)
    return serve(ROUTES_BY_KEY.values(), endpoints, recorder.scope)


def event(method: str, resource: str, **more: Any) -> dict[str, Any]:
    claims = {
        "sub": str(USER),
        "token_use": "id",
        "origin_jti": str(SESSION),
        "custom:risk_tolerance": "conservative",
    }
    context = {"requestId": "r-1", "authorizer": {"claims": claims}}
    return {"httpMethod": method, "resource": resource, "requestContext": context, **more}


def test_an_endpoint_gets_the_decoded_body_and_the_caller(
    handler: Handler, recorder: Recorder
) -> None:
    answer = handler(event("POST", "/v1/portfolios", body='{"name": "Mine"}'), None)
    (call,) = recorder.calls
    assert isinstance(call.body, CreatePortfolioRequest)
    assert call.body.name == "Mine"
    assert call.user == Caller(
        user_id=USER, risk_tolerance=RiskTolerance.CONSERVATIVE, session_id=SESSION
    )
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"]) == {"deletedHoldings": 3}


def test_the_path_id_arrives_as_a_uuid(handler: Handler, recorder: Recorder) -> None:
    an_id = uuid4()
    handler(event("GET", "/v1/portfolios/{id}", pathParameters={"id": str(an_id)}), None)
    assert recorder.calls[0].path == {"id": an_id}


def test_an_id_that_is_none_is_not_found(handler: Handler, recorder: Recorder) -> None:
    answer = handler(event("GET", "/v1/portfolios/{id}", pathParameters={"id": "1 OR 1"}), None)
    assert answer["statusCode"] == 404
    assert recorder.calls == []


@pytest.mark.parametrize(
    ("sent", "understood"),
    [('"3"', 3), ('W/"3"', 3), ("*", None), ("", None), ('"abc"', -1), ('"²"', -1)],
)
def test_if_match_is_read_as_a_version(
    handler: Handler, recorder: Recorder, sent: str, understood: int | None
) -> None:
    path = {"id": str(uuid4())}
    request = event(
        "DELETE", "/v1/portfolios/{id}", pathParameters=path, headers={"If-Match": sent}
    )
    handler(request, None)
    assert recorder.calls[0].if_match == understood


def test_a_call_without_verified_claims_is_refused(handler: Handler, recorder: Recorder) -> None:
    request = event("GET", "/v1/portfolios")
    request["requestContext"]["authorizer"] = None
    answer = handler(request, None)
    assert answer["statusCode"] == 401
    assert recorder.calls == []


def test_the_claims_of_an_access_token_are_refused(handler: Handler, recorder: Recorder) -> None:
    request = event("GET", "/v1/portfolios")
    request["requestContext"]["authorizer"]["claims"]["token_use"] = "access"
    assert handler(request, None)["statusCode"] == 401
    assert recorder.calls == []


def test_claims_that_name_no_session_are_refused(handler: Handler, recorder: Recorder) -> None:
    request = event("GET", "/v1/portfolios")
    del request["requestContext"]["authorizer"]["claims"]["origin_jti"]
    assert handler(request, None)["statusCode"] == 401
    assert recorder.calls == []


def test_a_base64_body_is_decoded(handler: Handler, recorder: Recorder) -> None:
    request = event("POST", "/v1/portfolios", body="eyJuYW1lIjogIk1pbmUifQ==", isBase64Encoded=True)
    handler(request, None)
    assert recorder.calls[0].body.name == "Mine"


def test_an_invalid_body_never_reaches_the_endpoint(handler: Handler, recorder: Recorder) -> None:
    answer = handler(event("POST", "/v1/portfolios", body='{"name": 3}'), None)
    assert answer["statusCode"] == 400
    assert json.loads(answer["body"])["details"][0]["field"] == "name"
    assert recorder.calls == []


def test_a_body_over_one_megabyte_is_too_large(handler: Handler) -> None:
    body = json.dumps({"name": "x" * 1_100_000})
    assert handler(event("POST", "/v1/portfolios", body=body), None)["statusCode"] == 413


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.InvalidRequestError(), 400),
        (errors.InvalidCredentialsError(), 401),
        (errors.InvalidRefreshTokenError(), 401),
        (errors.ForbiddenError(), 403),
        (errors.NotFoundError(), 404),
        (errors.EmailTakenError(), 409),
        (errors.VersionConflictError(), 412),
        (errors.TooLargeError(), 413),
        (errors.UnsupportedTypeError(), 415),
        (errors.RuleViolationError(), 422),
        (errors.DatabaseUnavailableError(), 503),
        (ZeroDivisionError("secret detail"), 500),
    ],
)
def test_every_failure_answers_in_the_error_shape(
    handler: Handler, recorder: Recorder, error: Exception, status: int
) -> None:
    recorder.raises = error
    answer = handler(event("GET", "/v1/portfolios"), None)
    body = json.loads(answer["body"])
    assert answer["statusCode"] == status
    assert set(body) == {"error", "message", "details", "requestId"}
    assert body["requestId"] == "r-1"
    assert "secret detail" not in answer["body"]
    assert recorder.closed_after == ["error"]
    assert ("Retry-After" in answer["headers"]) == (status == 503)


def test_issues_become_details_with_field_and_fix(handler: Handler, recorder: Recorder) -> None:
    issue = Issue(code="C", message="M", field="assets[0].symbol", suggested_fix="F", line=2)
    recorder.raises = errors.RuleViolationError(issues=(issue,))
    answer = handler(event("GET", "/v1/portfolios"), None)
    assert json.loads(answer["body"])["details"] == [
        {"code": "C", "message": "M", "field": "assets[0].symbol", "line": 2, "suggestedFix": "F"}
    ]


def test_a_route_that_is_not_in_the_table_is_not_found(handler: Handler) -> None:
    assert handler(event("GET", "/v1/nowhere"), None)["statusCode"] == 404


def test_answers_about_a_user_are_never_cached(handler: Handler) -> None:
    answer = handler(event("GET", "/v1/portfolios"), None)
    assert answer["headers"]["Cache-Control"] == "no-store"


def test_call_user_refuses_an_anonymous_call() -> None:
    with pytest.raises(errors.AuthenticationError):
        _ = Call(body=None, caller=None, path={"id": UUID(int=0)}).user
