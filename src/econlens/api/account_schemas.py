"""The wire of the signed-in user's own account: profile, preferences."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from econlens.api.schemas import Amount, Currency, PersonName, Request, Response
from econlens.domain.preferences import RebalancingTarget
from econlens.domain.user import InvestmentExperience, RiskTolerance, UserType

Fraction = Annotated[float, Meta(ge=0, le=1)]
Multiple = Annotated[float, Meta(ge=1, le=100)]


class UpdateProfileRequest(Request):
    first_name: PersonName
    last_name: PersonName
    user_type: UserType
    investment_experience: InvestmentExperience
    risk_tolerance: RiskTolerance
    marketing_consent: bool


class Band(Request):
    """Up to moderateAbove is low, above highAbove is high."""

    moderate_above: Fraction
    high_above: Fraction


class RiskThresholds(Request):
    hhi: Band
    largest_position: Band
    sector: Band
    home_bias: Band
    illiquid: Band
    high_yield: Band
    risk_share_over_weight: Multiple


class RebalancingPolicy(Request):
    """Bands are fractions: absolute of the portfolio, relative of the target weight."""

    target: RebalancingTarget
    absolute_band: Fraction
    relative_band: Fraction
    minimum_trade: Amount
    whole_shares: bool
    buy_only: bool


class PreferencesRequest(Request):
    """All of them: what is sent replaces what was there."""

    default_currency: Currency
    email_notifications: bool
    share_analytics: bool
    rebalancing: RebalancingPolicy
    thresholds: RiskThresholds


class PreferencesResponse(Response):
    default_currency: str
    email_notifications: bool
    share_analytics: bool
    rebalancing: RebalancingPolicy
    thresholds: RiskThresholds


class ProfileResponse(Response):
    user_id: UUID
    email: str
    first_name: str
    last_name: str
    user_type: UserType
    investment_experience: InvestmentExperience
    risk_tolerance: RiskTolerance
    marketing_consent: bool
    mfa_enabled: bool
    preferences: PreferencesResponse


class ProfileRecord(Response):
    """The profile in the archive of everything."""

    email: str
    first_name: str
    last_name: str
    user_type: UserType
    investment_experience: InvestmentExperience
    risk_tolerance: RiskTolerance
    marketing_consent: bool


class AccountChangeResponse(Response):
    field: str
    before: str
    after: str
    at: datetime
