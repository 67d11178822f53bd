"""A file whose titles say nothing to us is shown to the user, and read as the user says."""

from decimal import Decimal
from pathlib import Path

import pytest

from econlens.importing.mapping import CHOICES, ColumnMapping, describe_columns
from econlens.importing.read import read_file
from econlens.importing.result import ImportResult
from econlens.importing.words import Column

FOREIGN = (
    b"Raport maklerski;;;;\n"
    b"Papier;Kod;Ile;Po ile;Razem\n"
    b"Orlen SA;PKN;10;65,50;655,00\n"
    b"Orlen SA;PKN;5;65,50;327,50\n"
    b"KGHM Polska;KGH;3;120,00;360,00\n"
)
MAPPED = {0: Column.NAME, 1: Column.SYMBOL, 2: Column.QUANTITY, 4: Column.MARKET_VALUE}
SAMPLES = Path(__file__).parents[2] / "data" / "brokers"


def only_error(result: ImportResult) -> str:
    (error,) = [issue for issue in result.issues if issue.severity == "error"]
    assert error.suggested_fix
    return error.code


def test_every_column_is_shown_with_its_title_and_three_different_cells() -> None:
    seen = describe_columns(FOREIGN)
    assert seen.header_line == 2
    assert [column.title for column in seen.columns] == ["Papier", "Kod", "Ile", "Po ile", "Razem"]
    assert seen.columns[1].samples == ("PKN", "KGH")
    assert seen.columns[2].samples == ("10", "5", "3")


def test_what_the_cells_give_away_is_guessed() -> None:
    guesses = [column.guess for column in describe_columns(FOREIGN).columns]
    assert guesses == [
        *(Column.NAME, Column.SYMBOL, Column.QUANTITY, Column.PRICE, Column.MARKET_VALUE)
    ]


def test_known_titles_are_guessed_by_their_words() -> None:
    seen = describe_columns(b"Ticker,Shares held,XYZ,Book cost\nAAPL,1,2,3\n")
    assert [column.guess for column in seen.columns] == [
        *(Column.SYMBOL, Column.QUANTITY, None, Column.COST_BASIS)
    ]


def test_the_signature_hangs_on_the_titles_alone() -> None:
    other_rows = FOREIGN.replace(b"Orlen SA", b"Allegro").replace(b"Po ile", b" PO ILE ")
    other_titles = FOREIGN.replace(b"Razem", b"Suma")
    assert describe_columns(other_rows).signature == describe_columns(FOREIGN).signature
    assert describe_columns(other_titles).signature != describe_columns(FOREIGN).signature
    assert len(describe_columns(FOREIGN).signature) == 64


def test_a_file_is_read_as_the_user_says() -> None:
    assert not read_file(FOREIGN).accepted
    result = read_file(FOREIGN, ColumnMapping(columns=MAPPED, currency="PLN"))
    assert result.accepted
    assert [(p.symbol, p.quantity, p.market_value, p.name) for p in result.positions] == [
        ("PKN", 15, Decimal("982.50"), "Orlen SA"),
        ("KGH", 3, Decimal(360), "KGHM Polska"),
    ]
    assert result.currency == "PLN"


def test_the_users_decimal_sign_goes_before_what_the_cells_seem_to_say() -> None:
    data = b"Was;Wieviel\nAAPL;1,250\nMSFT;2,500\n"
    columns = {0: Column.SYMBOL, 1: Column.QUANTITY}
    (point, comma) = (
        read_file(data, ColumnMapping(columns=columns, decimal_sign=sign)) for sign in (".", ",")
    )
    assert [p.quantity for p in point.positions] == [1250, 2500]
    assert [p.quantity for p in comma.positions] == [Decimal("1.25"), Decimal("2.5")]
    assert "DECIMAL_SIGN_GUESSED" not in {i.code for i in (*point.issues, *comma.issues)}


def test_a_currency_can_be_given_to_a_file_whose_columns_are_recognised() -> None:
    data = (SAMPLES / "trading212_pie.csv").read_bytes()
    result = read_file(data, ColumnMapping(currency="GBP"))
    assert result.currency == "GBP"
    assert "CURRENCY_UNKNOWN" not in {issue.code for issue in result.issues}


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({0: Column.NAME, 9: Column.QUANTITY}, "MAPPING_MISMATCH"),
        ({-1: Column.NAME, 2: Column.QUANTITY}, "MAPPING_MISMATCH"),
        ({0: Column.NAME, 1: Column.SYMBOL}, "MAPPING_INCOMPLETE"),
        ({2: Column.QUANTITY}, "MAPPING_INCOMPLETE"),
        ({1: Column.SYMBOL, 2: Column.QUANTITY, 3: Column.QUANTITY}, "MAPPING_AMBIGUOUS"),
    ],
)
def test_a_mapping_that_cannot_be_for_this_file_is_refused(
    columns: dict[int, Column], code: str
) -> None:
    assert only_error(read_file(FOREIGN, ColumnMapping(columns=columns))) == code


def test_a_file_without_titles_says_what_to_add() -> None:
    seen = describe_columns(b"AAPL,10,100.00\nMSFT,5,50.00\n")
    assert (seen.columns, seen.header_line) == ((), None)
    assert [issue.code for issue in seen.issues] == ["NO_TITLES"]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_every_brokers_file_can_be_described(path: Path) -> None:
    seen = describe_columns(path.read_bytes())
    assert not seen.issues
    assert {column.guess for column in seen.columns} <= {None, *CHOICES}
    assert all(len(sample) <= 60 for column in seen.columns for sample in column.samples)
