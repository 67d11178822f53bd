"""Things that tests need, with sensible values for what a test does not care about."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.holding import Holding
from econlens.domain.portfolio import PortfolioDraft
from econlens.domain.user import InvestmentExperience, Profile, RiskTolerance, UserType

_PROFILE = Profile(
    email="ada@example.org",
    first_name="Ada",
    last_name="Example",
    user_type=UserType.CASUAL_INVESTOR,
    investment_experience=InvestmentExperience.BEGINNER,
    risk_tolerance=RiskTolerance.MODERATE,
)
_HOLDING = Holding(
    symbol="AAPL",
    name="Apple Inc.",
    asset_type=AssetType.STOCK,
    market_value=Decimal("1500.00"),
    quantity=Decimal(10),
    price=Decimal("150.00"),
    category=Category.US_LARGE_CAP,
    sector=Sector.INFORMATION_TECHNOLOGY,
    region=Region.US,
)


def a_profile(**changes: Any) -> Profile:
    return replace(_PROFILE, **changes)


def a_holding(**changes: Any) -> Holding:
    return replace(_HOLDING, **changes)


def a_draft(**changes: Any) -> PortfolioDraft:
    return replace(
        PortfolioDraft(name="Savings", currency="USD", holdings=(a_holding(),)), **changes
    )
