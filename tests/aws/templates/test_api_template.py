"""The API as the route table states it."""

import json
from typing import Any

import jsonschema
import pytest

from econlens.api.route_table import ROUTES, Auth, Route
from infra.draft04 import draft04, model_schema
from infra.gateway_errors import ANSWERS
from infra.settings import RATE_CLASSES
from tests.aws.templates.conftest import Templates

WEB, PARTNERS = "Web", "Partners"


def of_gateway(templates: Templates, kind: str, gateway: str) -> dict[str, dict[str, Any]]:
    return {
        name.partition("/")[2]: resource["Properties"]
        for name, resource in templates.resources(kind, "Api").items()
        if name.partition("/")[2].startswith(gateway)
    }


def path_of(resources: dict[str, dict[str, Any]], logical_id: str) -> str:
    resource = resources[logical_id]
    parent = resource["ParentId"]
    above = path_of(resources, parent["Ref"]) if "Ref" in parent else ""
    return f"{above}/{resource['PathPart']}"


def methods(templates: Templates, gateway: str) -> dict[tuple[str, str], dict[str, Any]]:
    resources = of_gateway(templates, "AWS::ApiGateway::Resource", gateway)
    return {
        (method["HttpMethod"], path_of(resources, method["ResourceId"]["Ref"])): method
        for method in of_gateway(templates, "AWS::ApiGateway::Method", gateway).values()
    }


def stage(templates: Templates, gateway: str = WEB) -> dict[str, Any]:
    (found,) = of_gateway(templates, "AWS::ApiGateway::Stage", gateway).values()
    return found


def settings_of(stage_properties: dict[str, Any], route: Route) -> dict[str, Any]:
    method, path = route.key
    escaped = "/" + path.replace("/", "~1")
    (found,) = [
        s
        for s in stage_properties["MethodSettings"]
        if (s["HttpMethod"], s["ResourcePath"]) == (method, escaped)
        or (s["HttpMethod"], s["ResourcePath"]) == (method, path)
    ]
    return found


@pytest.mark.parametrize("gateway", [WEB, PARTNERS])
def test_the_routes_are_those_of_the_table(dev: Templates, gateway: str) -> None:
    made = {key for key in methods(dev, gateway) if key[0] != "OPTIONS"}
    assert made == {route.key for route in ROUTES}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_a_route_asks_for_sign_in_as_the_table_says(dev: Templates, route: Route) -> None:
    method = methods(dev, WEB)[route.key]
    if route.auth is Auth.USER:
        assert method["AuthorizationType"] == "COGNITO_USER_POOLS"
        assert method["AuthorizerId"]
    else:
        assert method["AuthorizationType"] == "NONE"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_a_route_calls_the_alias_of_its_function(dev: Templates, route: Route) -> None:
    uri = json.dumps(methods(dev, WEB)[route.key]["Integration"]["Uri"])
    assert f"{route.function.value.title()}Alias" in uri


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_a_route_is_throttled_by_its_class(dev: Templates, route: Route) -> None:
    found = settings_of(stage(dev), route)
    rate, burst = RATE_CLASSES[route.rate]
    assert (found["ThrottlingRateLimit"], found["ThrottlingBurstLimit"]) == (rate, burst)


def test_the_stage_has_a_throttle_of_its_own_logs_and_traces(dev: Templates) -> None:
    made = stage(dev)
    (common,) = [s for s in made["MethodSettings"] if s["ResourcePath"] == "/*"]
    assert (common["ThrottlingRateLimit"], common["ThrottlingBurstLimit"]) == (200, 400)
    assert common["DataTraceEnabled"] is False
    assert made["TracingEnabled"] is True
    assert {"requestId", "resource", "status"} <= json.loads(
        made["AccessLogSetting"]["Format"]
    ).keys()


def test_the_access_log_names_nobody(dev: Templates) -> None:
    written = stage(dev)["AccessLogSetting"]["Format"].lower()
    for word in ("sourceip", "authorization", "claims", "querystring", "useragent", "caller"):
        assert word not in written


@pytest.mark.parametrize(
    "route", [r for r in ROUTES if r.request], ids=lambda route: route.operation
)
def test_a_body_has_a_draft_04_model(dev: Templates, route: Route) -> None:
    assert route.request is not None
    model = methods(dev, WEB)[route.key]["RequestModels"]["application/json"]["Ref"]
    schema = of_gateway(dev, "AWS::ApiGateway::Model", WEB)[model]["Schema"]
    assert schema == model_schema(route.request)
    jsonschema.Draft4Validator.check_schema(schema)
    assert "$defs" not in json.dumps(schema)
    assert "#/components" not in json.dumps(schema)


def test_draft_04_has_bounds_and_constants_its_own_way() -> None:
    newer = {"exclusiveMinimum": 0, "const": "x", "format": "decimal", "default": 3}
    assert draft04(newer) == {"minimum": 0, "exclusiveMinimum": True, "enum": ["x"]}
    named = {"properties": {"default": {"type": "string", "format": "date-time"}}}
    assert draft04(named) == named


