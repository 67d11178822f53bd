"""The composition root: picks the adapters of this host and hands them to the functions.

Whatever one function has no use for is imported when first asked for: loading it all would take
longer than anything else that a function does when it starts. Nothing is read or opened at import.
"""

from __future__ import annotations

import atexit
import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from econlens.api.edge import Edge
from econlens.domain.charge import Charge
from econlens.domain.errors import AuthenticationError
from econlens.domain.user import Caller
from econlens.settings import DatabaseLogin, Host, Settings, settings_from

if TYPE_CHECKING:
    from psycopg_pool import ConnectionPool

    from econlens.account_ports import AccountCodes, AccountDirectory, AccountSecurity
    from econlens.adapters.aws.account_services import CognitoAccountServices
    from econlens.adapters.aws.object_store import S3ObjectStore
    from econlens.adapters.local.account_services import LocalAccountServices
    from econlens.adapters.local.database_load import DatabaseLoad
    from econlens.adapters.local.external_accounts import ExternalAccounts
    from econlens.adapters.local.object_store import LocalObjectStore
    from econlens.adapters.local.outbox import Outbox, Send
    from econlens.adapters.local.tokens import TokenSigner
    from econlens.adapters.passwords import Passwords
    from econlens.adapters.postgres.rate_limiter import PostgresRateLimiter
    from econlens.adapters.postgres.transactions import (
        Connections,
        Login,
        PostgresTransactions,
    )
    from econlens.function_tools import (
        AccountTools,
        HealthCheck,
        SharedTools,
        SharingTools,
        SignInTools,
        UploadTools,
    )
    from econlens.ports import (
        IdentityProvider,
        JobQueue,
        ObjectStore,
        PortfolioReader,
        TrafficSplit,
        UserStore,
    )


class Passphrases:
    """ports.PassphraseHasher, loaded when the first link has a passphrase: few have one."""

    def hash(self, password: str) -> str:
        return _passwords().hash(password)

    def matches(self, password: str, known_hash: str | None) -> bool:
        return _passwords().matches(password, known_hash)


@cache
def _passwords() -> Passwords:
    from econlens.adapters.passwords import Passwords

    return Passwords()


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@cache
def settings() -> Settings:
    return settings_from(os.environ)


def _on_aws() -> bool:
    return settings().host is Host.AWS


@cache
def transactions() -> PostgresTransactions:
    from econlens.adapters.postgres.transactions import PostgresTransactions

    return PostgresTransactions(_connections(), rate_limiter())


@cache
def _connections() -> Connections:
    """As the role that row-level security binds."""
    from econlens.adapters.postgres.transactions import SingleConnection

    if _on_aws():
        return SingleConnection(settings().app_dsn, database_login())
    return _pool(settings().app_dsn).connection


@cache
def rate_limiter() -> PostgresRateLimiter:
    from econlens.adapters.postgres.rate_limiter import PostgresRateLimiter

    return PostgresRateLimiter(_connections(), hash_key(), settings().rate_factor)


@cache
def hash_key() -> bytes:
    """Keys the hashes that stand for addresses and e-mails. Where none is set and none can be kept,
    each process makes its own and so counts for itself."""
    if settings().hash_key:
        return settings().hash_key.encode()
    if _on_aws():
        return secrets.token_bytes(32)
    return _local_secret("hash")


@cache
def edge() -> Edge:
    origins = frozenset(settings().app_origins.split(",")) - {""}
    return Edge(origins=origins, key=settings().edge_key)


def database_login() -> Login | None:
    """What completes a DSN on AWS; None where it is complete."""
    from econlens.adapters.aws.database_login import IamLogin, SecretLogin

    match settings().database_login:
        case DatabaseLogin.IAM:
            return IamLogin(environment=os.environ)
        case DatabaseLogin.SECRET:
            return SecretLogin(secret_id=settings().database_secret)
        case DatabaseLogin.DSN:
            return None


