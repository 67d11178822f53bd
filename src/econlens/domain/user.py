"""Who is calling, and what they said about themselves when they signed up."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class UserType(StrEnum):
    CASUAL_INVESTOR = "casual_investor"
    ACTIVE_TRADER = "active_trader"
    FINANCIAL_ADVISOR = "financial_advisor"


class InvestmentExperience(StrEnum):
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class RiskTolerance(StrEnum):
    CONSERVATIVE = "conservative"
    MODERATE = "moderate"
    AGGRESSIVE = "aggressive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a user states about themselves; the identity provider keeps it."""

    email: str
    first_name: str
    last_name: str
    user_type: UserType
    investment_experience: InvestmentExperience
    risk_tolerance: RiskTolerance
    marketing_consent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The signed-in user of one request, as the verified identity token states."""

    user_id: UUID
    risk_tolerance: RiskTolerance = RiskTolerance.MODERATE
    session_id: UUID | None = None
