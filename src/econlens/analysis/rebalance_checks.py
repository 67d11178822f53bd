"""What a rebalancing cannot be asked for: every broken rule at once, each with what to do."""

from collections.abc import Iterator
from decimal import Decimal

from econlens.analysis.rebalance_targets import is_cash_symbol
from econlens.analysis.securities import Securities, is_fixed
from econlens.domain.assets import Category
from econlens.domain.errors import RuleViolationError
from econlens.domain.issues import Issue
from econlens.domain.rebalancing import RebalancePolicy, TargetKind

OPTIMISED_KINDS = frozenset({TargetKind.MINIMUM_VARIANCE, TargetKind.RISK_PARITY})
# Beyond this, the matrix of covariances takes more memory and time than an answer may.
MOST_OPTIMISED = 1000
WEIGHT_KINDS = frozenset({TargetKind.HOLDING_WEIGHTS, TargetKind.CATEGORY_WEIGHTS})
MESSAGE = "These adjustments cannot be worked out. Each problem is listed in details."
# A hundredth of a per cent, as for the allocations of a file.
SUM_TOLERANCE = 1e-4


def check_policy(securities: Securities, policy: RebalancePolicy) -> None:
    """Raises RuleViolationError with all that is wrong."""
    issues = (
        *_weight_issues(securities, policy),
        *_never_sell_issues(securities, policy),
        *_money_issues(securities, policy),
        *_size_issues(securities, policy),
    )
    if issues:
        raise RuleViolationError(MESSAGE, issues)


def _weight_issues(securities: Securities, policy: RebalancePolicy) -> Iterator[Issue]:
    if policy.target not in WEIGHT_KINDS:
        if policy.weights:
            yield Issue(
                code="WEIGHTS_NOT_USED",
                field="weights",
                message=f"A target of {policy.target} takes no weights.",
                suggested_fix="Leave them out, or choose holding_weights or category_weights.",
            )
        return
    total = sum(policy.weights.values())
    if abs(total - 1) > SUM_TOLERANCE:
        yield Issue(
            code="WEIGHTS_SUM",
            field="weights",
            message=f"The target weights sum to {total * 100:.2f} %, not 100 %.",
            suggested_fix="Change them so that they sum to 100.",
        )
    for key, weight in policy.weights.items():
        if weight < 0:
            yield Issue(
                code="NEGATIVE_WEIGHT",
                field=f"weights.{key}",
                message=f"The target weight of {key} is below zero.",
                suggested_fix="Use 0 for what shall not be held.",
            )
        yield from _key_issues(securities, policy, key)


def _key_issues(securities: Securities, policy: RebalancePolicy, key: str) -> Iterator[Issue]:
    if policy.target is TargetKind.CATEGORY_WEIGHTS:
        if key not in set(Category):
            yield Issue(
                code="UNKNOWN_CATEGORY",
                field=f"weights.{key}",
                message=f"There is no category {key}.",
                suggested_fix=f"Use one of {', '.join(Category)}.",
            )
        return
    lines = {line.symbol: line for line in securities.lines}
    if key in lines and is_fixed(lines[key]):
        yield Issue(
            code="NOT_TRADED",
            field=f"weights.{key}",
            message=f"{key} is an option or a short position, which stays as it is.",
            suggested_fix="Leave it out; the weights are of everything else.",
        )
    elif key not in lines and not is_cash_symbol(key, securities):
        yield _unknown_symbol(f"weights.{key}", key)


def _unknown_symbol(field: str, symbol: str) -> Issue:
    return Issue(
        code="UNKNOWN_SYMBOL",
        field=field,
        message=f"{symbol} is neither in this portfolio nor known to EconLens.",
        suggested_fix="Check its spelling, or add it to the portfolio first.",
    )


def _never_sell_issues(securities: Securities, policy: RebalancePolicy) -> Iterator[Issue]:
    for symbol in sorted(policy.never_sell - set(securities.symbols)):
        if not is_cash_symbol(symbol, securities):
            yield _unknown_symbol("neverSell", symbol)


def _money_issues(securities: Securities, policy: RebalancePolicy) -> Iterator[Issue]:
    total, wanted = securities.total, -policy.cash_flow
    if total <= 0 and total - wanted <= 0:
        yield Issue(
            code="NOTHING_TO_REBALANCE",
            field="cashFlow",
            message="The portfolio is worth nothing, so there is nothing to adjust.",
            suggested_fix="Add holdings, or name cash to invest.",
        )
    elif wanted >= total:
        yield Issue(
            code="WITHDRAWAL_TOO_LARGE",
            field="cashFlow",
            message=f"{wanted:,.2f} to withdraw is no less than the portfolio's {total:,.2f}.",
            suggested_fix="Withdraw less; to take everything out, sell everything.",
        )
    elif wanted > 0 and wanted > (most := _most_raised(securities, policy)):
        yield Issue(
            code="WITHDRAWAL_NOT_COVERED",
            field="cashFlow",
            message=f"Only {most:,.2f} can be raised by what may be sold and the cash there is.",
            suggested_fix="Withdraw less, shorten the never-sell list or allow sales.",
        )


def _size_issues(securities: Securities, policy: RebalancePolicy) -> Iterator[Issue]:
    count = len(securities.lines)
    if policy.target in OPTIMISED_KINDS and count > MOST_OPTIMISED:
        yield Issue(
            code="TOO_MANY_HOLDINGS",
            field="target",
            message=f"{count:,} holdings are too many for this target: {MOST_OPTIMISED:,} is most.",
            suggested_fix="Choose another target, or weights by category.",
        )


def _most_raised(securities: Securities, policy: RebalancePolicy) -> Decimal:
    sellable = Decimal(0)
    if not policy.buy_only:
        sellable = sum(
            (
                line.market_value
                for line in securities.lines
                if not is_fixed(line) and line.symbol not in policy.never_sell
            ),
            Decimal(0),
        )
    return sellable + max(securities.cash, Decimal(0))
