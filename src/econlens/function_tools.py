"""What the endpoints of each function work with, as the composition root hands it to them."""

from collections.abc import Callable
from dataclasses import dataclass

from econlens.account_ports import AccountCodes, AccountDirectory, AccountSecurity
from econlens.ports import (
    AnnounceFile,
    Clock,
    IdentityProvider,
    ObjectStore,
    PassphraseHasher,
    RateLimiter,
    SharedPortfolios,
    UserStore,
)

HealthCheck = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadTools:
    store: UserStore
    objects: ObjectStore
    announce: AnnounceFile
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInTools:
    identity: IdentityProvider
    codes: AccountCodes


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTools:
    accounts: AccountDirectory
    security: AccountSecurity
    store: UserStore
    objects: ObjectStore


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingTools:
    store: UserStore
    passphrases: PassphraseHasher
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTools:
    open: SharedPortfolios
    passphrases: PassphraseHasher
    limiter: RateLimiter
