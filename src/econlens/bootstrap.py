"""The composition root: picks the adapters of this host and hands them to the functions.

Adapters are imported when first asked for, so that a function loads only what it uses. Nothing is
read or opened at import time.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from econlens.domain.errors import AuthenticationError
from econlens.domain.user import Caller
from econlens.ports import Clock, IdentityProvider, JobQueue, ObjectStore, PortfolioStore
from econlens.settings import Host, Settings, settings_from

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg_pool import ConnectionPool

    from econlens.adapters.local.object_store import LocalObjectStore
    from econlens.adapters.local.tokens import TokenSigner
    from econlens.adapters.postgres.transactions import PostgresTransactions

HealthCheck = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadTools:
    store: PortfolioStore
    objects: ObjectStore
    clock: Clock


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@cache
def settings() -> Settings:
    return settings_from(os.environ)


@cache
def transactions() -> "PostgresTransactions":
    from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection

    if settings().host is Host.AWS:
        return PostgresTransactions(SingleConnection(settings().app_dsn))
    return PostgresTransactions(_pool(settings().app_dsn).connection)


@cache
def _pool(dsn: str) -> "ConnectionPool[Connection]":
    from econlens.adapters.postgres.transactions import open_pool

    return open_pool(dsn, max_size=settings().pool_size)


@cache
def objects() -> "LocalObjectStore":
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
    from econlens.adapters.local.job_queue import PostgresJobQueue

    return PostgresJobQueue(_pool(settings().local_dsn))


@cache
def tokens() -> "TokenSigner":
    from econlens.adapters.local.tokens import TokenSigner

    return TokenSigner.load_or_create(
        settings().data_dir / "keys",
        issuer=settings().issuer,
        client_id=settings().client_id,
        clock=SystemClock(),
    )


@cache
def identity() -> IdentityProvider:
    from econlens.adapters.local.identity import LocalIdentity

    return LocalIdentity(_pool(settings().local_dsn), tokens(), SystemClock())


def transaction_scope(caller: Caller | None) -> AbstractContextManager[PortfolioStore]:
    """What portfolio endpoints work with: the caller's transaction."""
    if caller is None:
        raise AuthenticationError
    return transactions()(caller.user_id)


@contextmanager
def upload_scope(caller: Caller | None) -> Iterator[UploadTools]:
    with transaction_scope(caller) as store:
        yield UploadTools(store=store, objects=objects(), clock=SystemClock())


@contextmanager
def identity_scope(_caller: Caller | None) -> Iterator[IdentityProvider]:
    yield identity()


@contextmanager
def health_scope(_caller: Caller | None) -> Iterator[HealthCheck]:
    yield transactions().check
