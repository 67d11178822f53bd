"""econlens rebalance: which adjustments would bring a file's portfolio to a target?"""

import sys
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from econlens.commands.portfolio_files import AsJson, console, read_portfolio, refuse
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


def rebalance(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file.")
    ],
    target: Annotated[Aim, typer.Option(help="What to aim at.")] = Aim.WITHIN_LIMITS,
    weights: Annotated[
        str, typer.Option(help="Target by holding instead, such as VTI=60,BND=40.")
    ] = "",
    categories: Annotated[
        str, typer.Option(help="Target by category instead, such as us_large_cap=60,…")
    ] = "",
    invest: Annotated[str, typer.Option(help="Money to invest.")] = "0",
    withdraw: Annotated[str, typer.Option(help="Money to take out.")] = "0",
    position_limit: Annotated[
        float, typer.Option(min=0.1, max=100, help="Per cent of one security.")
    ] = 10,
    sector_limit: Annotated[
        float, typer.Option(min=0.1, max=100, help="Per cent in one sector.")
    ] = 40,
    region_limit: Annotated[
        float, typer.Option(min=0.1, max=100, help="Per cent in one region.")
    ] = 100,
    category_limit: Annotated[
        float, typer.Option(min=0.1, max=100, help="Per cent in one category.")
    ] = 100,
    band: Annotated[
        float, typer.Option(min=0, max=100, help="Points around a target left alone.")
    ] = 5,
    relative_band: Annotated[
        float, typer.Option(min=0, max=100, help="Or per cent of the target, if less.")
    ] = 25,
    minimum_trade: Annotated[str, typer.Option(help="Smaller trades are left out.")] = "100",
    whole_shares: Annotated[bool, typer.Option("--whole-shares")] = False,
    buy_only: Annotated[bool, typer.Option("--buy-only", help="Sell nothing.")] = False,
    never_sell: Annotated[
        list[str] | None, typer.Option(help="A symbol to keep; may be repeated.")
    ] = None,
    fee: Annotated[str, typer.Option(help="Cost of each trade.")] = "0",
    fee_percent: Annotated[str, typer.Option(help="Cost in per cent of each trade.")] = "0",
    as_json: AsJson = False,
) -> None:
    """Suggest adjustments that bring a portfolio to a target within limits, each with its reason.

    They are no advice: taxes, spreads and your circumstances are not in them.
    """
    kind, model = _kind(target, weights, categories)
    wishes = PolicyWishes(
        target=kind,
        risk_tolerance=model,
        weights=_weights(weights or categories),
        limits=Limits(
            position=_below_all(position_limit),
            sector=_below_all(sector_limit),
            region=_below_all(region_limit),
            category=_below_all(category_limit),
        ),
        bands=ToleranceBands(absolute=band / 100, relative=relative_band / 100),
        minimum_trade=_amount("--minimum-trade", minimum_trade),
        whole_shares=whole_shares,
        cash_flow=_amount("--invest", invest) - _amount("--withdraw", withdraw),
        never_sell=frozenset(never_sell or ()),
        buy_only=buy_only,
        costs=TradingCosts(
            per_trade=_amount("--fee", fee), rate=_amount("--fee-percent", fee_percent) / 100
        ),
    )
    _show(file, wishes, as_json=as_json)


def _show(file: Path, wishes: PolicyWishes, *, as_json: bool) -> None:
    from econlens.api.rebalance_schemas import RebalanceResponse
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
        )
    except EconLensError as error:
        raise refuse(error) from None
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
