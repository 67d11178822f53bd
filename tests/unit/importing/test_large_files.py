"""A file of many blocks reads as its rows would one by one, and names the right lines."""

import time
from collections.abc import Iterable
from decimal import Decimal

import pytest

from econlens.domain.assets import AssetType
from econlens.importing.accounts import AccountNames
from econlens.importing.read import read_file
from econlens.importing.result import ImportResult

HEADER = "Symbol,Name,Asset Type,Dollar Amount,Portfolio\n"


def rows(count: int, name: str = "Fund") -> str:
    return "".join(f"A{n},{name},etf,{n + 1}.50,P{n // 1_000}\n" for n in range(count))


@pytest.mark.parametrize("count", [498, 499, 500, 501, 999, 1_000, 5_000])
def test_rows_at_the_edges_of_blocks_are_neither_lost_nor_doubled(count: int) -> None:
    result = read_file((HEADER + rows(count)).encode())
    assert [p.symbol for p in result.positions] == [f"A{n}" for n in range(count)]
    assert [p.line for p in result.positions] == list(range(2, count + 2))
    assert result.total_value == sum(Decimal(n + 1) + Decimal("0.5") for n in range(count))


def test_lines_stay_right_behind_cells_that_hold_line_ends() -> None:
    text = HEADER + 'TALL,"one\ntwo\nthree",etf,1,Q\n' + rows(1_200) + '"BAD ONE",x,etf,1,Q\n'
    result = read_file(text.encode())
    (error,) = [issue for issue in result.issues if issue.severity == "error"]
    assert (error.code, error.line) == ("INVALID_SYMBOL", 1_205)
    assert result.positions[1].line == 5


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_any_line_end_gives_the_same(end: str, last: bool) -> None:
    text = (HEADER + rows(3_000, "Fünd Ünlimited")).replace("\n", end)
    result = read_file((text if last else text[: -len(end)]).encode())
    assert len(result.positions) == 3_000
    assert result.positions[2_999].line == 3_001
    assert result.positions[2_999].name == "Fünd Ünlimited"


def test_windows_1252_is_seen_however_late_it_shows() -> None:
    data = (HEADER + rows(3_000)).encode() + "ZZ,Société,etf,1,Q\n".encode("cp1252")
    result = read_file(data)
    assert result.positions[3_000].name == "Société"
    assert "READ_AS_WINDOWS_1252" in {issue.code for issue in result.issues}


def test_one_cell_far_down_settles_how_numbers_are_written() -> None:
    lines = "".join(f"A{n};Fund;etf;1.000;P{n // 1_000}\n" for n in range(2_000))
    result = read_file((HEADER.replace(",", ";") + lines + "ZZ;Fund;etf;1.000,50;Q\n").encode())
    assert {p.market_value for p in result.positions} == {Decimal(1000), Decimal("1000.50")}


def test_an_open_quote_far_down_is_told_with_its_line() -> None:
    result = read_file((HEADER + rows(1_500) + 'ZZ,"Fund,etf,1,Q\nYY,Fund,etf,1,Q\n').encode())
    assert [(i.code, i.line) for i in result.issues] == [("QUOTE_NOT_CLOSED", 1_502)]


def test_rows_of_portfolios_that_take_turns_are_checked_as_if_they_lay_together() -> None:
    header = "Symbol,Name,Asset Type,Allocation %,Dollar Amount,Portfolio\n"
    of_one = [f"A{n},Fund,etf,10,{n + 1},One\n" for n in range(10)]
    of_other = [f"A{n},Fund,etf,9,{n + 1},Other\n" for n in range(10)]
    turns = [row for pair in zip(of_one, of_other, strict=True) for row in pair]
    together, mixed = (
        read_file((header + "".join(rows)).encode()) for rows in (of_one + of_other, turns)
    )
    for result in (together, mixed):
        errors = [issue for issue in result.issues if issue.severity == "error"]
        assert [error.code for error in errors] == ["ALLOCATION_SUM"]
        assert 'portfolio "Other" add up to 90 %' in errors[0].message
    assert sorted((p.portfolio, p.symbol, p.market_value) for p in mixed.positions) == sorted(
        (p.portfolio, p.symbol, p.market_value) for p in together.positions
    )


def test_lines_stay_right_below_blank_lines() -> None:
    result = read_file((HEADER + rows(2) + "\n\n" + "ZZ,Fund,etf,1,Q\n").encode())
    assert [p.line for p in result.positions] == [2, 3, 6]


def broker_file(titles: str, rows: Iterable[str]) -> ImportResult:
    return read_file("\n".join([titles, *rows]).encode())