def migrate_database() -> None:
    """Bring the schema up to date as its owner, and let the role of the functions log in."""
    from econlens.adapters.postgres.migrate import let_app_log_in, migrate
    from econlens.adapters.postgres.transactions import completed

    owner_dsn = completed(settings().owner_dsn, database_login())
    migrate(owner_dsn)
    by_iam = settings().database_login is DatabaseLogin.IAM
    let_app_log_in(owner_dsn, by_iam=by_iam, password=_app_password())


def _app_password() -> str | None:
    if settings().database_login is not DatabaseLogin.SECRET:
        return None
    from econlens.adapters.aws.database_login import read_password

    return read_password(settings().app_secret)


@cache
def _pool(dsn: str) -> ConnectionPool[Any]:
    from econlens.adapters.postgres.transactions import open_pool

    pool = open_pool(dsn, max_size=settings().pool_size)
    # Left to the interpreter's end, its threads would be joined when they no longer can be.
    atexit.register(pool.close)
    return pool


def objects() -> ObjectStore:
    return _s3_objects() if _on_aws() else local_objects()


@cache
def _s3_objects() -> S3ObjectStore:
    from econlens.adapters.aws.clients import client
    from econlens.adapters.aws.object_store import S3ObjectStore

    return S3ObjectStore(client("s3", signature="s3v4"), settings().bucket, SystemClock())


def announce_file(key: str) -> None:
    """ports.AnnounceFile. Locally, what the object store's door says of a file that comes in."""
    if _on_aws():
        _s3_objects().announce(key)
    else:
        from econlens.domain.upload import arrival_of

        jobs().send(arrival_of(key))


@cache
def local_objects() -> LocalObjectStore:
    from econlens.adapters.local.object_store import LocalObjectStore
    from econlens.adapters.local.secret_file import load_or_create_secret

    data_dir = settings().data_dir
    return LocalObjectStore(
        root=data_dir / "objects",
        base_url=settings().base_url,
        signing_key=load_or_create_secret(data_dir / "keys" / "object-store.key"),
        clock=SystemClock(),
    )


@cache
def jobs() -> JobQueue:
    if _on_aws():
        from econlens.adapters.aws.clients import client
        from econlens.adapters.aws.job_queue import SqsJobQueue

        return SqsJobQueue(client("sqs"), settings().queue_url)
    from econlens.adapters.local.job_queue import PostgresJobQueue

    return PostgresJobQueue(_pool(settings().local_dsn))


def database_load() -> DatabaseLoad:
    """Of the local host; CloudWatch knows it of the other."""
    from econlens.adapters.local.database_load import DatabaseLoad

    return DatabaseLoad(_pool(settings().local_dsn))


@cache
def tokens() -> TokenSigner:
    from econlens.adapters.local.tokens import TokenSigner

    return TokenSigner.load_or_create(
        settings().data_dir / "keys",
        issuer=settings().issuer,
        client_id=settings().client_id,
        clock=SystemClock(),
    )


def identity() -> IdentityProvider:
    return _accounts_of_aws().identity if _on_aws() else _local_accounts().identity


@cache
def _accounts_of_aws() -> CognitoAccountServices:
    from econlens.adapters.aws.account_services import CognitoAccountServices
    from econlens.adapters.postgres.session_store import PostgresSessionFinder

    return CognitoAccountServices(
        settings().user_pool_id,
        settings().client_id,
        transactions=transactions(),
        find_session=PostgresSessionFinder(_connections()),
        clock=SystemClock(),
    )


@cache
def _local_accounts() -> LocalAccountServices:
    from econlens.adapters.local.account_services import LocalAccountServices
    from econlens.adapters.postgres.rate_limiter import PostgresRateLimiter

    pool = _pool(settings().local_dsn)
    return LocalAccountServices(
        pool,
        signer=tokens(),
        clock=SystemClock(),
        passwords=_passwords(),
        limiter=PostgresRateLimiter(pool.connection, hash_key(), settings().rate_factor),
        hash_key=hash_key(),
        totp_key=_local_secret("one-time-codes"),
        outbox_page="" if settings().smtp_url else f"{settings().base_url}/outbox",
    )


