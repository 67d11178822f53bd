from dataclasses import replace
from decimal import Decimal

import pytest

from econlens.domain.errors import InvalidRequestError
from econlens.domain.preferences import Preferences, RebalancingPreferences
from econlens.domain.thresholds import Band, Thresholds
from econlens.domain.user import Caller, RiskTolerance
from econlens.usecases.assess_risk import assess_risk
from econlens.usecases.change_account import change_preferences, change_profile
from tests.factories import a_draft, a_profile
from tests.fakes import FixedClock, InMemoryIdentity
from tests.in_memory_store import InMemoryPortfolioStore, InMemoryTransactions

PASSWORD = "correct Horse 9 battery"


@pytest.fixture
def accounts() -> InMemoryIdentity:
    return InMemoryIdentity(FixedClock())


def a_store(accounts: InMemoryIdentity) -> tuple[InMemoryPortfolioStore, Caller]:
    user_id = accounts.register(a_profile(), PASSWORD).user_id
    with InMemoryTransactions(FixedClock())(user_id) as store:
        return store, Caller(user_id=user_id)


def test_a_changed_profile_is_kept_and_recorded_field_by_field(accounts: InMemoryIdentity) -> None:
    store, caller = a_store(accounts)
    after = a_profile(first_name="Ida", risk_tolerance=RiskTolerance.AGGRESSIVE)
    change_profile(accounts, store, caller.user_id, a_profile(), after)
    assert accounts.get_profile(caller.user_id) == after
    recorded = [(r.change.field, r.change.before, r.change.after) for r in store.list_changes()]
    assert recorded == [
        ("profile.first_name", "Ada", "Ida"),
        ("profile.risk_tolerance", "moderate", "aggressive"),
    ]


def test_changed_preferences_are_kept_and_recorded_by_their_path(
    accounts: InMemoryIdentity,
) -> None:
    store, _ = a_store(accounts)
    hhi = Band(moderate_above=0.1, high_above=0.4)
    preferences = Preferences(default_currency="EUR", thresholds=Thresholds(hhi=hhi))
    change_preferences(store, preferences)
    assert store.get_preferences() == preferences
    assert {recorded.change.field for recorded in store.list_changes()} == {
        "preferences.default_currency",
        "preferences.thresholds.hhi.moderate_above",
    }


def test_saving_the_same_again_records_nothing(accounts: InMemoryIdentity) -> None:
    store, _ = a_store(accounts)
    change_preferences(store, Preferences())
    assert store.list_changes() == ()


def test_every_band_that_is_upside_down_is_named_and_nothing_is_kept(
    accounts: InMemoryIdentity,
) -> None:
    store, _ = a_store(accounts)
    wrong = Band(moderate_above=0.5, high_above=0.4)
    thresholds = Thresholds(hhi=wrong, largest_position=wrong)
    with pytest.raises(InvalidRequestError) as caught:
        change_preferences(store, Preferences(thresholds=thresholds))
    named = [issue.field for issue in caught.value.issues]
    assert named == ["thresholds.hhi", "thresholds.largestPosition"]
    assert store.get_preferences() == Preferences()


@pytest.mark.parametrize("amount", ["-0.01", "NaN", "Infinity", "1e10"])
def test_a_minimum_trade_that_is_no_amount_is_refused(
    amount: str, accounts: InMemoryIdentity
) -> None:
    store, _ = a_store(accounts)
    policy = replace(RebalancingPreferences(), minimum_trade=Decimal(amount))
    with pytest.raises(InvalidRequestError) as caught:
        change_preferences(store, Preferences(rebalancing=policy))
    assert caught.value.issues[0].field == "rebalancing.minimumTrade"


def test_the_analysis_measures_against_the_users_own_thresholds(
    accounts: InMemoryIdentity,
) -> None:
    store, caller = a_store(accounts)
    portfolio = store.add_portfolio(a_draft())
    strict = Band(moderate_above=0.01, high_above=0.02)
    change_preferences(store, Preferences(thresholds=Thresholds(largest_position=strict)))
    report = assess_risk(store, caller, portfolio.id)
    assert report.thresholds.largest_position == strict
    assert report.concentration.largest_position.band == strict
