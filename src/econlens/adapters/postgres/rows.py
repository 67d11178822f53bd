"""Rows of portfolios as domain types."""

from typing import Any

import msgspec

from econlens.domain.holding import Holding
from econlens.domain.portfolio import Portfolio, PortfolioSummary

Row = tuple[Any, ...]

_HOLDINGS = msgspec.json.Decoder(tuple[Holding, ...])


def portfolio_of(row: Row, holdings: tuple[Holding, ...]) -> Portfolio:
    return Portfolio(
        id=row[0],
        name=row[1],
        description=row[2],
        currency=row[3],
        as_of=row[4],
        version=row[5],
        created_at=row[6],
        updated_at=row[7],
        risk_score=row[8],
        holdings=holdings,
    )


def summary_of(row: Row) -> PortfolioSummary:
    return PortfolioSummary(
        id=row[0],
        name=row[1],
        description=row[2],
        currency=row[3],
        total_value=row[4],
        asset_count=row[5],
        risk_score=row[6],
        created_at=row[7],
        updated_at=row[8],
    )


def text_of(holdings: tuple[Holding, ...]) -> str:
    """The JSON of INSERT_HOLDINGS."""
    return msgspec.json.encode(holdings).decode()


def holdings_of(text: str) -> tuple[Holding, ...]:
    """From the JSON of SELECT_PORTFOLIO. Its numbers become Decimals digit by digit."""
    return _HOLDINGS.decode(text)
