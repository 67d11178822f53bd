"""What a file that has been read would make of a user's portfolios. Pure: nothing is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath

from econlens.analysis.risk import risk_score
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue, Severity
from econlens.domain.portfolio import Portfolio, PortfolioDraft
from econlens.domain.rates import Rate
from econlens.domain.upload import (
    AccountSplit,
    PlannedPortfolio,
    ReplacedPortfolio,
    UploadMode,
    UploadRequest,
    UploadResult,
)
from econlens.importing.brokers import spoken_name
from econlens.importing.canonical_portfolios import MAX_HOLDINGS, MAX_PORTFOLIOS
from econlens.importing.issue_log import MAX_ISSUES
from econlens.importing.result import ImportResult
from econlens.usecases.compare_holdings import compare_holdings
from econlens.usecases.group_holdings import Grouping, HoldingGroup
from econlens.usecases.holdings_from_file import FileHoldings, Wishes, holdings_from_file

_LONGEST_NAME = 200
_LONGEST_DESCRIPTION = 1000
# A preview is stored until it is applied or forgotten, and read whenever its status is asked for.
_MOST_PREVIEWED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """result is None as soon as one issue is an error: a file is taken whole or not at all."""

    result: UploadResult | None
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a plan depends on beside the file and the request.

    target: the portfolio that the file goes into; None: new ones are made.
    """

    target: Portfolio | None = None
    own_rates: tuple[Rate, ...] = ()
    usual_currency: str = "USD"


def plan_import(
    request: UploadRequest, read: ImportResult, circumstances: Circumstances
) -> ImportPlan:
    if not read.accepted and len(read.issues) > MAX_ISSUES:
        return ImportPlan(result=None, issues=read.issues)  # no more of them would be listed
    target = circumstances.target
    outcome = holdings_from_file(read, _wishes(request, circumstances))
    drafts = [_draft(request, read, outcome, group, target) for group in outcome.groups]
    issues = (*read.issues, *outcome.issues, *_too_many(drafts), *_too_large(request, drafts))
    if any(issue.severity is Severity.ERROR for issue in issues):
        return ImportPlan(result=None, issues=issues)
    holdings = [holding for group in outcome.groups for holding in group.holdings]
    result = UploadResult(
        planned=tuple(_planned(request, draft, target) for draft in drafts),
        accounts=_accounts(read),
        rates=outcome.rates,
        holding_count=len(holdings),
        total_value=sum((holding.market_value for holding in holdings), Decimal(0)),
        currency=outcome.currency,
        broker=read.broker,
        as_of=read.as_of,
    )
    return ImportPlan(result=result, issues=issues)


def _wishes(request: UploadRequest, circumstances: Circumstances) -> Wishes:
    """Merged amounts must be in the currency of those that stay; otherwise the user chooses."""
    target, currency = circumstances.target, request.choices.currency
    usual_currency = circumstances.usual_currency
    if target is not None:
        usual_currency = target.currency
        currency = target.currency if request.mode is UploadMode.MERGE else currency
    return Wishes(
        grouping=_grouping(request, target),
        currency=currency,
        usual_currency=usual_currency,
        own_rates=circumstances.own_rates,
    )


def _grouping(request: UploadRequest, target: Portfolio | None) -> Grouping:
    if target is not None:
        return Grouping.WHOLE_FILE
    separate = request.choices.accounts is AccountSplit.SEPARATE
    return Grouping.ACCOUNT if separate else Grouping.PORTFOLIO


def _draft(
    request: UploadRequest,
    read: ImportResult,
    outcome: FileHoldings,
    group: HoldingGroup,
    target: Portfolio | None,
) -> PortfolioDraft:
    if target is None:
        return PortfolioDraft(
            name=_name(request, read, group),
            currency=outcome.currency,
            description=f"Imported from {request.file_name}"[:_LONGEST_DESCRIPTION],
            holdings=group.holdings,
            as_of=read.as_of,
        )
    return PortfolioDraft(
        name=target.name,
        currency=outcome.currency,
        description=target.description,
        holdings=(*_staying(request, group, target), *group.holdings),
        as_of=read.as_of or target.as_of,
    )


def _staying(request: UploadRequest, group: HoldingGroup, target: Portfolio) -> Iterable[Holding]:
    """When merging, what the file does not name; when replacing, nothing."""
    if request.mode is UploadMode.REPLACE:
        return ()
    new = {holding.symbol for holding in group.holdings}
    return (holding for holding in target.holdings if holding.symbol not in new)


def _name(request: UploadRequest, read: ImportResult, group: HoldingGroup) -> str:
    """The portfolio as the file names it, else its broker, else the file; then the account."""
    stem = PurePosixPath(request.file_name).stem or "Imported portfolio"
    broker = spoken_name(read.broker) if read.broker else None
    name = group.name or broker or stem
    ending = f" {group.account}" if group.account else ""
    return name[: _LONGEST_NAME - len(ending)] + ending


def _planned(
    request: UploadRequest, draft: PortfolioDraft, target: Portfolio | None
) -> PlannedPortfolio:
    score = risk_score(draft.holdings) if request.validate_only else None
    if target is None:
        return PlannedPortfolio(draft=draft, score=score)
    replaced = ReplacedPortfolio(id=target.id, version=target.version, currency=target.currency)
    changes = compare_holdings(target.holdings, draft.holdings)
    return PlannedPortfolio(draft=draft, score=score, replaces=replaced, changes=changes)


def _accounts(read: ImportResult) -> tuple[str, ...]:
    named = [row.account for row in read.positions] + [row.account for row in read.cash]
    return tuple(dict.fromkeys(account for account in named if account))


def _too_many(drafts: Sequence[PortfolioDraft]) -> list[Issue]:
    if len(drafts) > MAX_PORTFOLIOS:
        message = f"The file makes {len(drafts):,} portfolios; at most {MAX_PORTFOLIOS:,} are made."
        fix = "Split the file, or put more of its lines into one portfolio."
        return [Issue(code="TOO_MANY_PORTFOLIOS", message=message, suggested_fix=fix)]
    return [
        Issue(
            code="TOO_MANY_HOLDINGS",
            message=f'The portfolio "{draft.name}" would have {len(draft.holdings):,} holdings.',
            suggested_fix=f"Split the file; a portfolio has at most {MAX_HOLDINGS:,} holdings.",
        )
        for draft in drafts
        if len(draft.holdings) > MAX_HOLDINGS
    ]


def _too_large(request: UploadRequest, drafts: Iterable[PortfolioDraft]) -> list[Issue]:
    count = sum(len(draft.holdings) for draft in drafts)
    if not request.validate_only or count <= _MOST_PREVIEWED:
        return []
    return [
        Issue(
            code="PREVIEW_TOO_LARGE",
            message=f"There are {count:,} holdings; a preview has at most {_MOST_PREVIEWED:,}.",
            suggested_fix="Upload the file without a preview, or split it.",
        )
    ]
