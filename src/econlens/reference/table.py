"""The embedded reference table: what two thousand well-known symbols are. See SOURCES.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from econlens.domain.assets import AssetType, Category, Region, Sector

# Not importlib.resources: importing it costs a cold start 12 ms, and the package is never zipped.
_TABLE = Path(__file__).with_name("assets.tsv")
_UNIFIED_SEPARATOR = str.maketrans("/- ", "...")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceAsset:
    """One row. expense_ratio is approximate (2024–25), in percent a year; kind is a fund's style.

    category, sector and region are None where the idea does not apply, such as a coin's sector.
    """

    symbol: str
    name: str
    asset_type: AssetType
    category: Category | None
    sector: Sector | None
    region: Region | None
    expense_ratio: Decimal | None
    kind: str


def lookup(symbol: str) -> ReferenceAsset | None:
    """The asset of this ticker, exchange-suffixed ticker or ISIN; BRK.B, BRK/B and BRK-B agree."""
    line = _lines_by_symbol().get(_key(symbol))
    return None if line is None else _parse(line)


def search(query: str, limit: int) -> tuple[ReferenceAsset, ...]:
    """At most `limit` assets whose symbol or name holds the query, the closest matches first."""
    wanted = query.strip().casefold()
    if not wanted or limit < 1:
        return ()
    ranked = [(rank, line) for line in _lines() if (rank := _rank(line, wanted)) is not None]
    return tuple(_parse(line) for _, line in sorted(ranked)[:limit])


def _rank(line: str, wanted: str) -> tuple[int, int] | None:
    """How close a row is, less is closer (ties: the shorter name first); None if it is no match."""
    symbol, name, *_, also = line.casefold().split("\t")
    if wanted == symbol or wanted in also.split():
        closeness = 0
    elif symbol.startswith(wanted):
        closeness = 1
    elif f" {wanted}" in f" {name}":
        closeness = 2
    elif wanted in name:
        closeness = 3
    else:
        return None
    return closeness, len(name)


def _key(symbol: str) -> str:
    return symbol.strip().upper().translate(_UNIFIED_SEPARATOR)


@cache
def _lines() -> tuple[str, ...]:
    return tuple(_TABLE.read_text("utf-8").splitlines()[1:])


@cache
def _lines_by_symbol() -> dict[str, str]:
    return {_key(symbol): line for line in _lines() for symbol in _symbols(line)}


def _symbols(line: str) -> Iterator[str]:
    yield line[: line.index("\t")]
    yield from line[line.rindex("\t") + 1 :].split()


def _parse(line: str) -> ReferenceAsset:
    symbol, name, asset_type, category, sector, region, expense_ratio, kind, _ = line.split("\t")
    return ReferenceAsset(
        symbol=symbol,
        name=name,
        asset_type=AssetType(asset_type),
        category=Category(category) if category else None,
        sector=Sector(sector) if sector else None,
        region=Region(region) if region else None,
        expense_ratio=Decimal(expense_ratio) if expense_ratio else None,
        kind=kind,
    )