def _local_secret(name: str) -> bytes:
    from econlens.adapters.local.secret_file import load_or_create_secret

    return load_or_create_secret(settings().data_dir / "keys" / f"{name}.key")


def operator_key() -> bytes:
    """What the operator of the local host proves themselves with."""
    return _local_secret("operator")


def external_accounts() -> ExternalAccounts:
    """Of the local host; on AWS Cognito makes them."""
    return _local_accounts().external


def outbox() -> Outbox:
    """Letters of the local host."""
    return _local_accounts().outbox


def send_letter() -> Send | None:
    """How a letter leaves the local host; None without a mail server."""
    if not settings().smtp_url:
        return None
    from econlens.adapters.local.smtp import SmtpServer

    return SmtpServer(settings().smtp_url, settings().mail_from).send


def codes() -> AccountCodes:
    return _accounts_of_aws().codes if _on_aws() else _local_accounts().codes


def security(store: UserStore) -> AccountSecurity:
    """store: of the user whose second factor it is."""
    return _accounts_of_aws().security(store) if _on_aws() else _local_accounts().security


def accounts() -> AccountDirectory:
    return _accounts_of_aws().accounts if _on_aws() else _local_accounts().accounts


def transaction_scope(
    caller: Caller | None, charge: Charge | None
) -> AbstractContextManager[UserStore]:
    """What portfolio endpoints work with: the caller's transaction."""
    if caller is None:
        raise AuthenticationError
    return transactions()(caller.user_id, charge, caller.session_id)


def reading_scope(
    caller: Caller | None, charge: Charge | None
) -> AbstractContextManager[PortfolioReader]:
    """What portfolio endpoints that change nothing work with."""
    if caller is None:
        raise AuthenticationError
    return transactions().reading(caller.user_id, charge, caller.session_id)


@contextmanager
def upload_scope(caller: Caller | None, charge: Charge | None) -> Iterator[UploadTools]:
    from econlens.function_tools import UploadTools

    with transaction_scope(caller, charge) as store:
        yield UploadTools(
            store=store, objects=objects(), announce=announce_file, clock=SystemClock()
        )


@contextmanager
def account_scope(caller: Caller | None, charge: Charge | None) -> Iterator[AccountTools]:
    from econlens.function_tools import AccountTools

    with transaction_scope(caller, charge) as store:
        yield AccountTools(
            accounts=accounts(), security=security(store), store=store, objects=objects()
        )


@contextmanager
def sharing_scope(caller: Caller | None, charge: Charge | None) -> Iterator[SharingTools]:
    from econlens.function_tools import SharingTools

    with transaction_scope(caller, charge) as store:
        yield SharingTools(store=store, passphrases=Passphrases(), clock=SystemClock())


def _count(charge: Charge | None) -> None:
    """For callers who are not signed in, and so have no transaction yet."""
    if charge:
        charge.settle(rate_limiter().take(charge.subject, charge.limit))


@contextmanager
def shared_scope(_caller: Caller | None, charge: Charge | None) -> Iterator[SharedTools]:
    from econlens.function_tools import SharedTools

    _count(charge)
    shared = transactions().shared
    yield SharedTools(open=shared, passphrases=Passphrases(), limiter=rate_limiter())


@contextmanager
def sign_in_scope(_caller: Caller | None, charge: Charge | None) -> Iterator[SignInTools]:
    from econlens.function_tools import SignInTools

    _count(charge)
    yield SignInTools(identity=identity(), codes=codes())


@contextmanager
def health_scope(_caller: Caller | None, _charge: Charge | None) -> Iterator[HealthCheck]:
    yield transactions().check


def traffic_split(store_arn: str) -> TrafficSplit:
    from econlens.adapters.aws.clients import client
    from econlens.adapters.aws.traffic_split import CloudFrontTrafficSplit

    return CloudFrontTrafficSplit(client("cloudfront-keyvaluestore"), store_arn)
