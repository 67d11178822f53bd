"""What a holding can be: asset types, categories, regions and sectors of the product contract."""

from enum import StrEnum


class AssetType(StrEnum):
    STOCK = "stock"
    ETF = "etf"
    MUTUAL_FUND = "mutual_fund"
    BOND = "bond"
    REIT = "reit"
    COMMODITY = "commodity"
    CASH = "cash"
    CRYPTO = "crypto"
    OPTION = "option"
    OTHER = "other"


FUND_TYPES = frozenset({AssetType.ETF, AssetType.MUTUAL_FUND})


class Category(StrEnum):
    US_LARGE_CAP = "us_large_cap"
    US_MID_CAP = "us_mid_cap"
    US_SMALL_CAP = "us_small_cap"
    INTERNATIONAL_DEVELOPED = "international_developed"
    EMERGING_MARKETS = "emerging_markets"
    GOVERNMENT_BONDS = "government_bonds"
    CORPORATE_BONDS = "corporate_bonds"
    HIGH_YIELD_BONDS = "high_yield_bonds"
    INTERNATIONAL_BONDS = "international_bonds"
    INFLATION_PROTECTED = "inflation_protected"
    REAL_ESTATE = "real_estate"
    COMMODITIES = "commodities"
    CASH_EQUIVALENTS = "cash_equivalents"


class Region(StrEnum):
    US = "us"
    DEVELOPED_INTERNATIONAL = "developed_international"
    EMERGING_MARKETS = "emerging_markets"
    GLOBAL = "global"


class Sector(StrEnum):
    """The eleven sectors of the Global Industry Classification Standard."""

    COMMUNICATION_SERVICES = "communication_services"
    CONSUMER_DISCRETIONARY = "consumer_discretionary"
    CONSUMER_STAPLES = "consumer_staples"
    ENERGY = "energy"
    FINANCIALS = "financials"
    HEALTH_CARE = "health_care"
    INDUSTRIALS = "industrials"
    INFORMATION_TECHNOLOGY = "information_technology"
    MATERIALS = "materials"
    REAL_ESTATE = "real_estate"
    UTILITIES = "utilities"


class ClassificationSource(StrEnum):
    """Where a holding's type, category, sector and region came from, the least certain last."""

    GIVEN = "given"
    REFERENCE = "reference"
    INFERRED = "inferred"
    UNKNOWN = "unknown"
