"""A transaction may count the request that it serves; runs against the fake and the database."""

from uuid import UUID

import pytest

from econlens.domain.charge import Charge
from econlens.domain.errors import NotFoundError, RateLimitedError
from econlens.domain.limits import Limit
from econlens.ports import Transactions
from tests.factories import a_draft


def a_charge(subject: str = "user:1", requests: int = 2) -> Charge:
    return Charge(subject=subject, limit=Limit(requests=requests))


def left(charge: Charge) -> int:
    assert charge.allowance is not None
    return charge.allowance.remaining


def test_a_request_is_counted_and_told_what_is_left(transactions: Transactions, ada: UUID) -> None:
    first, second = a_charge(), a_charge()
    with transactions(ada, first) as store:
        assert left(first) == 1
        store.add_portfolio(a_draft())
    with transactions(ada, second) as store:
        assert left(second) == 0
        assert store.get_preferences()


def test_a_request_that_fails_stays_counted(transactions: Transactions, ada: UUID) -> None:
    with pytest.raises(NotFoundError), transactions(ada, a_charge()) as store:
        store.get_portfolio(ada)
    again = a_charge()
    with transactions(ada, again):
        assert left(again) == 0


def test_with_nothing_left_nothing_is_opened_and_the_next_user_is_served(
    transactions: Transactions, ada: UUID
) -> None:
    with transactions(ada, a_charge(requests=1)):
        pass
    refused = a_charge(requests=1)
    with pytest.raises(RateLimitedError), transactions(ada, refused):
        pytest.fail("opened")
    assert refused.allowance is not None
    assert refused.allowance.retry_after_seconds > 0
    with transactions(ada, a_charge("user:2")) as store:
        assert store.get_preferences()


def test_what_is_not_charged_is_not_counted(transactions: Transactions, ada: UUID) -> None:
    with transactions(ada):
        pass
    charge = a_charge()
    with transactions(ada, charge):
        assert left(charge) == 1


def test_hostile_text_in_a_subject_counts_and_does_no_more(
    transactions: Transactions, ada: UUID
) -> None:
    charge = a_charge("user:'; DROP TABLE rate_buckets; --")
    with transactions(ada, charge):
        assert left(charge) == 1
    again = a_charge("user:'; DROP TABLE rate_buckets; --")
    with transactions(ada, again):
        assert left(again) == 0