def test_lots_of_one_security_are_merged_however_far_apart_they_stand() -> None:
    rows = [f"A{n % 1_500},Fund,{n},2,{2 * n}" for n in range(4_500)]
    result = broker_file("Symbol,Description,Quantity,Price,Value", rows)
    assert [p.symbol for p in result.positions] == [f"A{n}" for n in range(1_500)]
    assert [p.quantity for p in result.positions] == [3 * n + 4_500 for n in range(1_500)]
    assert result.total_value == sum(2 * n for n in range(4_500))
    assert [p.line for p in result.positions[998:1_002]] == [1_000, 1_001, 1_002, 1_003]
    merged = [i for i in result.issues if i.code == "LOTS_MERGED" and i.line == 1_502]
    assert merged[0].message == (
        "A0 is on lines 2, 1502 and 3002 of one account; the lines were added up."
    )


@pytest.mark.parametrize("above", [998, 999, 1_000, 1_001])
def test_a_line_that_sums_options_is_known_by_the_line_below_at_any_edge(above: int) -> None:
    rows = [
        *(f"A{n},,{n + 1},2,{2 * n + 2}" for n in range(above)),
        "AAPL,,,,500",
        "100 16 OCT 26 365 CALL,,1,5,500",
        *(f"B{n},,{n + 1},2,{2 * n + 2}" for n in range(1_200)),
    ]
    result = broker_file("Symbol,Description,Quantity,Price,Value", rows)
    assert [i.line for i in result.issues if i.code == "GROUP_ROW"] == [above + 2]
    option = next(p for p in result.positions if p.asset_type is AssetType.OPTION)
    assert option.symbol.startswith("AAPL ")


def test_values_worked_out_of_thousands_of_rows_are_told_once() -> None:
    rows = [f"A{n},Fund,{n + 1},2" for n in range(3_000)]
    told = broker_file("Symbol,Description,Quantity,Price", rows).issues
    derived = [issue.message for issue in told if issue.code == "VALUE_DERIVED"]
    assert len(derived) == 21
    assert derived[-1].startswith("2,980 more values were derived from quantity × price: lines 22")


def test_older_days_far_up_are_dropped() -> None:
    titles = "id,symbol,quantity,marketValue,currency,date,account"
    rows = [f"{n},A{n % 700},{n},{n},USD,2026-03-{1 + n // 700:02d},X{n % 2}" for n in range(3_500)]
    result = broker_file(titles, rows)
    assert result.kind == "snapshots"
    assert [p.quantity for p in result.positions] == list(range(2_800, 3_500))


def test_days_say_their_order_however_late() -> None:
    buys = [f"0{1 + n % 9}/04/2025,BUY,A{n},1,1" for n in range(2_500)]
    result = broker_file("Date,Type,Symbol,Quantity,Price", [*buys, "14/03/2025,SELL,A1,1,1"])
    # The day first: A1 is sold in March, before it is bought in April.
    assert "HISTORY_INCOMPLETE" in {issue.code for issue in result.issues}


@pytest.mark.parametrize("day", ["", ",2025-0{}-01"])
def test_more_accounts_than_five_thousand_are_refused(day: str) -> None:
    titles = "Account,Symbol,Quantity,Value" + (",Date" if day else "")
    rows = [f"A{n},VTI,1,2{day.format(1 + n % 2)}" for n in range(5_001)]
    assert [i.code for i in broker_file(titles, rows).issues] == ["TOO_MANY_ACCOUNTS"]


def test_five_thousand_accounts_keep_their_short_names() -> None:
    rows = [f"Z{n:06d}{n % 3},A{n},1,2,2" for n in range(5_000)]
    started = time.process_time()
    result = broker_file("Account,Symbol,Quantity,Price,Value", rows)
    assert time.process_time() - started < 1  # it grew with the square of the accounts once
    assert len({p.account for p in result.positions}) == 5_000
    names = AccountNames()
    assert [names.short(a) for a in ("A1111", "B-1111", "A1111", "C2222", "D1111")] == [
        *("1111", "1111-2", "1111", "2222", "1111-3")
    ]


def test_a_file_of_nothing_but_titles_is_refused_before_it_costs_minutes() -> None:
    titles = ["Symbol,Quantity,Value", "Symbol,Quantity,Price"] * 1_000
    assert [i.code for i in broker_file(titles[0], titles[1:]).issues] == ["TOO_MANY_TABLES"]
    sections = [f"Open Positions,Header,Currency,Symbol,Quantity,x{n}" for n in range(1_001)]
    data = "Open Positions,Data,USD,AAPL,1,2"
    result = broker_file(sections[0], [data, *sections[1:]])
    assert [i.code for i in result.issues] == ["TOO_MANY_TABLES"]
