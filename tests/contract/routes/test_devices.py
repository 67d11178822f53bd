"""Where a user is signed in, and signing one of these places out."""

import httpx
import pytest

from tests.accounts import login
from tests.client import User, sign_up


@pytest.fixture
def owner(http: httpx.Client) -> User:
    return sign_up(http)


def devices(user: User) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = user.call("GET", "/user/devices").json()["devices"]
    return listed


def test_a_login_is_a_device_with_the_name_its_browser_gives(owner: User) -> None:
    body = {"email": owner.email, "password": "Correct-horse-7"}
    agent = "Mozilla/5.0 (Phone) " + "x" * 500
    owner.http.post("/v1/auth/login", json=body, headers={"User-Agent": agent})
    names = [device["name"] for device in devices(owner)]
    assert len(names) == 2
    assert agent[:200] in names


def test_the_device_that_asks_is_marked(owner: User) -> None:
    login(owner)
    current = [device["current"] for device in devices(owner)]
    assert sorted(current) == [False, True]


def test_a_revoked_device_cannot_renew_its_tokens_and_others_can(owner: User) -> None:
    other = login(owner).json()["refreshToken"]
    (theirs,) = [d for d in devices(owner) if not d["current"]]
    assert owner.call("DELETE", f"/user/devices/{theirs['id']}").status_code == 204
    http = owner.http
    assert http.post("/v1/auth/refresh", json={"refreshToken": other}).status_code == 401
    assert len(devices(owner)) == 1
    mine = {"refreshToken": owner.tokens["refreshToken"]}
    assert http.post("/v1/auth/refresh", json=mine).status_code == 200
    assert len(devices(owner)) == 1


def test_a_device_is_revoked_once(owner: User) -> None:
    login(owner)
    (theirs,) = [d for d in devices(owner) if not d["current"]]
    assert owner.call("DELETE", f"/user/devices/{theirs['id']}").status_code == 204
    assert owner.call("DELETE", f"/user/devices/{theirs['id']}").status_code == 404


def test_turning_codes_on_is_recorded_for_the_owner(owner: User) -> None:
    assert owner.call("GET", "/user/profile").json()["mfaEnabled"] is False
    setup = owner.call("POST", "/user/mfa/setup")
    assert setup.json()["uri"].startswith("otpauth://totp/EconLens:")
    wrong = owner.call("POST", "/user/mfa/verify", json={"code": "000000"})
    assert (wrong.status_code, wrong.json()["error"]) == (400, "INVALID_CODE")
