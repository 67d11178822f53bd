"""Files over HTTP that need the user's word: mapping, preview, accounts, currencies, workbooks."""

import io
from typing import Any

import httpx
import openpyxl
import pytest

from tests.client import User, sign_up

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOOD = (
    b"Symbol,Name,Asset Type,Allocation %,Dollar Amount\n"
    b"VTI,Stocks,etf,60,6000\nBND,Bonds,etf,40,4000\n"
)
STRANGE = b"Thing;Pieces;Worth\nVTI;10;2500,50\nBND;20;1400,00\n"
MAPPING = {
    "columns": [
        {"index": 0, "meaning": "Symbol"},
        {"index": 1, "meaning": "Shares"},
        {"index": 2, "meaning": "Dollar Amount"},
    ],
    "currency": "EUR",
}
TWO_ACCOUNTS = (
    b"Account Number,Account Name,Symbol,Description,Quantity,Last Price,Last Price Change,"
    b"Current Value,Cost Basis Total,Type\n"
    b"Z11111111,Individual,AAPL,APPLE INC,10,$200.00,+$1.00,$2000.00,$1500.00,Cash\n"
    b"234567890,ROTH IRA,VTI,VANGUARD TOTAL,1,$280.00,+$1.00,$280.00,$200.00,Cash\n"
)
MIXED = (
    b"date,symbol,quantity,price,currency\n"
    b"2026-01-02,AAPL,10,100.00,USD\n2026-01-02,VTI,1,300.00,USD\n2026-01-02,TD.TO,10,80.00,CAD\n"
)


@pytest.fixture
def ida(http: httpx.Client) -> User:
    """What she tells about files and rates is nobody else's."""
    return sign_up(http)


def choose(user: User, status: dict[str, Any], **choices: Any) -> dict[str, Any]:
    """The status of the upload after its file has been read again."""
    upload_id = status["uploadId"]
    answer = user.call("POST", f"/upload/{upload_id}/process", json=choices)
    assert answer.status_code == httpx.codes.ACCEPTED, answer.text
    return user.wait_for(upload_id)


def portfolio_names(user: User) -> list[str]:
    found = user.call("GET", "/portfolios?sortBy=name&sortOrder=asc").json()
    return [portfolio["name"] for portfolio in found["portfolios"]]


def test_an_unknown_layout_is_mapped_once_and_known_the_next_time(ida: User) -> None:
    refused = ida.upload(STRANGE, validateOnly=True)
    assert refused["status"] == "failed"
    assert refused["fileKeptUntil"] is not None
    assert [column["title"] for column in refused["columns"]] == ["Thing", "Pieces", "Worth"]
    assert refused["columns"][2]["samples"] == ["2500,50", "1400,00"]
    preview = choose(ida, refused, mapping=MAPPING)
    assert preview["status"] == "completed", preview
    assert (preview["result"]["totalValue"], preview["result"]["currency"]) == ("3900.50", "EUR")
    again = ida.upload(STRANGE.replace(b"VTI;10", b"VTI;12"))
    assert again["status"] == "completed", again
    assert "MAPPING_REMEMBERED" in {issue["code"] for issue in again["issues"]}


def test_what_one_user_has_mapped_another_must_map(ida: User, stranger: User) -> None:
    ida.upload(STRANGE, mapping=MAPPING)
    assert stranger.upload(STRANGE)["status"] == "failed"


def test_a_meaning_that_no_column_can_have_is_refused(ida: User) -> None:
    body = {"fileName": "p.csv", "size": 1, "mapping": {"columns": [{"index": 0, "meaning": "X"}]}}
    answer = ida.call("POST", "/portfolios/upload", json=body)
    assert answer.status_code == httpx.codes.BAD_REQUEST
    (detail,) = answer.json()["details"]
    assert detail["field"] == "mapping.columns[0].meaning"


def test_a_preview_tells_what_would_change_and_is_stored_by_one_call(ida: User) -> None:
    assets = [{"symbol": "AAPL", "dollarAmount": 1}, {"symbol": "VTI", "dollarAmount": 5}]
    portfolio_id = ida.create_portfolio(assets=assets)
    path = f"/portfolios/{portfolio_id}/upload"
    preview = ida.upload(GOOD, path, mode="replace", validateOnly=True)
    (planned,) = preview["result"]["planned"]
    assert (planned["portfolioId"], planned["oldCurrency"]) == (portfolio_id, "USD")
    changes = {change["symbol"]: change for change in planned["changes"]}
    assert {symbol: change["kind"] for symbol, change in changes.items()} == {
        "VTI": "changed",
        "BND": "added",
        "AAPL": "removed",
    }
    assert float(changes["VTI"]["oldValue"]) == 5
    assert (changes["VTI"]["newValue"], changes["AAPL"]["newValue"]) == ("6000", None)
    assert preview["result"]["preview"][0]["classificationSource"] == "reference"
    assert ida.call("GET", f"/portfolios/{portfolio_id}").json()["version"] == 1
    for _ in range(3):
        applied = ida.call("POST", f"/upload/{preview['uploadId']}/apply")
        assert applied.status_code == httpx.codes.OK
        assert applied.json()["result"]["portfolioIds"] == [portfolio_id]
    portfolio = ida.call("GET", f"/portfolios/{portfolio_id}").json()
    assert (portfolio["version"], portfolio["totalValue"]) == (2, "10000")
    assert applied.json()["result"]["planned"] is None
    assert applied.json()["fileKeptUntil"] is None


