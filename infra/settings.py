"""What differs between the stages, typed, in one place.

A stage is chosen with `cdk -c stage=dev`. Values that belong to one owner and not to the product
(e-mail addresses, sign-in ids of Google) come from the environment, see owner_settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

PRODUCT: Final = "econlens"
# What an account must keep for functions without a reservation; AWS refuses to go below.
UNRESERVED_CONCURRENCY: Final = 100
# Connections that stay free for the owner: migrations, a person with psql, RDS itself.
SPARE_CONNECTIONS: Final = 15
# Requests per second and burst of one method, by routes.RateClass.
RATE_CLASSES: Final = {
    "auth": (10, 20),
    "read": (100, 200),
    "write": (30, 60),
    "upload": (10, 20),
    "service": (20, 40),
}


class InvalidSettingsError(ValueError):
    """Settings that contradict each other. The message says what to change."""


class Engine(StrEnum):
    INSTANCE = "instance"  # RDS PostgreSQL on one small instance
    AURORA = "aurora"  # Aurora PostgreSQL Serverless v2, which can pause at zero


class DatabaseAuth(StrEnum):
    IAM = "iam"  # tokens signed in the function: no password anywhere
    SECRET = "secret"  # noqa: S105 - the name of a way; a password in Secrets Manager, rotated


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseSettings:
    """usable_connections is what the engine takes at this size: 1 GB, as t4g.micro has, gives
    about 100."""

    engine: Engine = Engine.INSTANCE
    instance_class: str = "t4g.micro"
    storage_gb: int = 20
    aurora_min_capacity: float = 0
    aurora_max_capacity: float = 2
    usable_connections: int = 100
    auth: DatabaseAuth = DatabaseAuth.IAM
    rotation_days: int = 30
    proxy: bool = False
    multi_az: bool = False
    backup_days: int = 7
    keep_on_delete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrottleSettings:
    """Requests per second and burst. The API's own, then one method's by its rate class."""

    stage: tuple[int, int] = (200, 400)
    by_rate_class: Mapping[str, tuple[int, int]] = field(default_factory=lambda: RATE_CLASSES)
    partner_rate: tuple[int, int] = (20, 40)
    partner_requests_per_day: int = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSettings:
    """domain_prefix names the hosted sign-in page; it must be free in the whole region."""

    totp: bool = True
    threat_protection: bool = False
    domain_prefix: str = ""
    google_client_id: str = ""
    google_secret_name: str = ""
    facebook_app_id: str = ""
    facebook_secret_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSettings:
    """One deployment of EconLens.

    app_origins are web pages beside our own that may call the API and post files, such as a
    developer's local server. server_origin is the host name of the server being moved away from;
    empty means that there is none and no cutover stack.
    chat_webhook_secret names a secret that holds the address of a chat's incoming webhook.
    fetch_prices: closing prices are fetched on weekdays, from Tiingo where prices_secret names a
    secret that holds its key, else from Stooq.
    """

    name: str
    database: DatabaseSettings = DatabaseSettings()
    throttles: ThrottleSettings = ThrottleSettings()
    sign_in: SignInSettings = SignInSettings()
    app_origins: tuple[str, ...] = ()
    domain_name: str = ""
    certificate_arn: str = ""
    server_origin: str = ""
    alert_email: str = ""
    chat_webhook_secret: str = ""
    monthly_budget_usd: int = 25
    daily_spend_alert_usd: int = 3
    log_retention_days: int = 14
    account_concurrency: int = 1000
    reserve_concurrency: bool = True
    canary: bool = True
    response_cache: bool = False
    gateway_validates_bodies: bool = False
    malware_scan: bool = False
    fetch_prices: bool = False
    prices_secret: str = ""
    snap_start: bool = False
    provisioned_concurrency: int = 0
    keep_data: bool = True

    def __post_init__(self) -> None:
        for problem in _problems(self):
            raise InvalidSettingsError(f"Stage {self.name}: {problem}")

    @property
    def prefix(self) -> str:
        return f"{PRODUCT}-{self.name}"

    @property
    def origins(self) -> tuple[str, ...]:
        """Every page of another address that may call us; our own page needs no permission."""
        own = (f"https://{self.domain_name}",) if self.domain_name else ()
        return own + self.app_origins

    def reserved_concurrency(self, database_functions: int) -> int:
        """Instances that each function may have: every instance holds one connection, so together
        they never ask the database for more than it takes."""
        connections = self.database.usable_connections - SPARE_CONNECTIONS
        return max(1, connections // database_functions)


def _problems(settings: StageSettings) -> list[str]:
    database, sign_in = settings.database, settings.sign_in
    rules = {
        "RDS Proxy takes tokens. Set auth=DatabaseAuth.IAM, or proxy=False.": (
            database.proxy and database.auth is DatabaseAuth.SECRET
        ),
        "prices are loaded with tokens. Set auth=DatabaseAuth.IAM, or fetch_prices=False.": (
            settings.fetch_prices and database.auth is DatabaseAuth.SECRET
        ),
        "SnapStart and provisioned concurrency exclude each other. Choose one.": (
            settings.snap_start and settings.provisioned_concurrency > 0
        ),
        "a domain_name needs the certificate_arn of a certificate in us-east-1.": (
            bool(settings.domain_name) and not settings.certificate_arn
        ),
        "Google sign-in needs google_secret_name, a secret that holds the client secret.": (
            bool(sign_in.google_client_id) and not sign_in.google_secret_name
        ),
        "Facebook sign-in needs facebook_secret_name, a secret that holds the app secret.": (
            bool(sign_in.facebook_app_id) and not sign_in.facebook_secret_name
        ),
        "Google and Facebook send people back to a domain_name. Set one.": (
            bool(sign_in.google_client_id or sign_in.facebook_app_id) and not settings.domain_name
        ),
    }
    return [message for message, broken in rules.items() if broken]


DEV: Final = StageSettings(
    name="dev",
    app_origins=("http://localhost:5173",),
    database=DatabaseSettings(backup_days=1, keep_on_delete=False),
    keep_data=False,
)
STAGING: Final = StageSettings(
    name="staging", database=DatabaseSettings(backup_days=3, keep_on_delete=False), keep_data=False
)
PROD: Final = StageSettings(
    name="prod",
    database=DatabaseSettings(backup_days=14),
    log_retention_days=90,
    monthly_budget_usd=50,
    daily_spend_alert_usd=5,
)
# What the owner of a Google or Facebook app knows of it, read from the environment.
SIGN_IN_NAMES: Final = (
    "google_client_id",
    "google_secret_name",
    "facebook_app_id",
    "facebook_secret_name",
)
STAGES: Final = {stage.name: stage for stage in (DEV, STAGING, PROD)}


def stage_named(name: str, environment: Mapping[str, str]) -> StageSettings:
    """The settings of a stage with what its owner keeps outside the repository."""
    if name not in STAGES:
        raise InvalidSettingsError(f"There is no stage {name!r}. Use {', '.join(STAGES)}.")
    stage = STAGES[name]
    sign_in = replace(stage.sign_in, **_given(SIGN_IN_NAMES, environment))
    return replace(stage, sign_in=sign_in, **owner_settings(environment))


def owner_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """ECONLENS_ALERT_EMAIL and its like, for what differs from one owner to the next."""
    names = (
        "alert_email",
        "chat_webhook_secret",
        "prices_secret",
        "domain_name",
        "certificate_arn",
        "server_origin",
    )
    return _given(names, environment)


def _given(names: tuple[str, ...], environment: Mapping[str, str]) -> dict[str, Any]:
    keys = {name: f"{PRODUCT.upper()}_{name.upper()}" for name in names}
    return {name: environment[key] for name, key in keys.items() if key in environment}
