import json
import time

import pytest

from econlens.api.schemas import (
    CreatePortfolioRequest,
    ListPortfoliosQuery,
    LoginRequest,
    RegisterRequest,
    SearchAssetsQuery,
)
from econlens.api.upload_schemas import UploadCreateRequest
from econlens.api.validation import MOST_PROBLEMS, decode_body, decode_query
from econlens.domain.errors import InvalidRequestError


def problems(body: object, kind: type) -> dict[str | None, str]:
    with pytest.raises(InvalidRequestError) as caught:
        decode_body(json.dumps(body).encode(), kind)
    return {issue.field: issue.code for issue in caught.value.issues}


def test_every_wrong_field_is_named_not_only_the_first() -> None:
    body = {"name": "", "currency": "usd", "assets": [{"symbol": "A"}, {"assetType": "stonk"}]}
    assert problems(body, CreatePortfolioRequest) == {
        "name": "INVALID_VALUE",
        "currency": "INVALID_VALUE",
        "assets[1].symbol": "MISSING_FIELD",
        "assets[1].assetType": "INVALID_VALUE",
    }


def test_an_unknown_field_is_named() -> None:
    assert problems({"name": "A", "owner": 1}, CreatePortfolioRequest) == {"owner": "UNKNOWN_FIELD"}


def test_missing_fields_are_all_named() -> None:
    assert set(problems({}, RegisterRequest)) == {"email", "password", "firstName", "lastName"}


def test_a_whole_number_may_be_written_with_a_point() -> None:
    """JSON Schema, by which the contract is written, knows no difference."""
    body = b'{"fileName": "p.csv", "size": 9.0, "contentType": "text/csv"}'
    assert decode_body(body, UploadCreateRequest).size == 9
    assert problems({"fileName": "p.csv", "size": 9.5}, UploadCreateRequest)["size"]


@pytest.mark.parametrize("address", ["a@b.c\n", "a@b.c\u0085", "a\x1f@b.c", "a b@c.d", "@b.c"])
def test_an_address_with_a_control_character_or_a_space_is_none(address: str) -> None:
    assert problems({"email": address, "password": "x"}, LoginRequest) == {"email": "INVALID_VALUE"}


def test_a_line_feed_after_a_currency_is_refused() -> None:
    assert problems({"name": "A", "currency": "USD\n"}, CreatePortfolioRequest)


def test_no_query_holds_a_nul_character() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        decode_query({"q": "a\0b"}, SearchAssetsQuery)
    assert [issue.field for issue in caught.value.issues] == ["q"]


def test_an_enum_field_says_which_values_exist() -> None:
    body = {"name": "A", "assets": [{"symbol": "A", "assetType": "stonk"}]}
    with pytest.raises(InvalidRequestError) as caught:
        decode_body(json.dumps(body).encode(), CreatePortfolioRequest)
    (issue,) = caught.value.issues
    assert "mutual_fund" in (issue.suggested_fix or "")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"nonsense", b"[" * 100_000])
def test_malformed_json_is_told_as_such(body: bytes) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        decode_body(body, CreatePortfolioRequest)
    assert [issue.code for issue in caught.value.issues] == ["MALFORMED_JSON"]


@pytest.mark.parametrize("body", ["null", "[]", "3", '"text"'])
def test_a_body_that_is_no_object_is_refused(body: str) -> None:
    assert problems(json.loads(body), CreatePortfolioRequest) == {"body": "INVALID_VALUE"}


def test_more_assets_than_a_portfolio_may_hold_are_refused() -> None:
    body = {"name": "A", "assets": [{"symbol": "A"}] * 5001}
    assert problems(body, CreatePortfolioRequest) == {"assets": "INVALID_VALUE"}


def test_amounts_are_read_without_loss_from_text_and_from_numbers() -> None:
    raw = b'{"name":"A","assets":[{"symbol":"A","shares":"0.1","dollarAmount":12.10}]}'
    (asset,) = decode_body(raw, CreatePortfolioRequest).assets
    assert str(asset.shares) == "0.1"
    assert str(asset.dollar_amount) == "12.10"


def test_query_numbers_are_read_from_text() -> None:
    assert decode_query({"limit": "7"}, ListPortfoliosQuery).limit == 7


def test_every_wrong_query_parameter_is_named() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        decode_query({"limit": "0", "offset": "x", "colour": "red"}, ListPortfoliosQuery)
    assert {issue.field for issue in caught.value.issues} == {"limit", "offset", "colour"}


def test_a_nul_character_is_refused_before_the_database_sees_it() -> None:
    with pytest.raises(InvalidRequestError, match="NUL"):
        decode_body(rb'{"name": "a\u0000b"}', CreatePortfolioRequest)


def test_thousands_of_wrong_assets_name_a_hundred_problems_and_cost_no_seconds() -> None:
    """Naming each of them kept a server busy for as long as it took to send the next."""
    assets = [0, {"symbol": 1}, False, {"symbol": "A", "x": 1}] * 1250
    body = json.dumps({"name": "x", "assets": assets}).encode()
    started = time.process_time()
    with pytest.raises(InvalidRequestError) as caught:
        decode_body(body, CreatePortfolioRequest)
    assert len(caught.value.issues) == MOST_PROBLEMS == 100
    assert time.process_time() - started < 1


def test_one_wrong_asset_among_thousands_is_found() -> None:
    assets = [{"symbol": "A", "dollarAmount": 1}] * 4999 + [{"symbol": 7}]
    body = json.dumps({"name": "x", "assets": assets}).encode()
    with pytest.raises(InvalidRequestError) as caught:
        decode_body(body, CreatePortfolioRequest)
    assert [issue.field for issue in caught.value.issues] == ["assets[4999].symbol"]