def test_a_preview_of_a_portfolio_that_has_changed_since_is_not_stored(ida: User) -> None:
    portfolio_id = ida.create_portfolio()
    preview = ida.upload(GOOD, f"/portfolios/{portfolio_id}/upload", validateOnly=True)
    body = {"name": "Mine", "assets": [{"symbol": "AAPL", "dollarAmount": 7}]}
    assert ida.call("PUT", f"/portfolios/{portfolio_id}", json=body).status_code == httpx.codes.OK
    answer = ida.call("POST", f"/upload/{preview['uploadId']}/apply")
    assert answer.status_code == httpx.codes.PRECONDITION_FAILED
    assert ida.call("GET", f"/portfolios/{portfolio_id}").json()["totalValue"] == "7"
    newer = choose(ida, preview)
    assert ida.call("POST", f"/upload/{newer['uploadId']}/apply").status_code == httpx.codes.OK


def test_what_is_stored_can_neither_be_read_again_nor_unstored(ida: User) -> None:
    stored = ida.upload(GOOD)
    answer = ida.call("POST", f"/upload/{stored['uploadId']}/process", json={})
    assert (answer.status_code, answer.json()["error"]) == (409, "FILE_NOT_KEPT")
    started = ida.start_upload()
    answer = ida.call("POST", f"/upload/{started['uploadId']}/apply")
    assert (answer.status_code, answer.json()["error"]) == (409, "NOTHING_TO_APPLY")


def test_the_user_chooses_whether_accounts_are_one_portfolio_or_several(ida: User) -> None:
    preview = ida.upload(TWO_ACCOUNTS, validateOnly=True)
    assert preview["result"]["accounts"] == ["1111", "7890"]
    assert len(preview["result"]["planned"]) == 1
    apart = choose(ida, preview, accounts="separate")
    counts = [planned["holdingCount"] for planned in apart["result"]["planned"]]
    assert counts == [1, 1]
    ida.call("POST", f"/upload/{preview['uploadId']}/apply")
    assert portfolio_names(ida) == ["Fidelity 1111", "Fidelity 7890"]


def test_separate_accounts_cannot_go_into_one_portfolio(ida: User) -> None:
    body = {"fileName": "p.csv", "size": 1, "accounts": "separate"}
    path = f"/portfolios/{ida.create_portfolio()}/upload"
    answer = ida.call("POST", path, json=body)
    assert answer.status_code == httpx.codes.BAD_REQUEST
    assert answer.json()["details"][0]["field"] == "accounts"


def test_amounts_are_converted_by_the_users_own_rate_and_the_answer_says_so(ida: User) -> None:
    by_default = ida.upload(MIXED, validateOnly=True)["result"]
    (rate,) = by_default["rates"]
    assert (rate["fromCurrency"], rate["toCurrency"], rate["source"]) == ("CAD", "USD", "default")
    own = {"fromCurrency": "USD", "toCurrency": "CAD", "rate": "2", "asOf": "2026-01-02"}
    saved = ida.call("PUT", "/user/rates", json={"rates": [own]}).json()
    assert saved["rates"] == [own]
    assert ida.call("GET", "/user/rates").json() == saved
    result = ida.upload(MIXED)["result"]
    assert (result["currency"], float(result["totalValue"])) == ("USD", 1700)
    assert [(rate["rate"], rate["source"]) for rate in result["rates"]] == [("0.5", "own")]
    in_francs = ida.upload(MIXED, currency="CHF")["result"]
    assert in_francs["currency"] == "CHF"
    assert {rate["fromCurrency"] for rate in in_francs["rates"]} == {"USD", "CAD"}


def test_every_rate_that_cannot_be_is_named(ida: User) -> None:
    rates = [
        {"fromCurrency": "USD", "toCurrency": "USD", "rate": "1"},
        {"fromCurrency": "USD", "toCurrency": "EUR", "rate": "-1"},
    ]
    answer = ida.call("PUT", "/user/rates", json={"rates": rates})
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    fields = {detail["field"] for detail in answer.json()["details"]}
    assert fields == {"rates[0].toCurrency", "rates[1].rate"}


def test_an_unknown_rate_can_be_added_without_sending_the_file_again(ida: User) -> None:
    refused = ida.upload(MIXED, currency="XAU", validateOnly=True)
    errors = [issue for issue in refused["issues"] if issue["severity"] == "error"]
    assert {issue["code"] for issue in errors} == {"RATE_UNKNOWN"}
    assert refused["fileKeptUntil"] is not None
    gold = [
        {"fromCurrency": currency, "toCurrency": "XAU", "rate": "0.00025"}
        for currency in ("USD", "CAD")
    ]
    ida.call("PUT", "/user/rates", json={"rates": gold})
    assert choose(ida, refused, currency="XAU")["status"] == "completed"


def a_workbook() -> bytes:
    workbook = openpyxl.Workbook()
    for row in (("Symbol", "Quantity", "Price", "Value"), ("VTI", 10, 250, 2500)):
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_a_workbook_is_taken_under_its_own_type_and_no_other(ida: User) -> None:
    started = ida.start_upload(fileName="positions.xlsx", contentType=XLSX)
    assert started["fields"]["Content-Type"] == XLSX
    as_text = {**started, "fields": {**started["fields"], "Content-Type": "text/csv"}}
    assert ida.send(as_text, a_workbook()).status_code == httpx.codes.UNSUPPORTED_MEDIA_TYPE
    assert ida.send(started, a_workbook()).status_code == httpx.codes.NO_CONTENT
    status = ida.wait_for(started["uploadId"])
    assert status["status"] == "completed", status
    assert status["result"]["totalValue"] == "2500"
