"""What a security probably is, judged from its symbol and name alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from econlens.domain.assets import FUND_TYPES, AssetType, Category, Region, Sector
from econlens.reference import name_words as words

# Names are read up to here, so that no crafted name can keep the patterns busy.
_LONGEST_NAME = 200
_OPTION_SYMBOL = re.compile(r"-?[A-Z.]{1,6} *\d{6}[CP]\d+(\.\d+)?")
_OPTION_ENDINGS = (" C", " P", " CALL", " PUT")
_BOND_NAME = re.compile(r"\d(\.\d+)?%.*\d{1,2}/\d{1,2}/\d{2,4}")
_CUSIP = re.compile(r"\d{3}[0-9A-Z]{5}\d")
_ISIN = re.compile(r"[A-Z]{2}[0-9A-Z]{9}\d")
_TREASURY_CUSIP = re.compile(r"912[78][0-9A-Z]{5}")
_COIN_PAIR = re.compile(r"[A-Z0-9]{2,6}[-/](USD|EUR|GBP|CAD|USDT)")
_MUTUAL_FUND_TICKER = re.compile(r"[A-Z]{4}X")
_MONEY_FUND_TICKER = re.compile(r"[A-Z]{3}XX")
_US_TICKER = re.compile(r"[A-Z]{1,5}([.\-/ ][A-Z])?")

_REGION_OF_CATEGORY = {
    Category.US_LARGE_CAP: Region.US,
    Category.US_MID_CAP: Region.US,
    Category.US_SMALL_CAP: Region.US,
    Category.INTERNATIONAL_DEVELOPED: Region.DEVELOPED_INTERNATIONAL,
    Category.EMERGING_MARKETS: Region.EMERGING_MARKETS,
    Category.COMMODITIES: Region.GLOBAL,
    Category.INTERNATIONAL_BONDS: Region.GLOBAL,
}
_CATEGORY_OF_TYPE = {
    AssetType.CASH: Category.CASH_EQUIVALENTS,
    AssetType.REIT: Category.REAL_ESTATE,
    AssetType.COMMODITY: Category.COMMODITIES,
}
_BOND_CATEGORIES = frozenset(
    {
        Category.GOVERNMENT_BONDS,
        Category.CORPORATE_BONDS,
        Category.HIGH_YIELD_BONDS,
        Category.INTERNATIONAL_BONDS,
        Category.INFLATION_PROTECTED,
    }
)
_STOCK_CATEGORY_OF_REGION = {
    Region.DEVELOPED_INTERNATIONAL: Category.INTERNATIONAL_DEVELOPED,
    Region.EMERGING_MARKETS: Category.EMERGING_MARKETS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is known about an asset; None is unknown or does not apply. Ratio in percent a year."""

    asset_type: AssetType | None = None
    category: Category | None = None
    sector: Sector | None = None
    region: Region | None = None
    expense_ratio: Decimal | None = None


@lru_cache(maxsize=8192)
def infer(symbol: str, name: str, asset_type: AssetType | None = None) -> Traits:
    """Guess the traits; a given asset_type is taken as true and steers the other guesses."""
    symbol, name = symbol.strip().upper(), name[:_LONGEST_NAME].strip().upper()
    text = _plain(name)
    asset_type = asset_type or _asset_type(symbol, name, text)
    if asset_type in {None, AssetType.OPTION, AssetType.CRYPTO, AssetType.OTHER}:
        return Traits(asset_type=asset_type)
    if asset_type in FUND_TYPES or asset_type is AssetType.BOND:
        return _fund_or_bond(asset_type, symbol, text)
    region = _listing_region(symbol, text)
    return Traits(
        asset_type=asset_type,
        category=_CATEGORY_OF_TYPE.get(asset_type) or _stock_category(asset_type, region),
        sector=Sector.REAL_ESTATE if asset_type is AssetType.REIT else _sector(asset_type, text),
        region=region,
    )


def _plain(name: str) -> str:
    """The words of a name in capitals, with a space at both ends."""
    joined = re.sub(r"[.']", "", name)
    return f" {' '.join(re.sub(r'[^A-Z0-9&$%]', ' ', joined).split())} "


def _has(text: str, phrases: Iterable[str]) -> bool:
    return any(f" {phrase} " in text for phrase in phrases)


def _asset_type(symbol: str, name: str, text: str) -> AssetType | None:
    if _is_option(symbol, name):
        return AssetType.OPTION
    if _is_bond(symbol, name, text):
        return AssetType.BOND
    if _MONEY_FUND_TICKER.fullmatch(symbol) or text == " CASH " or _has(text, words.CASH):
        return AssetType.CASH
    if _has(text, words.FUND) or _MUTUAL_FUND_TICKER.fullmatch(symbol):
        return _fund_type(symbol, text)
    if _COIN_PAIR.fullmatch(symbol) or _has(text, words.CRYPTO):
        return AssetType.CRYPTO
    if _has(text, words.REIT):
        return AssetType.REIT
    return AssetType.STOCK if _has(text, words.COMPANY) else None


