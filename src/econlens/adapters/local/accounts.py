"""account_ports.AccountDirectory on our own tables."""

from datetime import datetime
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from econlens.adapters.local.database import Pool, transaction
from econlens.domain.errors import NotFoundError
from econlens.domain.user import InvestmentExperience, Profile, RiskTolerance, UserType

ADD_ACCOUNT = """
INSERT INTO local.accounts (user_id, email, password_hash, first_name, last_name, user_type,
                            investment_experience, risk_tolerance, marketing_consent, confirmed_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
FIND_PROFILE = """
SELECT email, first_name, last_name, user_type, investment_experience, risk_tolerance,
       marketing_consent
FROM local.accounts WHERE user_id = %s
"""
CHANGE_PROFILE = """
UPDATE local.accounts
SET first_name = %s, last_name = %s, user_type = %s, investment_experience = %s,
    risk_tolerance = %s, marketing_consent = %s
WHERE user_id = %s
"""
DELETE_ACCOUNT = "DELETE FROM local.accounts WHERE user_id = %s"


class LocalAccounts:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def get_profile(self, user_id: UUID) -> Profile:
        with transaction(self._pool) as connection:
            return profile_of(connection, user_id)

    def update_profile(self, user_id: UUID, profile: Profile) -> None:
        values = [
            profile.first_name,
            profile.last_name,
            profile.user_type,
            profile.investment_experience,
            profile.risk_tolerance,
            profile.marketing_consent,
            user_id,
        ]
        with transaction(self._pool) as connection:
            if connection.execute(CHANGE_PROFILE, values).rowcount == 0:
                raise NotFoundError

    def delete_account(self, user_id: UUID) -> None:
        with transaction(self._pool) as connection:
            if connection.execute(DELETE_ACCOUNT, [user_id]).rowcount == 0:
                raise NotFoundError


def add_account(
    connection: psycopg.Connection,
    user_id: UUID,
    profile: Profile,
    password_hash: str,
    confirmed_at: datetime | None,
) -> None:
    """Raises psycopg.errors.UniqueViolation."""
    values = [
        user_id,
        profile.email,
        password_hash,
        profile.first_name,
        profile.last_name,
        profile.user_type,
        profile.investment_experience,
        profile.risk_tolerance,
        profile.marketing_consent,
        confirmed_at,
    ]
    connection.execute(ADD_ACCOUNT, values)


def profile_of(connection: psycopg.Connection, user_id: UUID) -> Profile:
    """Raises NotFoundError."""
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(FIND_PROFILE, [user_id]).fetchone()
    if row is None:
        raise NotFoundError
    return Profile(
        **{
            **row,
            "user_type": UserType(row["user_type"]),
            "investment_experience": InvestmentExperience(row["investment_experience"]),
            "risk_tolerance": RiskTolerance(row["risk_tolerance"]),
        }
    )
