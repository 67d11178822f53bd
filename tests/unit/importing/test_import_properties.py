"""Whatever the bytes, reading answers; and what a file says does not hang on how it is laid out."""

import random
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from econlens.domain.issues import Severity
from econlens.importing.check_report import check_report
from econlens.importing.read import read_file
from econlens.importing.result import ImportResult
from econlens.importing.row_words import CASH_WORDS, TOTAL_WORDS

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "brokers").glob("*.csv"))
CANONICAL = (
    b"Symbol,Name,Asset Type,Allocation %,Dollar Amount,Shares,Avg Price,Portfolio\n"
    b'AAPL,"Apple, Inc",stock,40,4000,20,200,Mine\n'
    b"VTI,Fund,etf,60,6000,,,Mine\nCASH,Cash,cash,100,$1,,,Yours\nTOTAL,,,,10001,,,\n"
)
SOURCES = [path.read_bytes() for path in SAMPLES] + [CANONICAL]
POISON = [b'"', b",", b";", b"\t", b"\n", b"\r", b"\xff", b"\x00", b"NaN", b"1e999999", b"-", b"()"]
POISON += [
    b"Symbol,Quantity,Price,Value\n",
    b"TOTAL,",
    b"=cmd()",
    b"\xef\xbb\xbf",
    b"9" * 60,
    b"' ",
]


def assert_well_formed(result: ImportResult) -> None:
    """A result that every later step can use: finite numbers, real lines, texts of bounded size."""
    for position in result.positions:
        numbers = (position.quantity, position.price, position.market_value, position.cost_basis)
        assert all(number is None or number.is_finite() for number in numbers)
        assert position.line >= 1
        assert 1 <= len(position.symbol) <= 40 or not result.accepted
        assert len(position.account or "") <= 10
    for cash in result.cash:
        assert cash.amount.is_finite()
        assert cash.line >= 1
        assert cash.symbol or not result.accepted
    assert len(result.issues) <= 501
    assert all(issue.message and (issue.line is None or issue.line >= 1) for issue in result.issues)
    assert result.accepted or any(issue.severity is Severity.ERROR for issue in result.issues)
    assert result.positions or result.cash or not result.accepted
    assert check_report(result)["kind"] == result.kind.value


@given(st.binary(max_size=400))
def test_random_bytes_never_raise(data: bytes) -> None:
    assert_well_formed(read_file(data))


@given(st.text(alphabet='Symbol,Quantiy;Vae\t"\n 0123456789.-$()', max_size=300))
def test_random_tables_never_raise(text: str) -> None:
    assert_well_formed(read_file(b"Symbol,Quantity,Value\n" + text.encode()))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SOURCES), st.integers(0, 2**32), st.integers(1, 8))
def test_damaged_samples_never_raise(source: bytes, seed: int, damages: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - repeatable damage, not a secret
    data = bytearray(source)
    for _ in range(damages):
        at = dice.randrange(len(data) + 1)
        data[at : at + dice.choice((0, 0, 1, 30))] = dice.choice(POISON)
    assert_well_formed(read_file(bytes(data)))


# In a column of symbols, too, a line that says SUMA or CASH is the sum or the cash.
SYMBOLS = st.from_regex(r"[A-Z]{1,4}", fullmatch=True).filter(
    lambda symbol: symbol.lower() not in TOTAL_WORDS | CASH_WORDS
)
ROWS = st.lists(
    st.tuples(
        SYMBOLS,
        st.sampled_from(["stock", "etf", "bond"]),
        st.decimals(min_value=1, max_value=10**6, places=2),
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda row: row[0],
)


@given(ROWS, st.permutations([0, 1, 2, 3]), st.booleans())
def test_order_case_and_spaces_of_the_header_do_not_matter(
    rows: list[tuple[str, str, Decimal]], order: list[int], loud: bool
) -> None:
    titles = ["Symbol", "Name", "Asset Type", "Dollar Amount"]
    table = [titles, *([symbol, "x", kind, str(amount)] for symbol, kind, amount in rows)]
    plain = read_file("\n".join(",".join(row) for row in table).encode())
    table[0] = [f"  {title.upper()} " if loud else title.lower() for title in titles]
    shuffled = "\n".join(",".join(row[at] for at in order) for row in table)
    result = read_file(shuffled.encode())
    assert result.positions == plain.positions
    assert result.issues == plain.issues


@given(ROWS)
def test_no_amount_is_lost_or_invented(rows: list[tuple[str, str, Decimal]]) -> None:
    lines = [f"{symbol},x,{kind},{amount}" for symbol, kind, amount in rows]
    result = read_file("\n".join(["Symbol,Name,Asset Type,Dollar Amount", *lines]).encode())
    known = {"CASH", "TOTAL", "BRKA", "BRKB", "BFA", "BFB"}
    if known.isdisjoint(symbol for symbol, _, _ in rows):
        assert [p.symbol for p in result.positions] == [symbol for symbol, _, _ in rows]
    assert result.total_value == sum(amount for _, _, amount in rows)


@given(ROWS, st.sampled_from([",", "."]))
def test_a_broker_file_gives_the_same_in_either_way_of_writing_decimals(
    rows: list[tuple[str, str, Decimal]], sign: str
) -> None:
    def written(amount: Decimal) -> str:
        text = f"{amount:,.2f}"
        return text if sign == "." else text.translate(str.maketrans(",.", ".,"))

    lines = [f"{symbol};{written(amount)};{written(amount * 2)}" for symbol, _, amount in rows]
    result = read_file("\n".join(["Ticker;Stück;Kurswert", *lines]).encode())
    read = {*(p.line for p in result.positions), *(c.line for c in result.cash)}
    read |= {issue.line for issue in result.issues}
    assert set(range(2, len(rows) + 2)) <= read
    assert result.total_value == sum(amount * 2 for _, _, amount in rows)
