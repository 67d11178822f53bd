"""Change what an account says about its user, and keep a record of it."""

from dataclasses import fields
from uuid import UUID

from econlens.account_ports import AccountDirectory
from econlens.domain.changes import differences
from econlens.domain.errors import InvalidRequestError
from econlens.domain.issues import Issue
from econlens.domain.preferences import Preferences, RebalancingPreferences
from econlens.domain.thresholds import Band, Thresholds
from econlens.domain.user import Profile
from econlens.ports import AccountStore

LARGEST_MINIMUM = 1_000_000_000


def change_profile(
    accounts: AccountDirectory,
    store: AccountStore,
    user_id: UUID,
    before: Profile,
    after: Profile,
) -> None:
    """Everything but the e-mail address, which stays."""
    store.record_changes(differences("profile", before, after))
    accounts.update_profile(user_id, after)


def change_preferences(store: AccountStore, preferences: Preferences) -> None:
    """Raises InvalidRequestError naming every value that makes no sense."""
    issues = (*_upside_down(preferences.thresholds), *_trade_issues(preferences.rebalancing))
    if issues:
        raise InvalidRequestError(issues=issues)
    store.record_changes(differences("preferences", store.get_preferences(), preferences))
    store.save_preferences(preferences)


def _upside_down(thresholds: Thresholds) -> list[Issue]:
    bands = {field.name: getattr(thresholds, field.name) for field in fields(thresholds)}
    return [
        Issue(
            code="BAND_UPSIDE_DOWN",
            field=f"thresholds.{_camel(name)}",
            message=f"highAbove is {band.high_above}, below moderateAbove {band.moderate_above}.",
            suggested_fix="Make highAbove at least as large as moderateAbove.",
        )
        for name, band in bands.items()
        if isinstance(band, Band) and band.high_above < band.moderate_above
    ]


def _trade_issues(policy: RebalancingPreferences) -> list[Issue]:
    if policy.minimum_trade.is_finite() and 0 <= policy.minimum_trade <= LARGEST_MINIMUM:
        return []
    return [
        Issue(
            code="AMOUNT_OUT_OF_RANGE",
            field="rebalancing.minimumTrade",
            message="minimumTrade is not an amount of zero or more.",
            suggested_fix=f"Use an amount between 0 and {LARGEST_MINIMUM:,}.",
        )
    ]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
