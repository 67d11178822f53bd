"""Given values win, then the table, then the name; and the answer says which it was."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econlens.domain.assets import AssetType, Category, ClassificationSource, Region, Sector
from econlens.reference.classify import classify
from econlens.reference.table import lookup

NAMES = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["BOND", "ETF", "INC", "5.00%", "01/15/2030", "CALL", "REIT", "%", "PLC"])
    ).map(" ".join),
)
SYMBOLS = st.one_of(st.text(max_size=30), st.sampled_from(["VTI", "BTC", "LTC", "BRK/B", "CASH"]))


def test_what_the_source_says_wins_over_the_table() -> None:
    result = classify(
        "AAPL",
        "My Apple shares",
        asset_type=AssetType.STOCK,
        category=Category.EMERGING_MARKETS,
        sector=Sector.ENERGY,
        region=Region.GLOBAL,
    )
    assert result.name == "My Apple shares"
    assert result.category is Category.EMERGING_MARKETS
    assert result.sector is Sector.ENERGY
    assert result.region is Region.GLOBAL
    assert result.source is ClassificationSource.GIVEN


def test_the_name_of_the_table_is_kept_beside_a_given_one() -> None:
    result = classify("VTI", "VANGUARD INDEX FDS VANGUARD TOTAL STK MKT ETF")
    assert result.name == "VANGUARD INDEX FDS VANGUARD TOTAL STK MKT ETF"
    assert result.reference_name == "Vanguard Total Stock Market ETF"


def test_the_table_fills_what_the_source_left_out() -> None:
    result = classify("SPY", asset_type=AssetType.ETF, expense_ratio=Decimal("0.5"))
    assert result.name == "SPDR S&P 500 ETF Trust"
    assert result.category is Category.US_LARGE_CAP
    assert result.expense_ratio == Decimal("0.5")
    assert result.source is ClassificationSource.REFERENCE


def test_nothing_known_is_other_and_unknown() -> None:
    result = classify("ZZZZ", "")
    assert (result.asset_type, result.category) == (AssetType.OTHER, None)
    assert result.name == "ZZZZ"
    assert result.source is ClassificationSource.UNKNOWN
    assert not result.tells_risk


@pytest.mark.parametrize(
    ("symbol", "name", "asset_type", "category", "region"),
    [
        (
            "912810FS2",
            "UNITED STATES TREAS BDS INFLATION 2.00000% 01/15/2026",
            AssetType.BOND,
            Category.INFLATION_PROTECTED,
            Region.US,
        ),
        (
            "912828YK0",
            "US TREASURY NOTE 1.375% 10/15/2027",
            AssetType.BOND,
            Category.GOVERNMENT_BONDS,
            Region.US,
        ),
        (
            "345397B36",
            "FORD MOTOR CREDIT CO LLC 5.00000% 01/15/2030",
            AssetType.BOND,
            Category.CORPORATE_BONDS,
            Region.US,
        ),
        (
            "HYD1",
            "Somebody High Yield Bond ETF",
            AssetType.ETF,
            Category.HIGH_YIELD_BONDS,
            Region.US,
        ),
        (
            "MUNX",
            "Somebody National Muni ETF",
            AssetType.ETF,
            Category.GOVERNMENT_BONDS,
            Region.US,
        ),
        (
            "ABCDX",
            "Somebody Intl Growth Fund",
            AssetType.MUTUAL_FUND,
            Category.INTERNATIONAL_DEVELOPED,
            Region.DEVELOPED_INTERNATIONAL,
        ),
        (
            "EMXX.L",
            "Somebody MSCI Emerging Markets UCITS ETF",
            AssetType.ETF,
            Category.EMERGING_MARKETS,
            Region.EMERGING_MARKETS,
        ),
        (
            "WRLD.DE",
            "Somebody MSCI World UCITS ETF",
            AssetType.ETF,
            Category.US_LARGE_CAP,
            Region.GLOBAL,
        ),
        (
            "TSMF",
            "Somebody Total Stock Market Index Fund",
            AssetType.ETF,
            Category.US_LARGE_CAP,
            Region.US,
        ),
        (
            "GLDX.L",
            "Somebody Physical Gold ETC",
            AssetType.ETF,
            Category.COMMODITIES,
            Region.GLOBAL,
        ),
        (
            "ZZRT",
            "Somebody Realty Trust Inc",
            AssetType.REIT,
            Category.REAL_ESTATE,
            Region.US,
        ),
        (
            "ABCXX",
            "Somebody Money Market Fund",
            AssetType.CASH,
            Category.CASH_EQUIVALENTS,
            Region.US,
        ),
        (
            "123450",
            "SOMEBODY SE NA O.N.",
            AssetType.STOCK,
            Category.INTERNATIONAL_DEVELOPED,
            Region.DEVELOPED_INTERNATIONAL,
        ),
        (
            "INE002A01018",
            "Reliance Industries Ltd",
            AssetType.STOCK,
            Category.EMERGING_MARKETS,
            Region.EMERGING_MARKETS,
        ),
        ("912810FS2", "", AssetType.BOND, Category.GOVERNMENT_BONDS, Region.US),
        ("BLNX", "Somebody Balanced Fund", AssetType.ETF, None, Region.GLOBAL),
        ("BTCF", "Somebody Bitcoin ETF", AssetType.ETF, None, Region.GLOBAL),
        ("PEPE-USD", "", AssetType.CRYPTO, None, None),
        ("AAPL261218C220", "", AssetType.OPTION, None, None),
        ("AAPL 12/18/2026 220.00 C", "", AssetType.OPTION, None, None),
        ("AAPL 18DEC26 220 C", "", AssetType.OPTION, None, None),
        ("AAPL Dec 18 '26 $220 Call", "", AssetType.OPTION, None, None),
        ("", "CALL APPLE INC $220 EXP 12/18/26", AssetType.OPTION, None, None),
    ],
)
def test_names_outside_the_table_are_read(
    symbol: str,
    name: str,
    asset_type: AssetType,
    category: Category | None,
    region: Region | None,
) -> None:
    result = classify(symbol, name)
    assert (result.asset_type, result.category, result.region) == (asset_type, category, region)
    assert result.source is ClassificationSource.INFERRED
    assert result.tells_risk


def test_size_of_an_unlisted_company_is_not_guessed() -> None:
    result = classify("ZZZZ", "Zebra Zoo Inc")
    assert result.asset_type is AssetType.STOCK
    assert result.region is Region.US
    assert result.category is None
    assert not result.tells_risk


def test_leveraged_funds_get_no_category() -> None:
    result = classify("TQQQ", "ProShares UltraPro QQQ")
    assert (result.asset_type, result.category) == (AssetType.ETF, None)
    assert not result.tells_risk


def test_ultra_short_bonds_are_not_taken_for_leverage() -> None:
    assert classify("ULST", "SPDR Ultra Short Term Bond ETF").category is Category.CORPORATE_BONDS


def test_a_gold_mining_share_is_no_commodity() -> None:
    assert classify("XGF", "Some Gold Mines Ltd").asset_type is AssetType.STOCK


def test_sector_is_read_from_a_company_name() -> None:
    assert classify("ZZBK", "First Zebra Bancorp Inc").sector is Sector.FINANCIALS


def test_a_coin_is_not_mistaken_for_the_share_of_the_same_symbol() -> None:
    assert classify("LTC").asset_type is AssetType.REIT
    coin = classify("LTC", asset_type=AssetType.CRYPTO)
    assert (coin.name, coin.category) == ("Litecoin", None)


def test_a_share_is_not_mistaken_for_the_coin_of_the_same_symbol() -> None:
    assert classify("BTC", "Zebra Trust Inc", asset_type=AssetType.STOCK).category is None


def test_an_option_named_by_its_share_alone_is_not_classified_as_the_share() -> None:
    result = classify("AAPL", "Apple Inc.", asset_type=AssetType.OPTION)
    assert (result.category, result.sector) == (None, None)


@given(
    symbol=SYMBOLS,
    name=NAMES,
    asset_type=st.none() | st.sampled_from(AssetType),
    category=st.none() | st.sampled_from(Category),
    sector=st.none() | st.sampled_from(Sector),
    region=st.none() | st.sampled_from(Region),
    expense_ratio=st.none() | st.decimals(0, 100, allow_nan=False),
)
def test_given_values_always_win_and_nothing_raises(
    symbol: str,
    name: str,
    asset_type: AssetType | None,
    category: Category | None,
    sector: Sector | None,
    region: Region | None,
    expense_ratio: Decimal | None,
) -> None:
    result = classify(
        symbol,
        name,
        asset_type=asset_type,
        category=category,
        sector=sector,
        region=region,
        expense_ratio=expense_ratio,
    )
    assert asset_type in {None, result.asset_type}
    assert category in {None, result.category}
    assert sector in {None, result.sector}
    assert region in {None, result.region}
    assert expense_ratio in {None, result.expense_ratio}


@given(name=NAMES)
def test_only_the_table_is_named_as_source_for_what_is_in_it(name: str) -> None:
    assert lookup("VTI") is not None
    assert classify("VTI", name).source is ClassificationSource.REFERENCE