def _is_option(symbol: str, name: str) -> bool:
    """As in AAPL261218C220, AAPL 18DEC26 220 C, or a name such as CALL APPLE INC $220."""
    ends_so = symbol.endswith(_OPTION_ENDINGS) and _has_digit(symbol)
    named_so = name.endswith((" CALL", " PUT")) or name.startswith(("CALL ", "PUT "))
    return bool(_OPTION_SYMBOL.fullmatch(symbol)) or ends_so or (named_so and _has_digit(name))


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _is_bond(symbol: str, name: str, text: str) -> bool:
    if _has(text, words.EXCHANGE_TRADED):
        return False
    is_named_so = bool(_BOND_NAME.search(name)) or _has(text, words.BOND_ONLY)
    return is_named_so or bool(_TREASURY_CUSIP.fullmatch(symbol))


def _fund_type(symbol: str, text: str) -> AssetType:
    if _has(text, words.EXCHANGE_TRADED):
        return AssetType.ETF
    is_mutual = _MUTUAL_FUND_TICKER.fullmatch(symbol) or not _US_TICKER.fullmatch(symbol)
    return AssetType.MUTUAL_FUND if is_mutual else AssetType.ETF


def _fund_or_bond(asset_type: AssetType, symbol: str, text: str) -> Traits:
    if asset_type is not AssetType.BOND and _has_no_category(text):
        return Traits(asset_type=asset_type, region=_region_without_category(text))
    category = _fund_category(text)
    if asset_type is AssetType.BOND:
        category = _bond_category(category, symbol)
    return Traits(
        asset_type=asset_type,
        category=category,
        sector=_fund_sector(asset_type, category, text),
        region=_fund_region(category, text),
    )


def _has_no_category(text: str) -> bool:
    return _is_leveraged(text) or _has(text, words.MIXED) or _has(text, words.CRYPTO)


def _region_without_category(text: str) -> Region | None:
    """None keeps a leveraged fund unknown: neither shares nor bonds are like it."""
    return None if _is_leveraged(text) else Region.GLOBAL


def _is_leveraged(text: str) -> bool:
    """No category tells the risk of a fund that multiplies or reverses its index."""
    return _has(text, words.LEVERAGED) and not _has(text, words.ULTRA_SHORT_TERM)


def _fund_category(text: str) -> Category | None:
    for groups, category in words.FUND_CATEGORIES:
        if all(_has(text, group) for group in groups):
            return category
    return None


def _bond_category(named: Category | None, symbol: str) -> Category:
    """A bond whose name mentions no government or kind is taken for a company's."""
    if named in _BOND_CATEGORIES:
        return named
    is_treasury = _TREASURY_CUSIP.fullmatch(symbol)
    return Category.GOVERNMENT_BONDS if is_treasury else Category.CORPORATE_BONDS


def _fund_region(category: Category | None, text: str) -> Region | None:
    if category is None:
        return None
    if category is Category.US_LARGE_CAP and _has(text, words.WORLD):
        return Region.GLOBAL
    if category in _REGION_OF_CATEGORY:
        return _REGION_OF_CATEGORY[category]
    return Region.DEVELOPED_INTERNATIONAL if _has(text, words.EUROPE_OR_CANADA) else Region.US


def _fund_sector(asset_type: AssetType, category: Category | None, text: str) -> Sector | None:
    is_about_shares = category not in _BOND_CATEGORIES | {Category.CASH_EQUIVALENTS}
    return _sector(asset_type, text) if is_about_shares else None


def _sector(asset_type: AssetType, text: str) -> Sector | None:
    if asset_type in {AssetType.CASH, AssetType.COMMODITY, AssetType.BOND}:
        return None
    return next((sector for phrases, sector in words.SECTORS if _has(text, phrases)), None)


def _stock_category(asset_type: AssetType, region: Region | None) -> Category | None:
    """Only the region tells: the size of a company is not in its name."""
    if asset_type is not AssetType.STOCK or region is None:
        return None
    return _STOCK_CATEGORY_OF_REGION.get(region)


def _listing_region(symbol: str, text: str) -> Region | None:
    """Where a company probably is: by ISIN, exchange suffix, legal form, then ticker form."""
    if _ISIN.fullmatch(symbol):
        return _region_of(symbol[:2], words.ISIN_REGIONS)
    suffix = symbol.rpartition(".")[2]
    by_exchange = _region_of(suffix, words.EXCHANGE_REGIONS) if "." in symbol else None
    if by_exchange is not None:
        return by_exchange
    if _has(text, words.FOREIGN_LEGAL_FORM):
        return Region.DEVELOPED_INTERNATIONAL
    is_us = _US_TICKER.fullmatch(symbol) or _CUSIP.fullmatch(symbol)
    return Region.US if is_us else None


def _region_of(code: str, regions: dict[str, Region]) -> Region | None:
    return next((region for codes, region in regions.items() if code in codes.split()), None)
