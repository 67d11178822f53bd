"""Columns in which much differs are kept encoded: the file reads as if they were not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.files import varied_rows
from econlens.domain.assets import AssetType
from econlens.importing import canonical_layout, packed
from econlens.importing.read import read_file
from econlens.importing.result import ImportResult

TITLES = "Symbol,Name,Asset Type,Dollar Amount,Shares,Avg Price,Portfolio,Expense Ratio,Account"
AMOUNTS = st.sampled_from(
    ["", "0", "1", "12.50", "$3", "-4.25", "1,5", "1.234,5", "n/a", "x", "5%"]
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(
            ["AAPL", "brk b", "BRKB", "CASH", "", "TOTAL", "A?", "'-X", "X" * 41, " VTI "]
        ),
        st.sampled_from(["", "Fund", "'=Fund", "n" * 201, "two\nlines"]),
        st.sampled_from(["stock", "ETF", "cash", "option", "other", "stok", ""]),
        *(AMOUNTS, AMOUNTS, AMOUNTS),
        st.sampled_from(["", "P", "Q"]),
        AMOUNTS,
        st.sampled_from(["", "12345678", "IRA"]),
    ),
    min_size=1,
    max_size=40,
)
ROW_COUNT = 9_000


def varied(*changes: tuple[int, bytes, bytes]) -> bytes:
    """changes: in which line, what and what for."""
    lines = varied_rows(ROW_COUNT).split(b"\n")
    for line, old, new in changes:
        assert lines[line - 1].count(old) == 1
        lines[line - 1] = lines[line - 1].replace(old, new)
    return b"\n".join(lines)


def errors(result: ImportResult) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.line) for issue in result.issues if issue.severity == "error"]


def quoted(row: tuple[str, ...]) -> str:
    return ",".join(f'"{cell}"' for cell in row)


@given(ROWS)
def test_encoded_columns_give_what_plain_ones_give(rows: list[tuple[str, ...]]) -> None:
    data = "\n".join([TITLES, *map(quoted, rows)]).encode()
    plain = read_file(data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(canonical_layout, "_MOST_SHARED", 0)
        patched.setattr(packed, "_BLOCK_ROWS", 3)
        encoded = read_file(data)
        assert encoded == plain
        assert list(encoded.positions) == list(plain.positions)


def test_every_row_is_read_with_its_own_amounts() -> None:
    result = read_file(varied())
    assert result.accepted
    assert [(p.line, p.symbol, p.quantity, p.price) for p in result.positions] == [
        (at + 2, f"BNCH{at}", Decimal(at + 1), Decimal(10_000 + 7 * at) / 100)
        for at in range(ROW_COUNT)
    ]
    assert all(p.market_value == (p.quantity or 0) * (p.price or 0) for p in result.positions)


def test_positions_can_be_asked_for_in_any_order_and_again() -> None:
    positions = read_file(varied((5_001, b",stock,", b",cash,"))).positions
    made = list(positions)
    assert len(positions) == len(made) == ROW_COUNT - 1
    assert AssetType.CASH not in {p.asset_type for p in made}
    assert [p.line for p in made[4_998:5_000]] == [5_000, 5_002]
    assert [positions[at] for at in (-1, 4_999, 0)] == [made[-1], made[4_999], made[0]]
    assert positions[4_990:5_010] == made[4_990:5_010]
    assert positions == made == list(positions)
    assert positions != made[1:]
    assert positions != [*made[1:], made[0]]
    assert positions != object()
    with pytest.raises(IndexError):
        positions[ROW_COUNT - 1]


def test_mistakes_far_down_are_told_with_their_lines() -> None:
    result = read_file(
        varied(
            (8_500, b"BNCH8498,", b"BAD ONE,"),
            (8_000, b",7999,", b",-7999,"),
            (7_500, b",7499,", b",1,"),
            (7_000, b",6999,", b",many,"),
        )
    )
    assert errors(result) == [
        ("INVALID_NUMBER", 7_000),
        ("AMOUNT_MISMATCH", 7_500),
        ("NEGATIVE_NUMBER", 8_000),
        ("AMOUNT_MISMATCH", 8_000),
        ("INVALID_SYMBOL", 8_500),
    ]


def test_one_decimal_comma_far_down_is_seen_in_the_whole_column() -> None:
    result = read_file(varied((8_000, b",7999,", b',"7.999,00",')))
    assert result.positions[7_998].quantity == Decimal(7_999)


def test_the_same_holding_twice_far_apart_becomes_one() -> None:
    lines = varied().split(b"\n")
    last = lines[-1].split(b",", 1)[1]
    lines.insert(8_600, b"Benchmark 17," + last)
    result = read_file(b"\n".join(lines))
    assert [(i.code, i.line) for i in result.issues if i.code == "DUPLICATE_SYMBOL"] == [
        ("DUPLICATE_SYMBOL", ROW_COUNT + 2)
    ]
    assert len(result.positions) == ROW_COUNT
    assert result.positions[8_599].symbol == "BNCH8999"
    assert result.positions[8_599].quantity == 2 * ROW_COUNT
