"""Files over HTTP: what is read, what is refused, and that what is refused leaves nothing."""

import base64
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.client import User

BROKERS = Path(__file__).parents[2] / "data" / "brokers"
HEADER = "Symbol,Name,Asset Type,Allocation %,Dollar Amount\n"
GOOD = (HEADER + "VTI,Stocks,etf,60,6000\nBND,Bonds,etf,40,4000\n").encode()


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("positions.csv", GOOD)
    return buffer.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
BAD_FILES: dict[str, bytes] = {
    "zip": zipped(),
    "png": PNG,
    "html": b"<!DOCTYPE html><html><body>Symbol,Name</body></html>",
    "blank": b" \n\n",
    "header only": HEADER.encode(),
    "utf-16": GOOD.decode().encode("utf-16"),
    "nul bytes": GOOD + b"\x00\x00",
    "200,000 columns": b"," * 200_000 + b"\n" + b"," * 200_000,
    "open quote": (HEADER + 'VTI,"Stocks,etf,60,6000\nBND,Bonds,etf,40,4000\n').encode(),
    "negative amount": (HEADER + "VTI,Stocks,etf,60,-6000\nBND,Bonds,etf,40,4000\n").encode(),
    "not a number": (HEADER + "VTI,Stocks,etf,60,NaN\nBND,Bonds,etf,40,4000\n").encode(),
    "infinite": (HEADER + "VTI,Stocks,etf,60,1e999999999\nBND,Bonds,etf,40,4000\n").encode(),
    "allocation off": (HEADER + "VTI,Stocks,etf,60,6000\nBND,Bonds,etf,30,4000\n").encode(),
}


def count_portfolios(user: User) -> int:
    total: int = user.call("GET", "/portfolios").json()["pagination"]["total"]
    return total


@pytest.mark.parametrize(
    ("file", "total", "count"),
    [
        ("schwab.csv", "53737.17", 6),
        ("fidelity.csv", "42775.80", 7),
        ("vanguard.csv", "13108.05", 5),
    ],
)
def test_a_brokers_export_becomes_a_portfolio_with_its_total_and_an_analysis(
    user: User, file: str, total: str, count: int
) -> None:
    status = user.upload((BROKERS / file).read_bytes(), fileName=file)
    assert status["status"] == "completed", status
    assert (status["result"]["totalValue"], status["result"]["holdingCount"]) == (total, count)
    (portfolio_id,) = status["result"]["portfolioIds"]
    portfolio = user.call("GET", f"/portfolios/{portfolio_id}").json()
    assert portfolio["totalValue"] == total
    analysis = user.call("GET", f"/portfolios/{portfolio_id}/analysis").json()
    assert 1 <= analysis["score"]["value"] <= 10
    points = sum(part["points"] for part in analysis["score"]["parts"])
    assert points == pytest.approx(analysis["score"]["value"])


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_with_reasons_and_stores_nothing(user: User, kind: str) -> None:
    before = count_portfolios(user)
    status = user.upload(BAD_FILES[kind])
    assert status["status"] == "failed"
    errors = [issue for issue in status["issues"] if issue["severity"] == "error"]
    assert errors
    assert all(issue["message"].endswith((".", "?")) for issue in errors)
    assert all(issue["suggestedFix"] for issue in errors)
    assert count_portfolios(user) == before


def test_errors_name_their_lines(user: User) -> None:
    content = HEADER + "VTI,Stocks,etf,60,6000\nBND,Bonds,etff,40,4000\n$$,X,etf,0,1\n"
    status = user.upload(content.encode())
    lines = {i["line"] for i in status["issues"] if i["severity"] == "error"}
    assert {3, 4} <= lines


def test_validate_only_shows_the_holdings_and_stores_nothing(user: User) -> None:
    before = count_portfolios(user)
    status = user.upload(GOOD, validateOnly=True)
    assert status["status"] == "completed"
    assert [asset["symbol"] for asset in status["result"]["preview"]] == ["VTI", "BND"]
    assert status["result"]["portfolioIds"] == []
    assert count_portfolios(user) == before


def test_uploading_into_a_portfolio_replaces_its_holdings(user: User) -> None:
    portfolio_id = user.create_portfolio(assets=[{"symbol": "AAPL", "dollarAmount": 1}])
    status = user.upload(GOOD, f"/portfolios/{portfolio_id}/upload", mode="replace")
    assert status["result"]["portfolioIds"] == [portfolio_id]
    portfolio = user.call("GET", f"/portfolios/{portfolio_id}").json()
    assert [asset["symbol"] for asset in portfolio["assets"]] == ["VTI", "BND"]
    assert (portfolio["version"], portfolio["name"]) == (2, "Savings")


