"""Share links over HTTP: what they open, what they hide, and when they stop."""

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from econlens.api.route_table import ROUTES
from tests.client import User

# Amounts that nothing else in an answer can be by chance.
QUANTITY, PRICE = Decimal("137.25"), Decimal("311.07")
AMOUNT, CASH = QUANTITY * PRICE, Decimal("7777.31")
COST = Decimal("29999.99")
ASSETS = [
    {
        "symbol": "AAPL",
        "name": "Apple",
        "assetType": "stock",
        "shares": str(QUANTITY),
        "avgPrice": str(PRICE),
        "dollarAmount": str(AMOUNT),
        "costBasis": str(COST),
    },
    {
        "symbol": "VTI",
        "name": "Total market",
        "assetType": "etf",
        "dollarAmount": str(CASH),
        "expenseRatio": "0.03",
        "dividendYield": "1.3",
    },
]
SECRETS = [QUANTITY, PRICE, AMOUNT, CASH, AMOUNT + CASH, COST]
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BROKER_FILE = Path(__file__).parents[2] / "data" / "brokers" / "fidelity.csv"
PASSPHRASE = "owls & écureuils"


def share(user: User, **wishes: Any) -> dict[str, Any]:
    portfolio_id = user.create_portfolio(assets=ASSETS, description=f"worth {AMOUNT + CASH}")
    response = user.call("POST", f"/portfolios/{portfolio_id}/share", json=wishes)
    assert response.status_code == httpx.codes.CREATED, response.text
    shared: dict[str, Any] = response.json()
    return shared


def visit(user: User, token: str, path: str = "", **headers: str) -> httpx.Response:
    """Without the user's own token, as anybody would."""
    return user.http.get(f"/v1/shared/{token}{path}", headers=headers)


