"""Cut a file into its tables and the lines around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from econlens.importing.dates import find_date
from econlens.importing.header import TITLE_WORDS, Header, match_header
from econlens.importing.issue_log import refused
from econlens.importing.numbers import is_not_finite, is_unknown
from econlens.importing.packed import Packed
from econlens.importing.symbols import looks_like_ticker
from econlens.importing.table import MAX_COLUMNS, NumberedRow, packed_rows
from econlens.importing.words import Column, key

MAX_TABLES = 1_000
_NUMBER_COLUMNS = (Column.QUANTITY, Column.PRICE, Column.MARKET_VALUE, Column.COST_BASIS)

_ACCOUNT_IN_TITLE = re.compile(r"(?:\.\.|…|[xX*#-])(\d{3,12})$")
_ACCOUNT_AFTER_WORD = re.compile(
    r"^(?:account|acct|depot|konto|compte|conto|rekening|cuenta)\b[^0-9]{0,40}([0-9]{4,16})\W*$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 120
_BEGINS_NUMBER = "0123456789$-+.("


@dataclass(slots=True)
class HeldTable:
    """One table of the file. last_line: that of its last row, or of its header if it has none.

    account: the number in the title above the table, where there is one.
    """

    header: Header
    header_line: int
    account: str = ""
    rows: Packed[NumberedRow] = field(default_factory=packed_rows)
    last_line: int = field(init=False)
    number_places: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        index = self.header.index
        self.number_places = tuple(index[c] for c in _NUMBER_COLUMNS if c in index)
        self.last_line = self.header_line

    def add(self, row: NumberedRow) -> None:
        self.rows.append(row)
        self.last_line = row.line

    def distinct(self, column: Column) -> Iterator[set[str]]:
        """The different cells of a column, block by block: most columns repeat a few."""
        place = self.header.index[column]
        for block in self.rows.blocks():
            yield {row.cells[place].strip() for row in block if place < len(row.cells)}

    def cells(self, *columns: Column) -> Iterator[tuple[str, ...]]:
        """The stripped cells of these columns, row by row; empty where there is none."""
        places = [self.header.index.get(column, MAX_COLUMNS) for column in columns]
        for _, row in self.rows:
            yield tuple(row[at].strip() if at < len(row) else "" for at in places)


@dataclass(slots=True)
class Layout:
    """notes: titles and disclaimers; foreign: tables of another sort."""

    tables: list[HeldTable] = field(default_factory=list)
    notes: Packed[NumberedRow] = field(default_factory=packed_rows)
    foreign: Packed[NumberedRow] = field(default_factory=packed_rows)

    def start(self, table: HeldTable) -> None:
        if len(self.tables) == MAX_TABLES:
            raise refused(
                "TOO_MANY_TABLES",
                f"The file has more than {MAX_TABLES:,} tables of holdings.",
                "Keep one line of titles with all holdings below it.",
                line=table.header_line,
            )
        if self.tables:
            self.tables[-1].rows.seal()  # a thousand small tables would all wait for more rows
        self.tables.append(table)


def find_layout(rows: Iterable[NumberedRow], given: Header | None = None) -> Layout:
    """Tables in file order. A header may be repeated; a blank line does not end a table.

    given: the only header that counts, when the user has said what the columns are.
    """
    layout = Layout()
    current: HeldTable | None = None
    account = ""
    may_be_header = True
    for each in rows:
        line, row = each
        if not any(row):
            may_be_header = True
            continue
        header = None
        if given:
            header = given if tuple(row) == given.titles else None
        elif may_be_header or key(row[0]) in TITLE_WORDS:
            is_repeated = current is not None and tuple(row) == current.header.titles
            header = current.header if current and is_repeated else match_header(row)
        may_be_header = False
        if header:
            current = _continue_or_start(layout, current, HeldTable(header, line, account))
        elif current is None or is_note(current.header, row):
            may_be_header = True
            account = _account_in_title(row) or account
            outside = layout.foreign if layout.foreign and current is None else layout.notes
            outside.append(each)
        elif _heads_another_table(current, row):
            current, may_be_header = None, True
            layout.foreign.append(each)
        else:
            current.add(each)
    return layout


def is_note(header: Header, row: Sequence[str]) -> bool:
    """One cell of text alone: a title, a date, a disclaimer, in whichever column it stands."""
    if len(row) > 1 and row[0] and row[1]:
        return False
    filled = [at for at, cell in enumerate(row) if cell.strip()]
    if len(filled) != 1:
        return False
    cell = row[filled[0]].strip()
    is_symbol = header.index.get(Column.SYMBOL) == filled[0] and looks_like_ticker(cell)
    return not is_symbol or (len(row) == 1 < len(header.titles) - 1)


def _continue_or_start(layout: Layout, current: HeldTable | None, new: HeldTable) -> HeldTable:
    """A repeated header goes on with its table, unless another account begins."""
    if current and (current.header.titles, current.account) == (new.header.titles, new.account):
        return current
    layout.start(new)
    return new


def _account_in_title(row: Sequence[str]) -> str:
    """Of "Individual ...123", "Brokerage -1234" or "Depot 12345678": a number that ends a title."""
    title = "".join(row).strip()[:_LONGEST_TITLE]
    found = _ACCOUNT_IN_TITLE.search(title) or _ACCOUNT_AFTER_WORD.search(title)
    return found[1] if found and not find_date(title) else ""


def _heads_another_table(table: HeldTable, row: Sequence[str]) -> bool:
    """Words where two or more numbers should be: the header of something we do not know."""
    worded = 0
    for at in table.number_places:
        if at < len(row) and row[at][:1] not in _BEGINS_NUMBER and _is_words(row[at]):
            worded += 1
    return worded >= 2


def _is_words(cell: str) -> bool:
    start = cell[:60]
    if is_unknown(cell) or is_not_finite(cell) or any(ch.isdigit() for ch in start):
        return False
    return any(ch.isalpha() for ch in start)
