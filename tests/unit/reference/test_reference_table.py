"""The shipped table is sound, and a symbol finds its asset however it is written."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from econlens.domain.assets import FUND_TYPES, AssetType, Category, Region, Sector
from econlens.reference.table import lookup, search

ROOT = Path(__file__).resolve().parents[3]
TABLE = ROOT / "src" / "econlens" / "reference" / "assets.tsv"
CURATED_FUNDS = ROOT / "tools" / "data" / "curated_funds.tsv"


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


ROWS = read_rows(TABLE)
NO_CATEGORY = {"bitcoin", "ether", "target date", "target 2030", "target 2035", "target 2040"}


def symbols_of(row: dict[str, str]) -> list[str]:
    return [row["symbol"], *row["also"].split()]


def test_table_stays_under_200_kilobytes() -> None:
    assert TABLE.stat().st_size < 200_000


def test_no_symbol_names_two_assets() -> None:
    separators = str.maketrans("/-", "..")
    counts = Counter(symbol.translate(separators) for row in ROWS for symbol in symbols_of(row))
    assert [symbol for symbol, count in counts.items() if count > 1] == []


def test_every_row_is_found_by_each_of_its_symbols() -> None:
    for row in ROWS:
        for symbol in symbols_of(row):
            asset = lookup(symbol)
            assert asset is not None
            assert (asset.symbol, asset.name) == (row["symbol"], row["name"])


def test_every_value_is_one_the_domain_knows() -> None:
    for row in ROWS:
        assert row["name"]
        assert row["asset_type"] in set(AssetType)
        assert row["category"] in {"", *Category}
        assert row["sector"] in {"", *Sector}
        assert row["region"] in {"", *Region}


def test_only_coins_and_funds_of_coins_or_mixes_have_no_category() -> None:
    bare = {row["asset_type"] for row in ROWS if not row["category"]}
    assert bare == {"crypto", "etf", "mutual_fund"}
    kinds = {row["kind"] for row in ROWS if not row["category"] and row["asset_type"] != "crypto"}
    assert all(kind in NO_CATEGORY or "/" in kind for kind in kinds)


def test_only_coins_have_no_region() -> None:
    assert {row["asset_type"] for row in ROWS if not row["region"]} == {"crypto"}


def test_every_share_has_a_sector() -> None:
    assert [
        r["symbol"] for r in ROWS if r["asset_type"] in {"stock", "reit"} and not r["sector"]
    ] == []


def test_expense_ratios_are_percent_and_only_on_funds() -> None:
    for row in ROWS:
        if row["expense_ratio"]:
            assert Decimal(0) <= Decimal(row["expense_ratio"]) <= Decimal("2.5")
            assert row["asset_type"] in {*FUND_TYPES, AssetType.CASH}


def test_every_isin_has_a_correct_check_digit() -> None:
    isins = [s for row in ROWS for s in row["also"].split() if len(s) == 12 and s[:2].isalpha()]
    assert len(isins) > 50
    assert [isin for isin in isins if not has_correct_check_digit(isin)] == []


def has_correct_check_digit(isin: str) -> bool:
    """ISO 6166: letters count from A = 10, then the Luhn sum of all digits ends in zero."""
    digits = "".join(str(int(character, 36)) for character in isin)
    doubled = [
        sum(divmod(int(digit) * (1 + position % 2), 10))
        for position, digit in enumerate(reversed(digits))
    ]
    return sum(doubled) % 10 == 0


def test_every_curated_fund_is_in_the_table() -> None:
    symbols = {row["symbol"] for row in ROWS}
    assert {row["symbol"] for row in read_rows(CURATED_FUNDS)} - symbols == set()


def test_the_whole_of_the_s_and_p_1500_is_in_the_table() -> None:
    sizes = Counter(row["category"] for row in ROWS if row["asset_type"] == "stock")
    assert sizes["us_large_cap"] > 450
    assert sizes["us_mid_cap"] > 350
    assert sizes["us_small_cap"] > 500


@pytest.mark.parametrize("written", ["BRK.B", "BRK/B", "BRK-B", "BRK B", "brk.b", " BRKB "])
def test_share_classes_are_found_however_they_are_written(written: str) -> None:
    asset = lookup(written)
    assert asset is not None
    assert asset.symbol == "BRK.B"


@pytest.mark.parametrize(
    ("symbol", "asset_type", "category", "sector", "region"),
    [
        ("AAPL", "stock", "us_large_cap", "information_technology", "us"),
        ("PLD", "reit", "real_estate", "real_estate", "us"),
        ("VTI", "etf", "us_large_cap", None, "us"),
        ("VXUS", "etf", "international_developed", None, "global"),
        ("VEA", "etf", "international_developed", None, "developed_international"),
        ("VEMAX", "mutual_fund", "emerging_markets", None, "emerging_markets"),
        ("XLF", "etf", "us_large_cap", "financials", "us"),
        ("BND", "etf", "government_bonds", None, "us"),
        ("MUB", "etf", "government_bonds", None, "us"),
        ("LQD", "etf", "corporate_bonds", None, "us"),
        ("PFF", "etf", "corporate_bonds", None, "us"),
        ("HYG", "etf", "high_yield_bonds", None, "us"),
        ("TIP", "etf", "inflation_protected", None, "us"),
        ("BNDX", "etf", "international_bonds", None, "global"),
        ("EMB", "etf", "international_bonds", None, "emerging_markets"),
        ("SGOV", "etf", "cash_equivalents", None, "us"),
        ("VMFXX", "cash", "cash_equivalents", None, "us"),
        ("CASH", "cash", "cash_equivalents", None, "us"),
        ("VWELX", "mutual_fund", None, None, "us"),
        ("VASGX", "mutual_fund", "us_large_cap", None, "global"),
        ("VTHRX", "mutual_fund", None, None, "global"),
        ("VFIFX", "mutual_fund", "us_large_cap", None, "global"),
        ("VNQ", "etf", "real_estate", "real_estate", "us"),
        ("GLD", "etf", "commodities", None, "global"),
        ("BTC-USD", "crypto", None, None, None),
        ("IBIT", "etf", None, None, "global"),
        ("IE00B4L5Y983", "etf", "us_large_cap", None, "global"),
        ("IE00B3XXRP09", "etf", "us_large_cap", None, "us"),
        ("US0378331005", "stock", "us_large_cap", "information_technology", "us"),
        ("840400", "stock", "international_developed", "financials", "developed_international"),
        ("VWCE.DE", "etf", "us_large_cap", None, "global"),
        ("TSM", "stock", "emerging_markets", "information_technology", "emerging_markets"),
        (
            "NESN.SW",
            "stock",
            "international_developed",
            "consumer_staples",
            "developed_international",
        ),
    ],
)
def test_well_known_symbols_are_what_they_should_be(
    symbol: str, asset_type: str, category: str | None, sector: str | None, region: str | None
) -> None:
    asset = lookup(symbol)
    assert asset is not None
    found = (asset.asset_type, asset.category, asset.sector, asset.region)
    assert found == (asset_type, category, sector, region)


def test_expense_ratio_is_percent_a_year() -> None:
    asset = lookup("SPY")
    assert asset is not None
    assert asset.expense_ratio == Decimal("0.09")


@pytest.mark.parametrize("symbol", ["", "NOSUCH", "AAPL.XX", "AAPL 12/18/2026 220.00 C"])
def test_unknown_symbols_give_nothing(symbol: str) -> None:
    assert lookup(symbol) is None


def test_search_puts_the_exact_symbol_before_longer_ones() -> None:
    assert search("vti", 3)[0].symbol == "VTI"


def test_search_finds_words_of_the_name() -> None:
    assert "AAPL" in {asset.symbol for asset in search("apple", 5)}


def test_search_finds_an_isin() -> None:
    assert [asset.symbol for asset in search("IE00B4L5Y983", 5)] == ["IWDA"]


def test_search_gives_at_most_the_limit() -> None:
    assert len(search("vanguard", 7)) == 7


@pytest.mark.parametrize(("query", "limit"), [("", 5), ("   ", 5), ("apple", 0), ("q@@", 5)])
def test_search_without_a_match_is_empty(query: str, limit: int) -> None:
    assert search(query, limit) == ()
