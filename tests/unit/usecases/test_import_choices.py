"""A user says how a file is to be read: before it is sent, or after having seen what it says."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from econlens.domain.errors import InvalidRequestError, NotFoundError, VersionConflictError
from econlens.domain.issues import Severity
from econlens.domain.upload import (
    KEPT_FOR,
    AccountSplit,
    ChangeKind,
    ColumnMeaning,
    FileMapping,
    ImportChoices,
    MappedColumn,
    Upload,
    UploadMode,
    UploadStatus,
    object_key,
)
from econlens.importing.mapping import CHOICES
from econlens.usecases.apply_upload import NothingToApplyError
from econlens.usecases.plan_import import Circumstances, plan_import
from econlens.usecases.process_again import FileNotKeptError, StillProcessingError
from econlens.usecases.read_upload import read_upload
from tests.factories import a_holding
from tests.upload_world import USER, UploadWorld

GOOD = (
    b"Symbol,Name,Asset Type,Allocation %,Dollar Amount\n"
    b"VTI,Stocks,etf,60,6000\nBND,Bonds,etf,40,4000\n"
)
STRANGE = b"Thing;Pieces;Worth\nVTI;10;2500,50\nBND;20;1400,00\n"
STRANGE_MAPPING = FileMapping(
    columns=(
        MappedColumn(index=0, meaning=ColumnMeaning.SYMBOL),
        MappedColumn(index=1, meaning=ColumnMeaning.QUANTITY),
        MappedColumn(index=2, meaning=ColumnMeaning.MARKET_VALUE),
    ),
    currency="EUR",
)
TWO_ACCOUNTS = (
    b"Account Number,Account Name,Symbol,Description,Quantity,Last Price,Last Price Change,"
    b"Current Value,Cost Basis Total,Type\n"
    b"Z11111111,Individual,AAPL,APPLE INC,10,$200.00,+$1.00,$2000.00,$1500.00,Cash\n"
    b"234567890,ROTH IRA,AAPL,APPLE INC,5,$200.00,+$1.00,$1000.00,$900.00,Cash\n"
    b"234567890,ROTH IRA,VTI,VANGUARD TOTAL,1,$280.00,+$1.00,$280.00,$200.00,Cash\n"
)


@pytest.fixture
def world() -> UploadWorld:
    return UploadWorld()


def a_preview(world: UploadWorld, content: bytes = GOOD, **changes: object) -> Upload:
    return world.read(content, validate_only=True, **changes)


def test_the_words_on_the_wire_are_those_of_the_importer() -> None:
    assert [meaning.value for meaning in ColumnMeaning] == [choice.value for choice in CHOICES]


def test_an_unknown_layout_shows_its_columns_and_keeps_the_file(world: UploadWorld) -> None:
    upload = world.read(STRANGE)
    assert upload.status is UploadStatus.FAILED
    assert upload.columns is not None
    assert [column.title for column in upload.columns.columns] == ["Thing", "Pieces", "Worth"]
    assert upload.columns.columns[1].samples == ("10", "20")
    assert world.has_file(upload)
    assert upload.file_kept_until == upload.updated_at + KEPT_FOR


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Asset,Amount,Price,Value\nBitcoin,0.5,60000,30000\n", "UNRESOLVED_HOLDING"),
        (b"Symbol,Shares,Price,Value\nVTI,10,200,150\nBND,10,70,-20\n", "VALUES_DISAGREE"),
    ],
)
def test_a_file_whose_columns_may_be_others_asks_for_them(
    world: UploadWorld, content: bytes, code: str
) -> None:
    upload = world.read(content, validate_only=True)
    assert code in {issue.code for issue in upload.issues}
    assert upload.columns is not None
    assert world.has_file(upload)


def test_a_mapped_file_is_read_without_being_sent_again(world: UploadWorld) -> None:
    refused = world.read(STRANGE)
    upload = world.read_again(refused, ImportChoices(mapping=STRANGE_MAPPING))
    assert upload.status is UploadStatus.COMPLETED, upload.issues
    (portfolio,) = world.portfolios()
    assert (portfolio.total_value, portfolio.currency) == (Decimal("3900.50"), "EUR")
    assert not world.has_file(upload)


def test_a_mapping_is_remembered_for_the_next_file_with_these_titles(world: UploadWorld) -> None:
    world.read(STRANGE, choices=ImportChoices(mapping=STRANGE_MAPPING))
    upload = world.read(STRANGE.replace(b"VTI;10", b"VTI;11"))
    assert upload.status is UploadStatus.COMPLETED
    assert "MAPPING_REMEMBERED" in {issue.code for issue in upload.issues}
    other_titles = world.read(STRANGE.replace(b"Thing", b"Object"))
    assert other_titles.status is UploadStatus.FAILED


def test_a_mapping_that_proved_wrong_is_not_remembered(world: UploadWorld) -> None:
    swapped = FileMapping(
        columns=(
            MappedColumn(index=1, meaning=ColumnMeaning.SYMBOL),
            MappedColumn(index=0, meaning=ColumnMeaning.MARKET_VALUE),
        )
    )
    wrong = world.read(STRANGE, choices=ImportChoices(mapping=swapped))
    assert wrong.status is UploadStatus.FAILED
    assert wrong.columns is not None
    assert world.has_file(wrong)
    with world.transactions(USER) as store:
        assert store.list_mappings() == {}


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ([(0, "Symbol"), (0, "Name")], "COLUMN_MAPPED_TWICE"),
        ([(0, "Symbol"), (1, "Symbol")], "MEANING_USED_TWICE"),
    ],
)
def test_a_mapping_that_contradicts_itself_is_refused_at_once(
    world: UploadWorld, columns: list[tuple[int, str]], code: str
) -> None:
    refused = world.read(STRANGE)
    mapped = tuple(MappedColumn(index=at, meaning=ColumnMeaning(word)) for at, word in columns)
    with pytest.raises(InvalidRequestError) as error:
        world.read_again(refused, ImportChoices(mapping=FileMapping(columns=mapped)))
    assert [issue.code for issue in error.value.issues] == [code]


def test_samples_of_an_account_column_keep_four_characters(world: UploadWorld) -> None:
    content = b"Account;Thing;Pieces\nZ11111111;VTI;10\n234567890;BND;20\n"
    upload = world.read(content)
    assert upload.columns is not None
    account = upload.columns.columns[0]
    assert account.guess is ColumnMeaning.ACCOUNT
    assert account.samples == ("…1111", "…7890")


def test_a_preview_stores_nothing_and_can_be_applied_without_the_file(world: UploadWorld) -> None:
    preview = a_preview(world)
    assert world.portfolios() == ()
    world.objects.objects.clear()
    applied = world.apply(preview)
    (portfolio,) = world.portfolios()
    assert (portfolio.total_value, portfolio.asset_count) == (Decimal(10000), 2)
    assert portfolio.risk_score is not None
    assert applied.result is not None
    assert (applied.result.portfolio_ids, applied.result.planned) == ((portfolio.id,), ())


def test_applying_five_times_stores_once_and_drops_the_file(world: UploadWorld) -> None:
    preview = a_preview(world)
    assert world.has_file(preview)
    answers = [world.apply(preview) for _ in range(5)]
    assert len(world.portfolios()) == 1
    assert answers[0].result == answers[4].result
    assert not world.has_file(preview)


def test_a_late_delivery_after_applying_changes_nothing(world: UploadWorld) -> None:
    preview = a_preview(world)
    applied = world.apply(preview)
    assert world.process(preview.id) == applied
    assert len(world.portfolios()) == 1


def test_what_was_refused_or_is_under_way_cannot_be_applied(world: UploadWorld) -> None:
    refused = world.read(GOOD.replace(b"6000", b"-6000"), validate_only=True)
    waiting = world.upload(world.send(GOOD, validate_only=True))
    for upload in (refused, waiting):
        with pytest.raises(NothingToApplyError):
            world.apply(upload)


def test_applying_over_a_portfolio_that_has_changed_since_is_refused(world: UploadWorld) -> None:
    into = world.add_portfolio()
    preview = a_preview(world, portfolio_id=into)
    world.apply(a_preview(world, portfolio_id=into))
    with pytest.raises(VersionConflictError):
        world.apply(preview)
    assert world.portfolio(into).version == 2


def test_a_preview_says_what_merging_would_change(world: UploadWorld) -> None:
    holdings = (
        a_holding(symbol="VTI", quantity=Decimal(3), market_value=Decimal(750)),
        a_holding(symbol="AAPL"),
    )
    into = world.add_portfolio(holdings=holdings)
    upload = a_preview(world, portfolio_id=into, mode=UploadMode.MERGE)
    assert upload.result is not None
    (planned,) = upload.result.planned
    changed, added = planned.changes
    assert (changed.symbol, changed.kind) == ("VTI", ChangeKind.CHANGED)
    assert (changed.old_quantity, changed.old_value) == (Decimal(3), Decimal(750))
    assert (changed.new_quantity, changed.new_value) == (None, Decimal(6000))
    assert (added.symbol, added.kind, added.old_value) == ("BND", ChangeKind.ADDED, None)
    assert [holding.symbol for holding in planned.draft.holdings] == ["AAPL", "VTI", "BND"]


def test_merge_can_become_replace_after_the_preview_is_seen(world: UploadWorld) -> None:
    into = world.add_portfolio(holdings=(a_holding(symbol="AAPL"),))
    merge = a_preview(world, portfolio_id=into, mode=UploadMode.MERGE)
    instead = world.read_again(merge, ImportChoices(), mode=UploadMode.REPLACE)
    assert instead.result is not None
    (planned,) = instead.result.planned
    kinds = {change.symbol: change.kind for change in planned.changes}
    assert kinds["AAPL"] is ChangeKind.REMOVED
    world.apply(instead)
    assert [holding.symbol for holding in world.portfolio(into).holdings] == ["VTI", "BND"]


def test_accounts_are_combined_unless_each_is_to_be_a_portfolio(world: UploadWorld) -> None:
    together = a_preview(world, TWO_ACCOUNTS)
    assert together.result is not None
    assert together.result.accounts == ("1111", "7890")
    assert len(together.result.planned) == 1
    apart = world.read_again(together, ImportChoices(accounts=AccountSplit.SEPARATE))
    applied = world.apply(apart)
    portfolios = {portfolio.name: portfolio.total_value for portfolio in world.portfolios()}
    assert portfolios == {"Fidelity 1111": Decimal("2000.00"), "Fidelity 7890": Decimal("1280.00")}
    assert applied.result is not None
    assert len(applied.result.portfolio_ids) == 2


def test_separate_accounts_cannot_go_into_one_portfolio(world: UploadWorld) -> None:
    into = world.add_portfolio()
    preview = a_preview(world, TWO_ACCOUNTS, portfolio_id=into)
    with pytest.raises(InvalidRequestError):
        world.read_again(preview, ImportChoices(accounts=AccountSplit.SEPARATE))


def test_a_file_is_kept_for_a_day(world: UploadWorld) -> None:
    refused = world.read(STRANGE)
    world.clock.advance(hours=24, seconds=1)
    with pytest.raises(FileNotKeptError):
        world.read_again(refused, ImportChoices(mapping=STRANGE_MAPPING))


def test_what_is_stored_cannot_be_read_again(world: UploadWorld) -> None:
    with pytest.raises(FileNotKeptError):
        world.read_again(world.read(GOOD), ImportChoices())


def test_asking_twice_for_the_same_reading_is_one_and_for_another_is_refused(
    world: UploadWorld,
) -> None:
    refused = world.read(STRANGE)
    choices = ImportChoices(mapping=STRANGE_MAPPING)
    with world.transactions(USER) as store:
        world.ask_again(store, refused, choices)
        world.ask_again(store, refused, choices)
        with pytest.raises(StillProcessingError):
            world.ask_again(store, refused, choices, mode=UploadMode.MERGE)
    assert world.announced == [object_key(USER, refused.id)]


def test_a_reading_that_was_overtaken_by_other_choices_leaves_nothing(world: UploadWorld) -> None:
    """The worker has read the file under the old choices when the user's new ones arrive."""
    refused = world.read(STRANGE)
    read_bytes = world.objects.get

    def choose_meanwhile(key: str) -> bytes:
        with world.transactions(USER) as store:
            choices = ImportChoices(mapping=STRANGE_MAPPING)
            store.reopen_upload(refused.id, replace(refused.request, choices=choices))
        return read_bytes(key)

    with world.transactions(USER) as store:
        store.reopen_upload(refused.id, refused.request)
    world.objects.get = choose_meanwhile  # type: ignore[method-assign]
    assert not world.process(refused.id).is_settled
    world.objects.get = read_bytes  # type: ignore[method-assign]
    assert world.process(refused.id).status is UploadStatus.COMPLETED
    assert len(world.portfolios()) == 1


def test_another_users_upload_cannot_be_read_again(world: UploadWorld) -> None:
    preview = a_preview(world)
    with world.transactions(uuid4()) as store, pytest.raises(NotFoundError):
        world.ask_again(store, preview, ImportChoices())


def test_a_preview_too_large_to_keep_is_refused_and_the_import_is_not(world: UploadWorld) -> None:
    rows = "".join(f"S{i},Ex,stock,,1.00,P{i // 4000}\n" for i in range(20_001))
    content = f"Symbol,Name,Asset Type,Allocation %,Dollar Amount,Portfolio\n{rows}".encode()
    upload = world.upload(world.send(content, validate_only=True))
    read = read_upload(content, upload.request.choices, {})
    for validate_only, codes in ((True, {"PREVIEW_TOO_LARGE"}), (False, set())):
        request = replace(upload.request, validate_only=validate_only)
        plan = plan_import(request, read.result, Circumstances())
        errors = {i.code for i in plan.issues if i.severity is Severity.ERROR}
        assert errors == codes
        assert (plan.result is None) is validate_only
