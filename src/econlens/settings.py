"""Everything that differs between hosts, read from the environment once."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, convert

_PREFIX = "ECONLENS_"
DEFAULT_SENDER = "EconLens <econlens@localhost>"


class Host(StrEnum):
    LOCAL = "local"
    AWS = "aws"


class DatabaseLogin(StrEnum):
    """Where the database password comes from."""

    DSN = "dsn"
    IAM = "iam"
    SECRET = "secret"  # noqa: S105 - the name of a way, not a password


class Settings(Struct, frozen=True, kw_only=True):
    """One host's configuration. What a function does not use need not be set for it.

    app_dsn connects as the role that row-level security binds, local_dsn as the role of the local
    services (accounts, queue), owner_dsn as the role that migrates. data_dir holds keys and uploads
    of the local host. rate_factor multiplies the request limits; hash_key keys the hashes that
    stand for addresses. smtp_url names a mail server (smtps://user:password@host:465); without one
    accounts are confirmed at once and letters wait on the outbox page. An empty demo_password
    means that there is no demo account. oidc_google_… are of an OAuth client at Google; oidc_issuer
    and what follows are of any other OpenID provider, oidc_name what its button says.

    On AWS a DSN holds no password unless database_login says so. With a login by secret,
    database_secret names the secret of the function's own role, and app_secret the one whose
    password the migration gives to the app's role. bucket, queue_url, user_pool_id and client_id
    are what S3, SQS and Cognito call them. app_origins are pages of other addresses that may call
    the API, with commas between; edge_key is what CloudFront proves itself with.
    """

    host: Host = Host.LOCAL
    app_dsn: str = ""
    local_dsn: str = ""
    owner_dsn: str = ""
    database_login: DatabaseLogin = DatabaseLogin.DSN
    database_secret: str = ""
    app_secret: str = ""
    bucket: str = ""
    queue_url: str = ""
    user_pool_id: str = ""
    hash_key: str = ""
    app_origins: str = ""
    edge_key: str = ""
    data_dir: Path = Path(".econlens")
    web_dir: Path = Path("web/dist")
    base_url: str = "http://127.0.0.1:8000"
    client_id: str = "econlens-local"
    pool_size: int = 10
    rate_factor: float = 1.0
    smtp_url: str = ""
    mail_from: str = DEFAULT_SENDER
    oidc_google_client_id: str = ""
    oidc_google_client_secret: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "your organisation"
    demo_email: str = "demo@econlens.example"
    demo_password: str = ""

    def __post_init__(self) -> None:
        if self.host is Host.LOCAL and not self.app_dsn:
            raise ValueError("ECONLENS_APP_DSN is missing. Start EconLens with `econlens up`.")

    @property
    def issuer(self) -> str:
        return f"{self.base_url}/identity"


def settings_from(environment: Mapping[str, str]) -> Settings:
    """ECONLENS_<FIELD> for every field. Raises msgspec.ValidationError naming what is wrong."""
    given = {
        name: environment[f"{_PREFIX}{name.upper()}"]
        for name in Settings.__struct_fields__
        if f"{_PREFIX}{name.upper()}" in environment
    }
    return convert(given, Settings, strict=False, dec_hook=_path)


def environment_of(settings: Settings) -> dict[str, str]:
    """The reverse of settings_from, to hand settings to a child process."""
    names = Settings.__struct_fields__
    return {f"{_PREFIX}{name.upper()}": str(getattr(settings, name)) for name in names}


def _path(kind: type, value: object) -> Path:
    if kind is not Path:
        raise NotImplementedError(f"Settings hold no {kind}.")
    return Path(str(value))
