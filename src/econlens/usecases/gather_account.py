"""Everything that EconLens holds about a user, for the user, and its end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from econlens.account_ports import AccountDirectory
from econlens.domain.changes import RecordedChange
from econlens.domain.errors import NotFoundError
from econlens.domain.portfolio import Portfolio, PortfolioOrder
from econlens.domain.preferences import Preferences
from econlens.domain.rates import Rate
from econlens.domain.sharing import ShareLink
from econlens.domain.sign_in import Device
from econlens.domain.upload import FileMapping, Upload, object_key
from econlens.domain.user import Profile
from econlens.ports import ObjectStore, UserStore

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRecord:
    user_id: UUID
    profile: Profile
    preferences: Preferences
    changes: tuple[RecordedChange, ...]
    devices: tuple[Device, ...]
    portfolios: tuple[Portfolio, ...]
    uploads: tuple[Upload, ...]
    shares: tuple[ShareLink, ...]
    mappings: Mapping[str, FileMapping]
    rates: tuple[Rate, ...]


def gather_account(accounts: AccountDirectory, store: UserStore, user_id: UUID) -> AccountRecord:
    """Raises NotFoundError."""
    portfolios = tuple(_all_portfolios(store))
    shares = (link for portfolio in portfolios for link in store.list_shares(portfolio.id))
    return AccountRecord(
        user_id=user_id,
        profile=accounts.get_profile(user_id),
        preferences=store.get_preferences(),
        changes=store.list_changes(),
        devices=store.list_devices(),
        portfolios=portfolios,
        uploads=store.list_uploads(),
        shares=tuple(shares),
        mappings=store.list_mappings(),
        rates=store.list_rates(),
    )


def delete_account(
    accounts: AccountDirectory, store: UserStore, objects: ObjectStore, user_id: UUID
) -> None:
    """Files first, the account last: what fails half-way can be done again with the same token."""
    for upload in store.list_uploads():
        objects.delete(object_key(user_id, upload.id))
    store.delete_user()
    try:
        accounts.delete_account(user_id)
    except NotFoundError:
        return  # this is the second try


def _all_portfolios(store: UserStore) -> Iterator[Portfolio]:
    offset, total = 0, 1
    while offset < total:
        page = store.list_portfolios(
            order=PortfolioOrder.CREATED_AT, descending=False, limit=PAGE, offset=offset
        )
        for summary in page.portfolios:
            yield store.get_portfolio(summary.id)
        offset, total = offset + PAGE, page.total