def test_merging_keeps_what_the_file_does_not_name(user: User) -> None:
    assets = [{"symbol": "AAPL", "dollarAmount": 1}, {"symbol": "VTI", "dollarAmount": 5}]
    portfolio_id = user.create_portfolio(assets=assets)
    user.upload(GOOD, f"/portfolios/{portfolio_id}/upload", mode="merge")
    portfolio = user.call("GET", f"/portfolios/{portfolio_id}").json()
    amounts = {asset["symbol"]: float(asset["dollarAmount"]) for asset in portfolio["assets"]}
    assert amounts == {"AAPL": 1, "VTI": 6000, "BND": 4000}


def test_a_file_with_a_portfolio_column_makes_one_portfolio_for_each(user: User) -> None:
    header = HEADER.strip() + ",Portfolio\n"
    rows = "VTI,Stocks,etf,100,6000,Growth\nBND,Bonds,etf,100,4000,Safety\n"
    status = user.upload((header + rows).encode())
    ids = status["result"]["portfolioIds"]
    names = {user.call("GET", f"/portfolios/{an_id}").json()["name"] for an_id in ids}
    assert names == {"Growth", "Safety"}


def test_a_file_over_ten_megabytes_is_not_even_started(user: User) -> None:
    body = {"fileName": "p.csv", "size": 11 * 1024 * 1024, "contentType": "text/csv"}
    response = user.call("POST", "/portfolios/upload", json=body)
    assert (response.status_code, response.json()["error"]) == (413, "TOO_LARGE")


def test_another_type_of_file_is_not_even_started(user: User) -> None:
    body = {"fileName": "p.png", "size": 10, "contentType": "image/png"}
    response = user.call("POST", "/portfolios/upload", json=body)
    assert (response.status_code, response.json()["error"]) == (415, "UNSUPPORTED_TYPE")


def test_sending_more_than_was_allowed_is_refused(user: User) -> None:
    started = user.start_upload()
    response = user.send(started, bytes(11 * 1024 * 1024))
    assert response.status_code == 413
    assert response.json()["error"] == "TOO_LARGE"
    assert user.call("GET", f"/upload/{started['uploadId']}/status").json()["status"] == "pending"


def test_an_empty_file_is_refused_at_the_door(user: User) -> None:
    assert user.send(user.start_upload(), b"").status_code == 400


def tampered(started: dict[str, Any], **changes: str) -> dict[str, Any]:
    return {**started, "fields": {**started["fields"], **changes}}


def with_policy(started: dict[str, Any], max_bytes: int) -> dict[str, Any]:
    policy = json.loads(base64.b64decode(started["fields"]["policy"]))
    policy["max_bytes"] = max_bytes
    encoded = base64.b64encode(json.dumps(policy).encode()).decode()
    return tampered(started, policy=encoded)


def test_a_tampered_form_is_refused(user: User, stranger: User) -> None:
    started, hers = user.start_upload(), stranger.start_upload()
    attempts = {
        "signature": tampered(started, signature="0" * 64),
        "another user's key": tampered(started, key=hers["fields"]["key"]),
        "a path": tampered(started, key="../../etc/passwd"),
        "a larger size": with_policy(started, 10**9),
        "another type": tampered(started, **{"Content-Type": "text/html"}),
    }
    for name, attempt in attempts.items():
        response = user.send(attempt, GOOD)
        assert response.status_code in (400, 403, 415), (name, response.text)
        assert set(response.json()) == {"error", "message", "details", "requestId"}
    for upload, owner in ((started, user), (hers, stranger)):
        status = owner.call("GET", f"/upload/{upload['uploadId']}/status").json()
        assert status["status"] == "pending"


def test_a_form_without_a_file_is_refused(user: User, http: httpx.Client) -> None:
    started = user.start_upload()
    response = http.post(started["url"], data=started["fields"])
    assert response.status_code == 400
    assert set(response.json()) == {"error", "message", "details", "requestId"}


def test_sending_a_file_twice_makes_one_portfolio(user: User) -> None:
    before = count_portfolios(user)
    started = user.start_upload()
    for _ in range(5):
        assert user.send(started, GOOD).status_code == 204
    assert user.wait_for(started["uploadId"])["status"] == "completed"
    user.upload(GOOD)  # by the time this one is through, so are the repeats before it
    assert count_portfolios(user) == before + 2


def test_the_file_name_is_shown_but_leads_nowhere(user: User) -> None:
    name = "../../../<script>alert(1)</script>.csv"
    started = user.start_upload(fileName=name)
    assert name not in started["fields"]["key"]
    assert user.send(started, GOOD).status_code == 204
    assert user.wait_for(started["uploadId"])["fileName"] == name
