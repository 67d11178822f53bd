"""How a holding is classified, and the questions the analysis asks of that."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from econlens.domain.assets import FUND_TYPES, AssetType, Category, Region, Sector
from econlens.domain.holding import Holding

BOND_CATEGORIES = frozenset(
    {
        Category.GOVERNMENT_BONDS,
        Category.CORPORATE_BONDS,
        Category.HIGH_YIELD_BONDS,
        Category.INTERNATIONAL_BONDS,
        Category.INFLATION_PROTECTED,
    }
)
GOVERNMENT_CATEGORIES = frozenset({Category.GOVERNMENT_BONDS, Category.INFLATION_PROTECTED})


class Hint(StrEnum):
    """What a name adds that the categories cannot say."""

    NONE = ""
    MUNICIPAL = "municipal"
    AGGREGATE = "aggregate"
    SHORT = "short"
    LONG = "long"
    GOLD = "gold"
    CRYPTO = "crypto"
    BALANCED = "balanced"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_BOND_HINTS = (
    (Hint.MUNICIPAL, _words(r"\b(muni\w*|tax[- ]exempt)\b")),
    (Hint.AGGREGATE, _words(r"\b(aggregate|aggr?|core|total (us |u\.s\. )?bond)\b")),
    (Hint.SHORT, _words(r"\b(ultra)?-?short|\b[0-3]-[1-5]\b|\bt-bill|\bfloating")),
    (Hint.LONG, _words(r"\blong(-term)?\b|\bextended\b|\b(10|20|25|30)\+")),
)
_COMMODITY_HINTS = ((Hint.GOLD, _words(r"\bgold\b")),)
_FUND_HINTS = (
    (Hint.CRYPTO, _words(r"\b(bitcoin|ether(eum)?|crypto\w*)\b")),
    (Hint.BALANCED, _words(r"\b(balanced|allocation|lifestrategy|target|20[2-7]\d)\b")),
)


@dataclass(frozen=True, kw_only=True)
class Classification:
    """Without slots, so that what is asked for often is worked out once; profiles keep it."""

    asset_type: AssetType
    category: Category | None
    sector: Sector | None
    region: Region | None
    hint: Hint

    @property
    def is_fund(self) -> bool:
        return self.asset_type in FUND_TYPES

    @property
    def is_option(self) -> bool:
        """Whatever its category says of the underlying, an option behaves like an option."""
        return self.asset_type is AssetType.OPTION

    @cached_property
    def is_cash(self) -> bool:
        in_category = self.category is Category.CASH_EQUIVALENTS
        return self.asset_type is AssetType.CASH or (in_category and not self.is_option)

    @property
    def is_commodity(self) -> bool:
        """A stock of a commodity producer is a stock."""
        in_category = self.category is Category.COMMODITIES
        is_stock = self.asset_type is AssetType.STOCK
        return self.asset_type is AssetType.COMMODITY or (in_category and not is_stock)

    @property
    def is_crypto(self) -> bool:
        return self.asset_type is AssetType.CRYPTO or self.hint is Hint.CRYPTO

    @cached_property
    def is_bond(self) -> bool:
        named_one = self.asset_type is AssetType.BOND or self.category in BOND_CATEGORIES
        return named_one and not self.has_no_country

    @cached_property
    def is_government_bond(self) -> bool:
        return self.is_bond and self.category in GOVERNMENT_CATEGORIES

    @property
    def is_high_yield(self) -> bool:
        return self.is_bond and self.category is Category.HIGH_YIELD_BONDS

    @property
    def is_real_estate(self) -> bool:
        return self.asset_type is AssetType.REIT or self.category is Category.REAL_ESTATE

    @cached_property
    def has_no_country(self) -> bool:
        return self.is_option or self.is_cash or self.is_commodity or self.is_crypto

    @property
    def is_equity(self) -> bool:
        """Shares and what can only be treated like shares; REITs too."""
        return not (self.has_no_country or self.is_bond)

    @property
    def is_limited(self) -> bool:
        """A single security of one issuer, held against the position limits.

        Funds spread over many; cash and government bonds have no issuer one diversifies away
        (the UCITS 5/10/40 rule sets them apart too).
        """
        return not (self.is_fund or self.is_cash or self.is_government_bond)

    @property
    def is_illiquid(self) -> bool:
        """Wide spreads or no market: options, "other", single bonds but those of governments."""
        if self.asset_type is AssetType.BOND:
            return not self.is_government_bond
        return self.asset_type in {AssetType.OPTION, AssetType.OTHER}

    @property
    def is_guessed(self) -> bool:
        """Nothing says what it invests in, so it is treated like US shares."""
        known = self.category or self.sector or self.region or self.hint
        return self.is_equity and not known and self.asset_type is not AssetType.REIT


def hint_from_name(holding: Holding) -> Hint:
    """The first hint in the holding's name, looked for only where the category leaves doubt."""
    patterns: tuple[tuple[Hint, re.Pattern[str]], ...] = ()
    if holding.asset_type is AssetType.BOND or holding.category in BOND_CATEGORIES:
        patterns = _BOND_HINTS
    elif holding.asset_type is AssetType.COMMODITY or holding.category is Category.COMMODITIES:
        patterns = _COMMODITY_HINTS
    elif holding.category is None and holding.asset_type in FUND_TYPES:
        patterns = _FUND_HINTS
    for hint, pattern in patterns:
        if pattern.search(holding.name):
            return hint
    return Hint.NONE
