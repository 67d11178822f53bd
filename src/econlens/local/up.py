"""`econlens up`: database, migrations, keys, demo account, worker and server, in that order."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import uvicorn
from msgspec import structs
from psycopg.conninfo import make_conninfo

from econlens import bootstrap, price_bootstrap
from econlens.adapters.local.secret_file import load_or_create_secret
from econlens.adapters.postgres.migrate import migrate
from econlens.domain.errors import InvalidCredentialsError
from econlens.domain.user import (
    Caller,
    InvestmentExperience,
    Profile,
    RiskTolerance,
    UserType,
)
from econlens.local.database_roles import LOCAL_ROLE, PRICES_ROLE
from econlens.local.database_watch import watched
from econlens.local.embedded_postgres import DATABASE, EmbeddedPostgres
from econlens.local.server_home import SOCKET_NAME, EmbeddedPostgresError, prepare_home
from econlens.reference.samples import sample_portfolios
from econlens.settings import DEFAULT_SENDER, Settings, environment_of, settings_from
from econlens.usecases.load_samples import load_samples
from econlens.usecases.load_synthetic_prices import load_synthetic_prices

READY_POLL_SECONDS = 0.05
STOP_SECONDS = 10
DATABASE_URL = "DATABASE_URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dsns:
    """How each of the four roles reaches the database."""

    owner: str
    app: str
    local: str
    prices: str


def serve(
    *,
    port: int,
    data_dir: Path,
    workers: int,
    demo: bool,
    on_ready: Callable[[Settings], None],
) -> None:
    """Run until interrupted. on_ready is called once the server answers."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with _database(data_dir) as dsns:
        migrate(dsns.owner)
        settings = Settings(
            app_dsn=dsns.app,
            local_dsn=dsns.local,
            data_dir=data_dir.resolve(),
            web_dir=web_folder(),
            base_url=f"http://127.0.0.1:{port}",
            rate_factor=float(os.environ.get("ECONLENS_RATE_FACTOR", "1")),
            demo_password=_demo_password(data_dir) if demo else "",
            smtp_url=os.environ.get("ECONLENS_SMTP_URL", ""),
            mail_from=os.environ.get("ECONLENS_MAIL_FROM", DEFAULT_SENDER),
        )
        settings = structs.replace(settings, **_sign_in_providers())
        os.environ.update(environment_of(settings))
        if demo:
            _ensure_demo_account(settings)
            _ensure_demo_prices(dsns.prices)
        with _worker():
            _announce(port, lambda: on_ready(settings))
            _run_server(port, workers)


def _sign_in_providers() -> dict[str, str]:
    """What the operator has set up of Google or another OpenID provider."""
    given = settings_from({"ECONLENS_HOST": "aws", **os.environ})  # asks for no database
    names = [name for name in Settings.__struct_fields__ if name.startswith("oidc_")]
    return {name: getattr(given, name) for name in names}


@contextmanager
def _database(data_dir: Path) -> Iterator[Dsns]:
    """DATABASE_URL when it is set, else an embedded server in data_dir."""
    url = os.environ.get(DATABASE_URL)
    if url:
        # One login for all, each connection confined to its role.
        yield Dsns(
            owner=url,
            app=_as_role(url, "econlens_app"),
            local=_as_role(url, LOCAL_ROLE),
            prices=_as_role(url, PRICES_ROLE),
        )
        return
    with EmbeddedPostgres(data_dir / "database") as server, watched(server):
        yield Dsns(
            owner=server.dsn(user="econlens_owner"),
            app=server.dsn(user="econlens_app"),
            local=server.dsn(user="econlens_local"),
            prices=server.dsn(user=PRICES_ROLE),
        )


def local_services_dsn(data_dir: Path) -> str:
    """How a command beside a running EconLens reaches its accounts and queue.

    Raises EmbeddedPostgresError when there is none.
    """
    return _dsn_beside(data_dir, LOCAL_ROLE)


def prices_dsn(data_dir: Path) -> str:
    """How a command beside a running EconLens writes prices. Raises EmbeddedPostgresError."""
    return _dsn_beside(data_dir, PRICES_ROLE)


def _dsn_beside(data_dir: Path, role: str) -> str:
    url = os.environ.get(DATABASE_URL)
    if url:
        return _as_role(url, role)
    directory = data_dir / "database"
    sockets = prepare_home(directory).sockets if directory.is_dir() else directory
    if not (sockets / SOCKET_NAME).exists():
        raise EmbeddedPostgresError(
            f"No EconLens runs on {data_dir}. Start it with `econlens up`, or name its --data-dir."
        )
    return make_conninfo(host=str(sockets), user=role, dbname=DATABASE)


def web_folder() -> Path:
    """The built web app: in the checkout, or where ECONLENS_WEB_DIR says."""
    built = Path(__file__).parents[3] / "web" / "dist"
    return Path(os.environ.get("ECONLENS_WEB_DIR", built)).resolve()


def _as_role(url: str, role: str) -> str:
    return make_conninfo(url, options=f"-c role={role}")


def _demo_password(data_dir: Path) -> str:
    """Made on first start: /config.json hands it out, but it opens nothing on other machines."""
    secret = load_or_create_secret(data_dir / "keys" / "demo-account.key").hex()
    return f"Demo-{secret[:20]}"


def _ensure_demo_account(settings: Settings) -> None:
    identity = bootstrap.identity()
    try:
        identity.login(settings.demo_email, settings.demo_password)
    except InvalidCredentialsError:
        profile = Profile(
            email=settings.demo_email,
            first_name="Demo",
            last_name="Investor",
            user_type=UserType.CASUAL_INVESTOR,
            investment_experience=InvestmentExperience.INTERMEDIATE,
            risk_tolerance=RiskTolerance.MODERATE,
        )
        user_id = identity.register(profile, settings.demo_password).user_id
        with bootstrap.transactions()(user_id) as store:
            load_samples(store, Caller(user_id=user_id, risk_tolerance=profile.risk_tolerance))


def _ensure_demo_prices(dsn: str) -> None:
    """Synthetic ones, for the holdings of the samples that have no prices yet."""
    holdings = [holding for draft in sample_portfolios() for holding in draft.holdings]
    load_synthetic_prices(price_bootstrap.prices(dsn), holdings)


@contextmanager
def _worker() -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "econlens.local.worker"])
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _announce(port: int, on_ready: Callable[[], None]) -> None:
    def wait() -> None:
        while not _answers(port):
            time.sleep(READY_POLL_SECONDS)
        on_ready()

    threading.Thread(target=wait, daemon=True, name="announce").start()


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/v1/health")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _run_server(port: int, workers: int) -> None:
    uvicorn.run(
        "econlens.local.gateway:create_app",
        factory=True,
        host="127.0.0.1",
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
    )
