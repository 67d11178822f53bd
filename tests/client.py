"""A signed-in user of the HTTP API, for tests against a running server."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from tests.server import Server

PASSWORD = "Correct-horse-7"
PROCESSING_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Calls the API with its own token. server: where it runs, for tests that look behind it."""

    http: httpx.Client
    email: str
    tokens: dict[str, Any]
    server: Server | None = None

    def call(self, method: str, path: str, **request: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens['idToken']}"}
        headers |= request.pop("headers", {})
        return self.http.request(method, f"/v1{path}", headers=headers, **request)

    def create_portfolio(self, **changes: Any) -> str:
        response = self.call("POST", "/portfolios", json=a_portfolio(**changes))
        assert response.status_code == httpx.codes.CREATED, response.text
        portfolio_id: str = response.json()["id"]
        return portfolio_id

    def share(self, **wishes: Any) -> dict[str, Any]:
        """A link to a new portfolio of this user."""
        path = f"/portfolios/{self.create_portfolio()}/share"
        response = self.call("POST", path, json=wishes)
        assert response.status_code == httpx.codes.CREATED, response.text
        shared: dict[str, Any] = response.json()
        return shared

    def start_upload(self, path: str = "/portfolios/upload", **changes: Any) -> dict[str, Any]:
        body = {"fileName": "positions.csv", "size": 100, "contentType": "text/csv", **changes}
        response = self.call("POST", path, json=body)
        assert response.status_code == httpx.codes.CREATED, response.text
        started: dict[str, Any] = response.json()
        return started

    def send(self, started: dict[str, Any], content: bytes) -> httpx.Response:
        return self.http.post(
            started["url"], data=started["fields"], files={"file": ("p.csv", content, "text/csv")}
        )

    def upload(
        self, content: bytes, path: str = "/portfolios/upload", **changes: Any
    ) -> dict[str, Any]:
        """Start, send, and wait until it is done; returns the final status."""
        started = self.start_upload(path, **changes)
        sent = self.send(started, content)
        assert sent.status_code == httpx.codes.NO_CONTENT, sent.text
        return self.wait_for(started["uploadId"])

    def wait_for(self, upload_id: str) -> dict[str, Any]:
        deadline = time.monotonic() + PROCESSING_SECONDS
        while time.monotonic() < deadline:
            status: dict[str, Any] = self.call("GET", f"/upload/{upload_id}/status").json()
            if status["status"] in ("completed", "failed", "expired"):
                return status
            time.sleep(0.02)
        raise AssertionError(f"Upload {upload_id} is still {status['status']}.")


def a_portfolio(**changes: Any) -> dict[str, Any]:
    assets = [
        {"symbol": "VTI", "name": "Total market", "assetType": "etf", "dollarAmount": "6000.00"},
        {"symbol": "BND", "name": "Bonds", "assetType": "etf", "dollarAmount": "4000.00"},
    ]
    return {"name": "Savings", "currency": "USD", "assets": assets, **changes}


def a_registration(**changes: Any) -> dict[str, Any]:
    return {
        "email": f"{uuid4().hex}@example.org",
        "password": PASSWORD,
        "firstName": "Ada",
        "lastName": "Example",
        "userType": "casual_investor",
        "investmentExperience": "beginner",
        "riskTolerance": "moderate",
        "marketingConsent": False,
        **changes,
    }


def sign_up(http: httpx.Client, server: Server | None = None) -> User:
    registration = a_registration()
    response = http.post("/v1/auth/register", json=registration)
    assert response.status_code == httpx.codes.CREATED, response.text
    login = {"email": registration["email"], "password": PASSWORD}
    tokens = http.post("/v1/auth/login", json=login).json()
    return User(http=http, email=registration["email"], tokens=tokens, server=server)
