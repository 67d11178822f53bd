"""After DELETE /user a walk over every table, file and log finds nothing of the user."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from econlens.local.server_home import prepare_home
from tests.client import PASSWORD, User, sign_up
from tests.contract.routes.test_uploads import GOOD
from tests.server import Server, running_server


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="econlens-deletion-"))
    directory.chmod(0o755)
    yield directory / "data"
    shutil.rmtree(directory)


def use_everything(user: User) -> str:
    """Leaves a row in every table that a user can have one in; returns a share token."""
    preferences = user.call("GET", "/user/preferences").json()
    user.call("PUT", "/user/preferences", json={**preferences, "defaultCurrency": "EUR"})
    user.upload(GOOD)
    user.upload(b"not a file of holdings")
    user.start_upload()
    token: str = user.share()["token"]
    user.http.get(f"/v1/shared/{token}")
    login = {"email": user.email, "password": PASSWORD}
    user.http.post("/v1/auth/login", json=login)
    return token


def places_that_mention(owner_dsn: str, words: list[str]) -> dict[str, int]:
    """Table → how many of its rows hold one of the words in any column."""
    found = {}
    with psycopg.connect(owner_dsn) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for names in tables:
            query = sql.SQL("SELECT count(*) FROM {} t WHERE t::text ILIKE ANY (%s)")
            patterns = [f"%{word}%" for word in words]
            row = connection.execute(query.format(sql.Identifier(*names)), [patterns]).fetchone()
            if row and row[0]:
                found[".".join(names)] = int(row[0])
    return found


def sign_in(server: Server, user: User) -> int:
    body = {"email": user.email, "password": PASSWORD}
    return httpx.post(f"{server.url}/v1/auth/login", json=body).status_code


def test_a_deleted_account_leaves_nothing_behind(folder: Path) -> None:
    with running_server(folder) as server, httpx.Client(base_url=server.url, timeout=30) as http:
        user, other = sign_up(http), sign_up(http)
        token = use_everything(user)
        use_everything(other)
        words = [user.tokens["user"]["userId"], user.email]
        owner_dsn = make_conninfo(
            host=str(prepare_home(folder / "database").sockets), user="postgres", dbname="econlens"
        )
        before = places_that_mention(owner_dsn, words)
        assert {"local.accounts", "public.portfolios", "public.share_links"} <= before.keys()

        assert user.call("DELETE", "/user").status_code == httpx.codes.NO_CONTENT

        assert places_that_mention(owner_dsn, words) == {}
        files = [path for path in (folder / "objects").rglob("*") if path.is_file()]
        assert not any(words[0] in str(path) for path in files)
        assert sign_in(server, user) == httpx.codes.UNAUTHORIZED
        refresh = {"refreshToken": user.tokens["refreshToken"]}
        assert http.post("/v1/auth/refresh", json=refresh).status_code == 401
        assert http.get(f"/v1/shared/{token}").status_code == 404
        assert user.call("DELETE", "/user").status_code == httpx.codes.UNAUTHORIZED
        assert other.call("GET", "/portfolios").json()["pagination"]["total"] == 2
        assert sign_in(server, other) == httpx.codes.OK
        log = server.log.read_text()
        assert not any(word in log for word in (user.email, PASSWORD, token))