def test_bodies_are_left_to_the_functions_unless_a_stage_wants_otherwise(
    dev: Templates, everything: Templates
) -> None:
    """A function names every wrong field, which API Gateway cannot."""
    (body_route,) = [r for r in ROUTES if r.operation == "createPortfolio"]
    for templates, expected in ((dev, False), (everything, True)):
        validator = methods(templates, WEB)[body_route.key]["RequestValidatorId"]["Ref"]
        made = of_gateway(templates, "AWS::ApiGateway::RequestValidator", WEB)[validator]
        assert made["ValidateRequestBody"] is expected
        assert made["ValidateRequestParameters"] is True


@pytest.mark.parametrize("gateway", [WEB, PARTNERS])
def test_every_answer_of_the_gateway_has_our_error_shape(dev: Templates, gateway: str) -> None:
    answers = of_gateway(dev, "AWS::ApiGateway::GatewayResponse", gateway).values()
    assert {a["ResponseType"] for a in answers} == {kind.response_type for kind, *_ in ANSWERS}
    for answer in answers:
        text = answer["ResponseTemplates"]["application/json"]
        body = json.loads(text.replace("$context.error.messageString", '"Invalid request body"'))
        assert body.keys() == {"error", "message", "details", "requestId"}
        assert body["requestId"] == "$context.requestId"
        assert body["message"].endswith(".")
        headers = answer["ResponseParameters"]
        assert headers["gatewayresponse.header.X-Request-Id"] == "context.requestId"
        origin = "gatewayresponse.header.Access-Control-Allow-Origin"
        assert headers[origin] == "'http://localhost:5173'"


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("UNAUTHORIZED", "401", "UNAUTHORIZED"),
        ("ACCESS_DENIED", "403", "FORBIDDEN"),
        ("MISSING_AUTHENTICATION_TOKEN", "404", "NOT_FOUND"),
        ("BAD_REQUEST_BODY", "400", "INVALID_REQUEST"),
        ("REQUEST_TOO_LARGE", "413", "TOO_LARGE"),
        ("UNSUPPORTED_MEDIA_TYPE", "415", "UNSUPPORTED_TYPE"),
        ("THROTTLED", "429", "TOO_MANY_REQUESTS"),
        ("QUOTA_EXCEEDED", "429", "QUOTA_EXCEEDED"),
        ("INTEGRATION_FAILURE", "503", "SERVICE_UNAVAILABLE"),
        ("INTEGRATION_TIMEOUT", "504", "TIMEOUT"),
    ],
)
def test_a_refusal_of_the_gateway_has_its_status_and_code(
    dev: Templates, kind: str, status: str, code: str
) -> None:
    (answer,) = [
        a
        for a in of_gateway(dev, "AWS::ApiGateway::GatewayResponse", WEB).values()
        if a["ResponseType"] == kind
    ]
    assert answer["StatusCode"] == status
    assert f'"error": "{code}"' in answer["ResponseTemplates"]["application/json"]
    if status in ("429", "503", "504"):
        assert "gatewayresponse.header.Retry-After" in answer["ResponseParameters"]


def test_only_pages_of_another_address_preflight(dev: Templates, prod: Templates) -> None:
    assert [key for key in methods(dev, WEB) if key[0] == "OPTIONS"]
    assert not [key for key in methods(dev, PARTNERS) if key[0] == "OPTIONS"]
    assert not [key for key in methods(prod, WEB) if key[0] == "OPTIONS"]


def test_partners_need_a_key_and_have_a_plan(dev: Templates) -> None:
    assert all(m["ApiKeyRequired"] for m in methods(dev, PARTNERS).values())
    assert not any(m.get("ApiKeyRequired") for m in methods(dev, WEB).values())
    plan = dev.one("AWS::ApiGateway::UsagePlan")
    assert plan["Throttle"] == {"RateLimit": 20, "BurstLimit": 40}
    assert plan["Quota"] == {"Limit": 50_000, "Period": "DAY"}
    assert dev.one("AWS::ApiGateway::UsagePlanKey")


def test_answers_are_cached_only_where_a_stage_wants_it(
    dev: Templates, everything: Templates
) -> None:
    assert "CacheClusterEnabled" not in stage(dev)
    made = stage(everything)
    assert made["CacheClusterEnabled"] is True
    for route in ROUTES:
        found = settings_of(made, route)
        assert bool(found.get("CachingEnabled")) is (route.cache_seconds > 0)
        if route.cache_seconds:
            assert found["CacheTtlInSeconds"] == route.cache_seconds
            assert found["CacheDataEncrypted"] is True


def test_a_cached_answer_to_a_user_is_kept_apart_by_authorization(everything: Templates) -> None:
    for route in ROUTES:
        if route.cache_seconds and route.auth is Auth.USER:
            integration = methods(everything, WEB)[route.key]["Integration"]
            assert "method.request.header.Authorization" in integration["CacheKeyParameters"]
