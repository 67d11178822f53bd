"""API Gateway proxy events, as the gateway hands them to a function."""

import json
from typing import Any
from uuid import UUID

Json = dict[str, Any]

HEADERS = {
    "Accept": "application/json",
    "Authorization": "Bearer " + "x" * 800,
    "Content-Type": "application/json",
    "Host": "api.example.com",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)",
    "X-Forwarded-For": "192.0.2.1",
    "X-Forwarded-Proto": "https",
}


def list_portfolios(user_id: UUID) -> Json:
    return _event("GET", "/v1/portfolios", user_id)


def get_portfolio(user_id: UUID, portfolio_id: str) -> Json:
    event = _event("GET", "/v1/portfolios/{id}", user_id)
    return {**event, "pathParameters": {"id": portfolio_id}}


def create_portfolio(user_id: UUID, holdings: int) -> Json:
    assets = [_asset(number) for number in range(holdings)]
    body = {"name": "Benchmark", "currency": "USD", "assets": assets}
    return {**_event("POST", "/v1/portfolios", user_id), "body": json.dumps(body)}


def _asset(number: int) -> Json:
    return {
        "symbol": f"BNCH{number}",
        "name": f"Benchmark Holding {number}",
        "assetType": "stock",
        "dollarAmount": f"{1000 + 37 * number}.25",
        "sector": "information_technology",
        "region": "us",
    }


def _event(method: str, resource: str, user_id: UUID) -> Json:
    claims = {
        "sub": str(user_id),
        "token_use": "id",
        "origin_jti": str(user_id),
        "custom:risk_tolerance": "moderate",
    }
    return {
        "resource": resource,
        "path": resource,
        "httpMethod": method,
        "headers": HEADERS,
        "multiValueHeaders": {name: [value] for name, value in HEADERS.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "requestId": "bench",
            "stage": "v1",
            "httpMethod": method,
            "resourcePath": resource,
            "identity": {"sourceIp": "192.0.2.1"},
            "authorizer": {"claims": claims},
        },
        "body": None,
        "isBase64Encoded": False,
    }
