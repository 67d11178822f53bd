"""The headers that tell a browser what it may not do, on every kind of answer."""

import httpx
import pytest

from tests.client import User

PLACES = ["/v1/health", "/v1/portfolios", "/v1/nowhere", "/v1/docs", "/config.json", "/outbox", "/"]


@pytest.mark.parametrize("path", PLACES)
def test_every_answer_forbids_what_no_page_of_ours_needs(path: str, http: httpx.Client) -> None:
    headers = http.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["script-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "Server" not in headers


def test_no_answer_about_a_user_may_be_kept_by_a_cache(user: User) -> None:
    for path in ("/portfolios", "/user/profile", "/user/export", f"/portfolios/{'0' * 8}"):
        assert user.call("GET", path).headers["Cache-Control"] == "no-store"


def test_a_page_of_another_origin_may_not_read_answers(user: User) -> None:
    answer = user.call("GET", "/portfolios", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_shared_portfolio_is_found_by_its_link_and_by_no_search_engine(
    http: httpx.Client,
) -> None:
    assert http.get("/shared/some-token").headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "X-Robots-Tag" not in http.get("/").headers
