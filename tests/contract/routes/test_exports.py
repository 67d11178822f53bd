"""What can be taken out again: one portfolio, one symbol's facts, everything."""

import io
import json
import zipfile
from typing import Any

import httpx
import pytest

from tests.client import PASSWORD, User, sign_up
from tests.contract.routes.test_uploads import GOOD

ASSETS = [
    {"symbol": "VTI", "name": "=Total", "assetType": "etf", "dollarAmount": "6000", "shares": "20"},
    {"symbol": "CASH", "assetType": "cash", "dollarAmount": "12.34"},
    {"symbol": "AAPL", "dollarAmount": "5000", "costBasis": "4321.09", "dividendYield": "0.5"},
]


def without_ids(assets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in a.items() if k != "classificationSource"} for a in assets]


def test_an_exported_csv_uploaded_again_is_the_same_portfolio(user: User) -> None:
    portfolio_id = user.create_portfolio(assets=ASSETS)
    exported = user.call("GET", f"/portfolios/{portfolio_id}/export?format=csv")
    assert exported.headers["Content-Type"] == "text/csv; charset=utf-8"
    status = user.upload(exported.content)
    assert status["status"] == "completed", status
    (again,) = status["result"]["portfolioIds"]
    before, after = (
        user.call("GET", f"/portfolios/{an_id}").json()["assets"] for an_id in (portfolio_id, again)
    )
    assert without_ids(before) == without_ids(after)
    assert {asset["costBasis"] for asset in before if asset["symbol"] == "AAPL"} == {"4321.09"}


def test_csv_is_the_format_unless_another_is_asked_for(user: User) -> None:
    portfolio_id = user.create_portfolio()
    answer = user.call("GET", f"/portfolios/{portfolio_id}/export")
    assert answer.text.startswith("\ufeffSymbol,Name,Asset Type")


def test_json_is_the_portfolio_as_its_own_route_answers_it(user: User) -> None:
    portfolio_id = user.create_portfolio()
    exported = user.call("GET", f"/portfolios/{portfolio_id}/export?format=json")
    assert exported.json() == user.call("GET", f"/portfolios/{portfolio_id}").json()


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [
        ("My Savings 2026", "my-savings-2026"),
        ('x"\r\nSet-Cookie: a=b', "x-set-cookie-a-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "portfolio"),
    ],
)
def test_the_name_of_the_file_cannot_break_out_of_its_header(
    name: str, saved_as: str, user: User
) -> None:
    portfolio_id = user.create_portfolio(name=name)
    answer = user.call("GET", f"/portfolios/{portfolio_id}/export")
    expected = f'attachment; filename="{saved_as}.csv"'
    assert answer.headers["Content-Disposition"] == expected
    assert "Set-Cookie" not in answer.headers


def test_a_pdf_is_sent_as_the_bytes_it_is(user: User) -> None:
    portfolio_id = user.create_portfolio(name="日本 Savings", assets=ASSETS)
    answer = user.call("GET", f"/portfolios/{portfolio_id}/export?format=pdf")
    assert answer.status_code == httpx.codes.OK
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="savings.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content.startswith(b"%PDF-")
    assert answer.content.rstrip().endswith(b"%%EOF")


def test_a_pdf_of_nothing_held_is_a_pdf(user: User) -> None:
    portfolio_id = user.create_portfolio(assets=[])
    answer = user.call("GET", f"/portfolios/{portfolio_id}/export?format=pdf")
    assert answer.content.startswith(b"%PDF-")


def test_another_users_pdf_is_not_found(user: User, http: httpx.Client) -> None:
    portfolio_id = user.create_portfolio()
    answer = sign_up(http).call("GET", f"/portfolios/{portfolio_id}/export?format=pdf")
    assert answer.status_code == httpx.codes.NOT_FOUND


def test_an_unknown_format_is_refused(user: User) -> None:
    answer = user.call("GET", f"/portfolios/{user.create_portfolio()}/export?format=xml")
    assert answer.status_code == httpx.codes.BAD_REQUEST


def test_assets_are_found_by_symbol_and_by_name(user: User) -> None:
    by_symbol = user.call("GET", "/assets?q=aapl").json()["assets"]
    assert by_symbol[0]["symbol"] == "AAPL"
    assert by_symbol[0]["sector"] == "information_technology"
    by_name = user.call("GET", "/assets?q=apple&limit=3").json()["assets"]
    assert len(by_name) <= 3
    assert "AAPL" in {asset["symbol"] for asset in by_name}
    assert user.call("GET", "/assets?q=zzzzzz").json() == {"assets": []}


@pytest.mark.parametrize("query", ["", "q=", "q=a&limit=0", "q=a&limit=51", f"q={'a' * 101}"])
def test_a_search_without_limits_is_refused(query: str, user: User) -> None:
    assert user.call("GET", f"/assets?{query}").status_code == httpx.codes.BAD_REQUEST


def test_the_archive_holds_everything_about_the_user(http: httpx.Client) -> None:
    user = sign_up(http)
    preferences = user.call("GET", "/user/preferences").json()
    user.call("PUT", "/user/preferences", json={**preferences, "defaultCurrency": "EUR"})
    made = user.share(passphrase="long enough")
    user.upload(GOOD)
    rate = {"fromCurrency": "CHF", "toCurrency": "EUR", "rate": "1.07", "asOf": None}
    user.call("PUT", "/user/rates", json={"rates": [rate]})
    answer = user.call("GET", "/user/export")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    account = json.loads(files["account.json"])
    assert account["profile"]["email"] == user.email
    assert account["preferences"]["defaultCurrency"] == "EUR"
    assert account["changes"][0]["field"] == "preferences.default_currency"
    assert [device["name"] for device in account["devices"]] == [http.headers["User-Agent"]]
    portfolios = json.loads(files["portfolios.json"])
    csv_files = [name for name in files if name.startswith("portfolios/")]
    assert len(portfolios) == len(csv_files) == 2
    assert "VTI" in files[csv_files[0]]
    assert json.loads(files["uploads.json"])[0]["fileName"] == "positions.csv"
    assert json.loads(files["imports.json"]) == {"rates": [rate], "mappings": []}
    assert json.loads(files["shares.json"])[0]["id"] == made["share"]["id"]
    everything = "".join(files.values())
    for secret in (made["token"], PASSWORD, "argon2", "long enough"):
        assert secret not in everything


def test_one_users_archive_holds_nothing_of_another(user: User, http: httpx.Client) -> None:
    user.create_portfolio(name="Not for strangers")
    answer = sign_up(http).call("GET", "/user/export")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert json.loads(archive.read("portfolios.json")) == []
        assert json.loads(archive.read("shares.json")) == []
