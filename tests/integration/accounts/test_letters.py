"""Confirming an address and resetting a password, with a mail server and without."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from econlens.adapters.local.account_services import LocalAccountServices
from econlens.domain.errors import InvalidCodeError
from tests.accounts import code_in, login, newest_code, outbox_of
from tests.client import PASSWORD, User, a_registration, sign_up
from tests.factories import a_profile
from tests.fakes import FixedClock
from tests.mail_server import MailServer
from tests.server import Server, running_server

NEW_PASSWORD = "Another-horse-8"


@pytest.fixture
def email(http: httpx.Client) -> str:
    """Of somebody who has signed up and not confirmed yet."""
    registration = a_registration()
    made = http.post("/v1/auth/register", json=registration)
    assert made.json()["verificationRequired"] is True
    address: str = registration["email"]
    return address


def post(http: httpx.Client, path: str, **body: str) -> httpx.Response:
    return http.post(f"/v1/auth/{path}", json=body)


def confirmed(http: httpx.Client, mail: MailServer, email: str) -> str:
    code = code_in(mail.wait_for(email).get_content())
    assert post(http, "confirm", email=email, code=code).status_code == 204
    return code


def another_code(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_letter_names_its_sender_and_holds_a_code(mail: MailServer, email: str) -> None:
    letter = mail.wait_for(email)
    assert letter["From"] == "us@econlens.example"
    assert "Confirm" in letter["Subject"]
    assert code_in(letter.get_content())


def test_nobody_signs_in_before_the_address_is_confirmed(
    http: httpx.Client, mail: MailServer, email: str
) -> None:
    refused = post(http, "login", email=email, password=PASSWORD)
    assert (refused.status_code, refused.json()["error"]) == (403, "EMAIL_NOT_CONFIRMED")
    wrong = post(http, "login", email=email, password="Wrong-horse-8")
    assert wrong.json()["error"] == "INVALID_CREDENTIALS"
    confirmed(http, mail, email)
    assert post(http, "login", email=email, password=PASSWORD).status_code == 200


def test_a_code_is_good_once(http: httpx.Client, mail: MailServer, email: str) -> None:
    code = confirmed(http, mail, email)
    again = post(http, "confirm", email=email, code=code)
    assert (again.status_code, again.json()["error"]) == (400, "INVALID_CODE")


def test_five_wrong_codes_spend_the_right_one(
    http: httpx.Client, mail: MailServer, email: str
) -> None:
    code = code_in(mail.wait_for(email).get_content())
    for _ in range(5):
        assert post(http, "confirm", email=email, code=another_code(code)).status_code == 400
    assert post(http, "confirm", email=email, code=code).status_code == 400
    assert post(http, "resend", email=email).status_code == 204
    renewed = code_in(mail.wait_for(email, count=2).get_content())
    assert post(http, "confirm", email=email, code=renewed).status_code == 204


def test_a_confirming_code_resets_no_password(
    http: httpx.Client, mail: MailServer, email: str
) -> None:
    code = code_in(mail.wait_for(email).get_content())
    answer = post(http, "reset", email=email, code=code, password=NEW_PASSWORD)
    assert answer.json()["error"] == "INVALID_CODE"


def test_a_reset_password_opens_the_account_and_ends_what_was_open(
    http: httpx.Client, mail: MailServer, email: str
) -> None:
    confirmed(http, mail, email)
    before = post(http, "login", email=email, password=PASSWORD).json()
    post(http, "forgot", email=email)
    code = code_in(mail.wait_for(email, count=2).get_content())
    assert post(http, "reset", email=email, code=code, password=NEW_PASSWORD).status_code == 204
    assert post(http, "login", email=email, password=PASSWORD).status_code == 401
    assert post(http, "login", email=email, password=NEW_PASSWORD).status_code == 200
    assert post(http, "refresh", refreshToken=before["refreshToken"]).status_code == 401


def test_a_reset_also_confirms_since_it_proves_the_mailbox(
    http: httpx.Client, mail: MailServer, email: str
) -> None:
    post(http, "forgot", email=email)
    code = code_in(mail.wait_for(email, count=2).get_content())
    post(http, "reset", email=email, code=code, password=NEW_PASSWORD)
    assert post(http, "login", email=email, password=NEW_PASSWORD).status_code == 200


def test_a_weak_new_password_is_refused_and_the_code_stays_good(
    http: httpx.Client, mail: MailServer, email: str
) -> None:
    post(http, "forgot", email=email)
    code = code_in(mail.wait_for(email, count=2).get_content())
    weak = post(http, "reset", email=email, code=code, password="short")
    assert weak.json()["details"][0]["code"] == "WEAK_PASSWORD"
    assert post(http, "reset", email=email, code=code, password=NEW_PASSWORD).status_code == 204


@pytest.mark.parametrize("path", ["forgot", "resend"])
def test_asking_for_a_letter_never_tells_whether_there_is_an_account(
    path: str, http: httpx.Client, email: str
) -> None:
    for address in (email, "nobody-at-all@example.org"):
        answer = post(http, path, email=address)
        assert (answer.status_code, answer.content) == (204, b"")


def test_a_code_for_nobody_fails_as_a_wrong_one_does(http: httpx.Client, email: str) -> None:
    nobody = post(http, "confirm", email="nobody-at-all@example.org", code="000000")
    wrong = post(http, "confirm", email=email, code="x")
    assert {**nobody.json(), "requestId": ""} == {**wrong.json(), "requestId": ""}


def test_a_letter_that_the_mail_server_turns_away_is_sent_again(
    http: httpx.Client, mail: MailServer
) -> None:
    mail.refuse = 1
    registration = a_registration()
    http.post("/v1/auth/register", json=registration)
    assert code_in(mail.wait_for(registration["email"]).get_content())
    assert mail.refuse == 0


def test_once_sent_a_letter_is_kept_nowhere(
    http: httpx.Client, mail: MailServer, email: str, server: Server
) -> None:
    mail.wait_for(email)
    user = User(http=http, email=email, tokens={}, server=server)
    deadline = time.monotonic() + 10
    while email in outbox_of(user) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert email not in outbox_of(user)


@pytest.fixture(scope="module")
def plain_server() -> Iterator[Server]:
    """Without a mail server."""
    directory = Path(tempfile.mkdtemp(prefix="econlens-outbox-"))
    directory.chmod(0o755)
    with running_server(directory / "data") as running:
        yield running
    shutil.rmtree(directory)


@pytest.fixture
def plain_user(plain_server: Server) -> Iterator[User]:
    with httpx.Client(base_url=plain_server.url, timeout=30) as client:
        yield sign_up(client, plain_server)


def test_without_a_mail_server_a_reset_goes_by_the_outbox_page(
    plain_user: User, plain_server: Server
) -> None:
    post(plain_user.http, "forgot", email=plain_user.email)
    body = {"email": plain_user.email, "code": newest_code(plain_user), "password": NEW_PASSWORD}
    assert plain_user.http.post("/v1/auth/reset", json=body).status_code == 204
    assert login(plain_user, NEW_PASSWORD).status_code == 200
    log = plain_server.log.read_text()
    assert f"a letter waits at {plain_server.url}/outbox" in log
    assert plain_user.email not in log


@pytest.mark.parametrize("key", ["", "0" * 64, "ü"])
def test_the_outbox_page_is_for_the_operator_only(plain_user: User, key: str) -> None:
    post(plain_user.http, "forgot", email=plain_user.email)
    for auth in (None, ("operator", key.encode()), ("", key.encode())):
        answer = plain_user.http.get("/outbox", auth=auth)
        assert answer.status_code == 401
        assert plain_user.email not in answer.text


def test_a_sixth_letter_within_an_hour_is_not_written(services: LocalAccountServices) -> None:
    services.identity.register(a_profile(), PASSWORD)
    for _ in range(8):
        services.codes.forgot_password(a_profile().email.upper())
    assert len(services.outbox.list_letters()) == 5


@pytest.mark.parametrize("minutes", [31, 60])
def test_a_code_is_good_for_half_an_hour(
    minutes: int, services: LocalAccountServices, clock: FixedClock
) -> None:
    email = a_profile().email
    services.identity.register(a_profile(), PASSWORD)
    services.codes.forgot_password(email)
    code = code_in(services.outbox.list_letters()[0].body)
    clock.advance(minutes=minutes)
    with pytest.raises(InvalidCodeError):
        services.codes.reset_password(email, code, NEW_PASSWORD)


def test_letters_are_forgotten_after_two_days(
    services: LocalAccountServices, clock: FixedClock
) -> None:
    services.identity.register(a_profile(), PASSWORD)
    services.codes.forgot_password(a_profile().email)
    clock.advance(days=2, seconds=1)
    services.identity.register(a_profile(email="ida@example.org"), PASSWORD)
    services.codes.forgot_password("ida@example.org")
    assert [letter.recipient for letter in services.outbox.list_letters()] == ["ida@example.org"]