def numbers_in(text: str) -> set[Decimal]:
    return {Decimal(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


def every_public_answer(user: User, token: str) -> list[httpx.Response]:
    """Of the routes that take a token, of others that somebody may try, and of the page."""
    paths = [route.path.replace("{token}", token) for route in ROUTES if "{token}" in route.path]
    assert len(paths) >= 2
    paths += [f"/shared/{token}/{end}" for end in ("", "export", "shares", "nothing")]
    paths += [f"/shared/{token}/export?format={kind}" for kind in ("csv", "json", "pdf")]
    answers = [user.http.get(f"/v1{path}") for path in paths]
    answers += [user.http.get(f"/shared/{token}")]
    answers += [user.http.request(m, f"/v1/shared/{token}") for m in ("POST", "PUT", "DELETE")]
    answers += [visit(user, token[:-1]), visit(user, token + "x"), visit(user, "x" * 43)]
    answers += [visit(user, token, **{"X-Share-Passphrase": "%ff%00"})]
    answers += [visit(user, token, Authorization="Bearer x")]
    return answers


def test_a_link_that_hides_amounts_leaks_none_of_them_anywhere(user: User) -> None:
    token = share(user, permissions="analyze", hideAmounts=True)["token"]
    answers = every_public_answer(user, token)
    assert [answer.status_code for answer in answers[:2]] == [200, 200]
    for answer in answers:
        assert_none_shown(answer, SECRETS)


def said_in(answer: httpx.Response) -> str:
    """All of it but ids and the length, whose digits are what they are by chance."""
    headers = {name: text for name, text in answer.headers.items() if name != "content-length"}
    return ID.sub("", answer.text + json.dumps(headers))


def assert_none_shown(answer: httpx.Response, secrets: Iterable[Decimal]) -> None:
    shown = numbers_in(said_in(answer))
    for secret in secrets:
        near = [n for n in shown if abs(n - secret) < 1 and n > 100]
        assert near == [], f"{answer.url.path}: {near}"


def test_of_a_broker_s_file_no_amount_and_no_account_number_is_shown(user: User) -> None:
    """Everything that the owner sees as an amount is the secret here, and each account's digits."""
    uploaded = user.upload(BROKER_FILE.read_bytes())
    path = f"/portfolios/{uploaded['result']['portfolioIds'][0]}"
    assets = user.call("GET", path).json()["assets"]
    names = ("dollarAmount", "shares", "avgPrice", "costBasis")
    secrets = {abs(Decimal(a[name])) for a in assets for name in names if a[name] is not None}
    accounts = {digits for a in assets for digits in re.findall(r"\d{4}", a["account"] or "")}
    assert len({secret for secret in secrets if secret > 100}) > 10
    assert accounts == {"1111", "7890"}
    token = user.call("POST", f"{path}/share", json={"permissions": "analyze"}).json()["token"]
    answers = every_public_answer(user, token)
    assert [answer.status_code for answer in answers[:2]] == [200, 200]
    for answer in answers:
        assert_none_shown(answer, secrets)
        words = set(re.findall(r"\d+", said_in(answer).replace(token, "")))
        assert not words & accounts, answer.url.path


def test_the_walk_finds_amounts_where_they_are_shown(user: User) -> None:
    token = share(user, permissions="analyze", hideAmounts=False)["token"]
    with pytest.raises(AssertionError):
        assert_none_shown(visit(user, token), SECRETS)


def test_a_thousand_times_the_money_looks_exactly_the_same(user: User) -> None:
    tokens = []
    for factor in (1, 1000):
        amounts = [
            {**asset, "dollarAmount": str(Decimal(asset["dollarAmount"]) * factor)}
            for asset in ({k: v for k, v in a.items() if k != "shares"} for a in ASSETS)
        ]
        portfolio_id = user.create_portfolio(assets=amounts)
        user.call("GET", f"/portfolios/{portfolio_id}/analysis")
        wishes = {"permissions": "analyze", "hideAmounts": True, "expiresIn": "never"}
        response = user.call("POST", f"/portfolios/{portfolio_id}/share", json=wishes)
        tokens.append(response.json()["token"])
    for path in ("", "/analysis"):
        few, many = (visit(user, token, path).json() for token in tokens)
        assert {**few, "updatedAt": ""} == {**many, "updatedAt": ""}


def test_a_hidden_portfolio_still_shows_its_weights(user: User) -> None:
    body = visit(user, share(user)["token"]).json()
    assert body["amountsHidden"] is True
    assert (body["totalValue"], body["description"]) == (None, "")
    assert [asset["allocationPercent"] for asset in body["assets"]] == ["84.5900", "15.4100"]
    for asset in body["assets"]:
        assert {asset[n] for n in ("dollarAmount", "shares", "avgPrice", "costBasis")} == {None}
        assert "account" not in asset


def test_a_link_that_shows_amounts_shows_them_but_no_account(user: User) -> None:
    token = share(user, hideAmounts=False, permissions="analyze")["token"]
    body = visit(user, token).json()
    assert Decimal(body["totalValue"]) == AMOUNT + CASH
    assert Decimal(body["assets"][0]["dollarAmount"]) == AMOUNT
    assert "account" not in body["assets"][0]
    analysis = visit(user, token, "/analysis").json()["analysis"]
    assert Decimal(analysis["totalValue"]) == AMOUNT + CASH


def test_a_link_to_view_has_no_analysis(user: User) -> None:
    answer = visit(user, share(user, permissions="view")["token"], "/analysis")
    assert (answer.status_code, answer.json()["error"]) == (403, "FORBIDDEN")


def test_every_public_answer_asks_for_secrecy(user: User) -> None:
    token = share(user)["token"]
    for answer in (visit(user, token), visit(user, token, "/analysis"), visit(user, "x" * 43)):
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"


def test_views_are_counted_for_the_owner(user: User) -> None:
    made = share(user)
    for _ in range(3):
        visit(user, made["token"])
    path = f"/portfolios/{made['share']['portfolioId']}/shares"
    (listed,) = user.call("GET", path).json()["shares"]
    assert listed["viewCount"] == 3
    assert listed["lastViewedAt"] > listed["createdAt"]
    assert "token" not in listed


def test_a_revoked_link_answers_as_one_that_never_was(user: User) -> None:
    made = share(user)
    assert visit(user, made["token"]).status_code == 200
    assert user.call("DELETE", f"/shares/{made['share']['id']}").status_code == 204
    gone, never = visit(user, made["token"]), visit(user, "x" * 43)
    assert gone.status_code == 404
    assert {**gone.json(), "requestId": ""} == {**never.json(), "requestId": ""}


def test_a_link_with_a_passphrase_opens_with_it_and_not_without(user: User) -> None:
    token = share(user, passphrase=PASSPHRASE)["token"]
    encoded = "owls%20%26%20%C3%A9cureuils"
    missing = visit(user, token)
    assert (missing.status_code, missing.json()["error"]) == (401, "PASSPHRASE_REQUIRED")
    wrong = visit(user, token, **{"X-Share-Passphrase": "owls"})
    assert (wrong.status_code, wrong.json()["error"]) == (401, "WRONG_PASSPHRASE")
    assert visit(user, token, **{"X-Share-Passphrase": encoded}).status_code == 200


def test_attempts_without_the_passphrase_are_no_views(user: User) -> None:
    made = share(user, passphrase=PASSPHRASE)
    visit(user, made["token"])
    path = f"/portfolios/{made['share']['portfolioId']}/shares"
    assert user.call("GET", path).json()["shares"][0]["viewCount"] == 0


def test_a_passphrase_too_short_to_protect_is_refused(user: User) -> None:
    path = f"/portfolios/{user.create_portfolio()}/share"
    answer = user.call("POST", path, json={"passphrase": "owls"})
    assert answer.status_code == 400
    assert answer.json()["details"][0]["code"] == "WEAK_PASSPHRASE"


@pytest.mark.parametrize(
    "wish", [{"expiresIn": "2y"}, {"expiresIn": 3600}, {"permissions": "edit"}]
)
def test_only_the_lifetimes_and_permissions_of_the_contract(
    wish: dict[str, Any], user: User
) -> None:
    path = f"/portfolios/{user.create_portfolio()}/share"
    assert user.call("POST", path, json=wish).status_code == 400


def test_each_link_has_a_token_of_256_bits(user: User) -> None:
    tokens = {share(user)["token"] for _ in range(5)}
    assert len(tokens) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)
