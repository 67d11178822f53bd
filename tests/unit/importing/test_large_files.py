"""A file of many blocks reads as its rows would one by one, and names the right lines."""

from decimal import Decimal

import pytest

from econlens.importing.read import read_file

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
