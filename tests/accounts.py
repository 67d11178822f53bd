"""Steps of accounts that several tests take over HTTP: letters, codes, second factors."""

import html
import re
import tempfile
from pathlib import Path

import httpx
import pyotp

from tests.client import PASSWORD, User, a_registration, sign_up
from tests.mail_server import running_mail_server
from tests.server import running_server


def outbox_of(user: User) -> str:
    """The outbox page, as the operator of the user's server sees it."""
    assert user.server is not None
    key = (user.server.log.parent / "data" / "keys" / "operator.key").read_bytes().hex()
    page = user.http.get("/outbox", auth=("operator", key))
    assert page.status_code == httpx.codes.OK, page.text
    return html.unescape(page.text)


def newest_code(user: User) -> str:
    return code_in(outbox_of(user).partition(f"to {user.email}")[2])


def code_in(text: str) -> str:
    found = re.search(r"code is (\d{6})", text)
    assert found, "there is no code in this"
    return found[1]


def login(user: User, password: str = PASSWORD) -> httpx.Response:
    return user.http.post("/v1/auth/login", json={"email": user.email, "password": password})


def turn_mfa_on(user: User) -> tuple[pyotp.TOTP, httpx.Response]:
    totp = pyotp.TOTP(user.call("POST", "/user/mfa/setup").json()["secret"])
    verified = user.call("POST", "/user/mfa/verify", json={"code": totp.now()})
    assert verified.status_code == httpx.codes.OK, verified.text
    return totp, verified


def user_with_mfa(http: httpx.Client) -> tuple[User, list[str]]:
    """And the recovery codes: unlike the app's, several can be used within one half minute."""
    user = sign_up(http)
    codes: list[str] = turn_mfa_on(user)[1].json()["recoveryCodes"]
    return user, codes


def confirm_a_new_address() -> httpx.Response:
    """On a server of its own, since only one with a mail server asks for it."""
    with (
        tempfile.TemporaryDirectory(prefix="econlens-mail-") as name,
        running_mail_server() as mail,
    ):
        Path(name).chmod(0o755)
        environment = {"ECONLENS_SMTP_URL": mail.url}
        with (
            running_server(Path(name) / "data", environment=environment) as server,
            httpx.Client(base_url=server.url, timeout=30) as http,
        ):
            registration = a_registration()
            http.post("/v1/auth/register", json=registration)
            code = code_in(mail.wait_for(registration["email"]).get_content())
            body = {"email": registration["email"], "code": code}
            return http.post("/v1/auth/confirm", json=body)
