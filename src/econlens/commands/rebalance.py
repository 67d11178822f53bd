"""econlens rebalance: which adjustments would bring a file's portfolio to a target?"""

import sys
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from econlens.commands.portfolio_files import (
    AsJson,
    PricesFile,
    console,
    read_portfolio,
    read_prices,
    refuse,
)
from econlens.commands.report_files import Html, Pdf, write_reports
from econlens.domain.errors import EconLensError
from econlens.domain.preferences import Preferences
from econlens.domain.rebalancing import (
    Limits,
    PolicyWishes,
    TargetKind,
    ToleranceBands,
    TradingCosts,
)
from econlens.domain.user import RiskTolerance


class Aim(StrEnum):
    """What --target takes: a model by its risk tolerance, or another kind of target."""

    CONSERVATIVE = "conservative"
    MODERATE = "moderate"
    AGGRESSIVE = "aggressive"
    EQUAL_WEIGHT = "equal-weight"
    MINIMUM_VARIANCE = "minimum-variance"
    RISK_PARITY = "risk-parity"
    WITHIN_LIMITS = "within-limits"


def _percent(help_text: str, lowest: float = 0.0) -> Any:
    return typer.Option(min=lowest, max=100, help=help_text)


File = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file.")
]
Weights = Annotated[str, typer.Option(help="Target by holding instead, such as VTI=60,BND=40.")]
Categories = Annotated[str, typer.Option(help="Or by category, such as us_large_cap=60,….")]
OfPosition = Annotated[float, _percent("Most of one security, per cent.", 0.1)]
OfSector = Annotated[float, _percent("Most in one sector, per cent.", 0.1)]
OfRegion = Annotated[float, _percent("Most in one region, per cent.", 0.1)]
OfCategory = Annotated[float, _percent("Most in one category, per cent.", 0.1)]
Points = Annotated[float, _percent("Points around a target that are left alone.")]
OfTarget = Annotated[float, _percent("Or per cent of the target, if that is less.")]
LeastTrade = Annotated[str, typer.Option(help="Smaller trades are left out.")]
NeverSell = Annotated[list[str] | None, typer.Option(help="A symbol to keep; may be repeated.")]


def rebalance(
    file: File,
    target: Annotated[Aim, typer.Option(help="What to aim at.")] = Aim.WITHIN_LIMITS,
    weights: Weights = "",
    categories: Categories = "",
    invest: Annotated[str, typer.Option(help="Money to invest.")] = "0",
    withdraw: Annotated[str, typer.Option(help="Money to take out.")] = "0",
    position_limit: OfPosition = 10,
    sector_limit: OfSector = 40,
    region_limit: OfRegion = 100,
    category_limit: OfCategory = 100,
    band: Points = 5,
    relative_band: OfTarget = 25,
    minimum_trade: LeastTrade = "100",
    whole_shares: Annotated[bool, typer.Option("--whole-shares")] = False,
    buy_only: Annotated[bool, typer.Option("--buy-only", help="Sell nothing.")] = False,
    never_sell: NeverSell = None,
    fee: Annotated[str, typer.Option(help="Cost of each trade.")] = "0",
    fee_percent: Annotated[str, typer.Option(help="Cost in per cent of each trade.")] = "0",
    prices: PricesFile = None,
    as_json: AsJson = False,
    html: Html = None,
    pdf: Pdf = None,
) -> None:
    """Suggest adjustments towards a target within limits, each with its reason; no advice."""
    kind, model = _kind(target, weights, categories)
    wishes = PolicyWishes(
        target=kind,
        risk_tolerance=model,
        weights=_weights(weights or categories),
        limits=_limits(position_limit, sector_limit, region_limit, category_limit),
        bands=ToleranceBands(absolute=band / 100, relative=relative_band / 100),
        minimum_trade=_amount("--minimum-trade", minimum_trade),
        whole_shares=whole_shares,
        cash_flow=_amount("--invest", invest) - _amount("--withdraw", withdraw),
        never_sell=frozenset(never_sell or ()),
        buy_only=buy_only,
        costs=_costs(fee, fee_percent),
    )
    _show(file, wishes, prices, as_json=as_json, html=html, pdf=pdf)


def _limits(position: float, sector: float, region: float, category: float) -> Limits:
    return Limits(
        position=_below_all(position),
        sector=_below_all(sector),
        region=_below_all(region),
        category=_below_all(category),
    )


def _costs(fee: str, percent: str) -> TradingCosts:
    return TradingCosts(
        per_trade=_amount("--fee", fee), rate=_amount("--fee-percent", percent) / 100
    )


def _show(
    file: Path,
    wishes: PolicyWishes,
    prices: Path | None,
    *,
    as_json: bool,
    html: Path | None,
    pdf: Path | None,
) -> None:
    from econlens.api.rebalance_schemas import RebalanceResponse
    from econlens.reports.rebalance_document import rebalance_document
    from econlens.reports.rebalance_terminal import render_plan
    from econlens.usecases.rebalance_portfolio import rebalance_holdings

    portfolio = read_portfolio(file)
    try:
        plan = rebalance_holdings(
            portfolio.holdings,
            portfolio.currency,
            wishes,
            preferences=Preferences(),
            risk_tolerance=wishes.risk_tolerance or RiskTolerance.MODERATE,
            prices=read_prices(prices),
        )
    except EconLensError as error:
        raise refuse(error) from None
    if html or pdf:
        write_reports(rebalance_document(plan, portfolio.name), html, pdf)
    if as_json:
        answer = msgspec.convert(plan, RebalanceResponse, from_attributes=True)
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    else:
        render_plan(plan, console)


def _kind(aim: Aim, weights: str, categories: str) -> tuple[TargetKind, RiskTolerance | None]:
    if weights and categories:
        raise typer.BadParameter("Give --weights or --categories, not both.")
    if weights:
        return TargetKind.HOLDING_WEIGHTS, None
    if categories:
        return TargetKind.CATEGORY_WEIGHTS, None
    if aim.value in {tolerance.value for tolerance in RiskTolerance}:
        return TargetKind.RISK_TOLERANCE, RiskTolerance(aim.value)
    return TargetKind(aim.replace("-", "_")), None


def _weights(text: str) -> dict[str, float]:
    """VTI=60,BND=40 → fractions."""
    found: dict[str, float] = {}
    for part in filter(None, text.split(",")):
        key, _, percent = part.partition("=")
        found[key.strip()] = float(_amount(f"the weight of {key.strip()}", percent)) / 100
    return found


def _amount(name: str, text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        raise typer.BadParameter(f"{text!r} for {name} is no number. Write it like 5000.") from None
    if not amount.is_finite() or amount < 0:
        raise typer.BadParameter(f"{text!r} for {name} must be a number from 0 on.")
    return amount


def _below_all(percent: float) -> float | None:
    return None if percent >= 100 else percent / 100
