"""Accounts of people whom an OpenID provider vouches for.

The account's id follows from issuer and subject, so only that person at that provider can ever open
it, and no account made with a password can be opened from outside, whatever address a provider
claims. An address that has an account already is refused, never linked.
"""

import secrets
from uuid import UUID, uuid5

import psycopg

from econlens.adapters.local.accounts import add_account
from econlens.adapters.local.database import Pool, transaction
from econlens.adapters.local.identity import LocalIdentity
from econlens.adapters.passwords import Passwords
from econlens.domain.errors import EmailNotConfirmedError, EmailTakenError
from econlens.domain.sign_in import Client, ExternalPerson
from econlens.domain.user import InvestmentExperience, Profile, RiskTolerance, UserType
from econlens.ports import Clock, LoginAnswer

NAMESPACE = UUID("5d1f3e0c-6f5b-4f7e-9a53-0c3c5a0f2b11")
UNVERIFIED = "Your provider has not confirmed that this e-mail address is yours. Confirm it there."


class ExternalAccounts:
    def __init__(
        self, pool: Pool, identity: LocalIdentity, passwords: Passwords, clock: Clock
    ) -> None:
        self._pool = pool
        self._identity = identity
        self._passwords = passwords
        self._clock = clock

    def login(self, person: ExternalPerson, *, client: Client) -> LoginAnswer:
        """Makes the account the first time. Raises EmailNotConfirmedError, EmailTakenError."""
        if not person.email_verified or not person.email:
            raise EmailNotConfirmedError(UNVERIFIED)
        user_id = account_id(person)
        answer = self._identity.login_as(user_id, client=client)
        if answer is None:
            self._add(user_id, person)
            answer = self._identity.login_as(user_id, client=client)
        if answer is None:
            raise EmailTakenError
        return answer

    def _add(self, user_id: UUID, person: ExternalPerson) -> None:
        """Does nothing when id or address is taken. Nobody knows the account's password."""
        password_hash = self._passwords.hash(secrets.token_urlsafe(32))
        try:
            with transaction(self._pool) as connection:
                now = self._clock.now()
                add_account(connection, user_id, _profile_of(person), password_hash, now)
        except psycopg.errors.UniqueViolation:
            return


def account_id(person: ExternalPerson) -> UUID:
    """An issuer is an address without spaces, so no two people share a name."""
    return uuid5(NAMESPACE, f"{person.issuer} {person.subject}")


def _profile_of(person: ExternalPerson) -> Profile:
    """What a provider cannot know is asked for in the settings."""
    return Profile(
        email=person.email,
        first_name=person.first_name or person.email.partition("@")[0],
        last_name=person.last_name,
        user_type=UserType.CASUAL_INVESTOR,
        investment_experience=InvestmentExperience.BEGINNER,
        risk_tolerance=RiskTolerance.MODERATE,
        marketing_consent=False,
    )
