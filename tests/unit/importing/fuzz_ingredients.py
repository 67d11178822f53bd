"""Files that want memory, drawn at random from tables of ingredients: for fuzz_memory.py.

A seed makes the same file as long as words.py, tests/data and this module stay as they are.
"""
# ruff: noqa: S311 - drawing must be repeatable

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.importing.words import CANONICAL_OPTIONAL, COLUMN_WORDS, Column, key

ROOT = Path(__file__).parents[3]
SMALLEST, LARGEST, MOST_LINES = 8_000_000, 10_000_000, 299_000
MOST_TABLES, MOST_EXTRA_COLUMNS, LONGEST_LINE = 990, 900, 3_900_000
DAYS = [date(2000, 1, 1) + timedelta(days) for days in range(9_000)]

Numbering = Callable[[int], int]
Cell = Callable[[int], str]
# The first of each table is the usual one. Which of its different texts a column has in a row:
NUMBERINGS: dict[str, Numbering] = {
    "all different": lambda row: row,
    "shuffled": lambda row: row * 7_919 % 1_000_003,
    "all alike": lambda row: 0,
    "3 in turn": lambda row: row % 3,
    "500 in turn": lambda row: row % 500,
    "3,000 in turn": lambda row: row % 3_000,
    "3,000 at random": lambda row: row * 2_654_435_761 % 2**32 % 3_000,
    "20,000 in turn": lambda row: row % 20_000,
    "40,000 at random": lambda row: row * 2_654_435_761 % 2**32 % 40_000,
    "2 together": lambda row: row // 2,
    "10 together": lambda row: row // 10,
    "500 together": lambda row: row // 500,
}


class Nth(int):
    """A number to write as "{:d}", "{:letters}", "{:isin}", "{:%d.%m.%Y}", "{:of some words}"."""

    def __format__(self, spec: str) -> str:
        if spec.startswith("%"):
            return f"{DAYS[self % len(DAYS)]:{spec}}"
        if spec.startswith("of "):
            words = spec.split()[1:]
            return words[self % len(words)]
        return WRITTEN[spec](self) if spec in WRITTEN else super().__format__(spec)


def _letters(n: int) -> str:
    return "".join(chr(65 + n // 26**place % 26) for place in range(4))


def _isin(n: int) -> str:
    digits = f"3028{n:09d}"  # U, S and the number
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(digits))]
    return f"US{n:09d}{-sum(value // 10 + value % 10 for value in doubled) % 10}"


def _of(kind: type[AssetType | Category | Sector | Region]) -> Sequence[str]:
    words = [member.value for member in kind]
    return (f"{{:of {' '.join(words)}}}", words[0], words[0].replace("_", " "), "", "kind {:d}")


WRITTEN = {"letters": _letters, "isin": _isin}
NAMES = (
    *("Company No. {:d} Inc", "{:letters}", "{:d}", "", "Company, No. {:d}; Inc | Co"),
    *("{:x>100}", "{:x>250}", "{:x>5000}", "{:x>100000}", "{:x>60}🤓", "{:x>5000}🤓"),
    *("{:x>99999}🤓", "{:d} 🤓🤓🤓", "{:d}🤓xxxxxxxxxxxxxxxxxxxx", "Société Générale n° {:d}"),
    *("Εταιρεία αρ. {:d}", "第{:d}号有限公司", "{:é>90}", "Company\nNo. {:d}\nInc"),
    *('The "{:d}" Company', "  Company {:d}  ", "=SUM(A{:d})", "Company (ISIN: {:isin})"),
    *("Money Market {:d}", "{:d}ﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺ"),
)
SYMBOLS = (
    *("{:letters}", "BNCH{:d}", "{:06d}", "{:letters}.DE", "{:letters}/B", "XLON:{:letters}"),
    *("{:isin}", "{:letters} 12/18/2026 220.00 C", "bnch{:d}", "{:A>40}", "{:A>60}", "NO {:d} X"),
    *("Ω{:letters}", "{:of CASH USD EUR $CASH}", "{:letters}XX**", "{:letters}/USD", ""),
    *("Total", "NEW{:d}"),
)
AMOUNTS = (
    *("{:.2f}", "{:.0f}", "{:g}", "{:.6f}", "{:.30f}", "{:,.2f}", "${:,.2f}", "{:.2f} EUR"),
    *("{:.2f}%", "{:.3e}", "-{:.2f}", "({:.2f})", "{:.2f}-", "", "--", "some {:.2f}"),
    *("{:9>45.0f}", "0"),
)
CODES = ("USD", "{:of EUR USD}", "{:of EUR USD GBP CHF CAD SEK JPY GBX}", "{:letters}", "")
DATES = ("{:%Y-%m-%d}", "{:%m/%d/%Y}", "{:%d.%m.%Y}", "{:%Y-%m-%d %H:%M}", "", "day {:d}")
DEEDS = (
    *("BUY", "{:of Buy Buy Buy Sell}", "{:of Kauf Split Reinvest}", "{:of buy dividend fee}"),
    *("Dividend", "buy no {:d}", "{:of buy transfer}", "deed {:d}"),
)
TYPES = (*_of(AssetType), "{:of Equity ETF Fonds Anleihe Option Cash}")
TEXTS: dict[str, Sequence[str]] = {
    "Symbol": SYMBOLS,
    "ISIN": ("{:isin}", "", "{:letters}"),
    "CUSIP or WKN": ("{:06d}", "", "{:letters}"),
    **dict.fromkeys(("Name", "Portfolio"), NAMES),
    "Account": ("Z{:08d}", "{:d}-0001", "{:04d}", *NAMES),
    "Asset Type": TYPES,
    "Type": (*TYPES, *DEEDS),
    **{kind.__name__: _of(kind) for kind in (Category, Sector, Region)},
    **dict.fromkeys(("Currency", "Value Currency"), CODES),
    "Exchange": ("{:of XNAS LSE XETR}", "{:letters}"),
    "Direction": ("LONG", "{:of Long Short}"),
    **dict.fromkeys(("Date", "Trade Date"), DATES),
    "Transaction Type": DEEDS,
    "Order": ("{:d}", "{:032x}"),
}
NUMBERS: dict[str, Callable[[float, float], float]] = {
    "Shares": lambda shares, price: shares,
    **dict.fromkeys(("Price", "Avg Price"), lambda shares, price: price),
    "Dollar Amount": lambda shares, price: shares * price,
    "Cost Basis": lambda shares, price: shares * price * 0.8,
    "Allocation %": lambda shares, price: 0.2,
    "Expense Ratio": lambda shares, price: price % 2,
    "Dividend Yield": lambda shares, price: price % 20,
    "Commission": lambda shares, price: price % 10,
}
# The columns that a file has, and behind the semicolon those of which it has some.
OURS = ",".join(CANONICAL_OPTIONAL)
DETAILS = "Name,ISIN,Currency,Account,Asset Type,Exchange,Dollar Amount,Cost Basis,Portfolio"
LAYOUTS = {
    "canonical": f"Symbol,Name,Asset Type,Allocation %,Dollar Amount;{OURS}",
    "canonical without amounts": f"Symbol,Name,Asset Type,Shares,Avg Price;{OURS}",
    "canonical by allocation": f"Symbol,Name,Asset Type,Allocation %;{OURS}",
    "positions": f"Symbol,Shares;Price,{DETAILS}",
    "positions by ISIN": f"ISIN,Shares,Price;Value Currency,{DETAILS}",
    "positions by name": "Name,Dollar Amount;Shares,Price,Account,CUSIP or WKN",
    "directions": f"Symbol,Shares,Direction,Type;Price,{DETAILS}",
    "lots": f"Symbol,Trade Date,Avg Price,Shares,Price;{DETAILS}",
    "lots with sales": f"Symbol,Trade Date,Avg Price,Shares,Price,Transaction Type;{DETAILS}",
    "activities": f"Date,Transaction Type,Symbol,Shares;Price,Commission,{DETAILS}",
    "orders": f"Date,Symbol,Shares,Order,Commission,Dollar Amount;{DETAILS}",
    "snapshots": f"Date,Symbol,Shares,Price;{DETAILS}",
    "a broker's sample": ";",
}
# What stands in the place of a row: of its cells, where its symbol stands, and its number.
ODD_ROWS: dict[str, Callable[[list[str], int, int], list[str]]] = {
    "blank": lambda cells, place, n: [],
    "only separators": lambda cells, place, n: [""] * len(cells),
    "symbols alone": lambda cells, place, n: [*[""] * place, f"NEW{n}", *[""] * len(cells)],
    "pending": lambda cells, place, n: ["Pending Activity", f"{n}.25"],
    "notes": lambda cells, place, n: [f"A remark, no. {n}"],
    "long notes": lambda cells, place, n: [f"{n:x>3000}"],
    "too short": lambda cells, place, n: cells[: len(cells) // 2],
    "too wide": lambda cells, place, n: [*cells, f"more {n}"],
    "words": lambda cells, place, n: [f"Words of {_letters(n)}"] * len(cells),
    "sections": lambda cells, place, n: [f"Section {n}", "Data", *cells[2:]],
    "cash headers": lambda cells, place, n: ["Cash Report", "Header", "What", "Currency", "Total"],
    "cash report": lambda cells, place, n: ["Cash Report", "Data", "Ending Cash", "USD", f"{n}.2"],
}
BEGINNINGS = {
    "at once": b"",
    "byte-order mark": b"\xef\xbb\xbf",
    "notes": b"A note\n" * 150,
    "Windows-1252": b"D\xe9p\xf4t\n",
    "other sections": b"Statement,Header,Field Name,Field Value\nStatement,Data,Title,Activity\n",
}
ENDS = {"nothing": b"", "0x1a": b"\x1a", "many 0x1a": b"\x1a" * 1_000}
# Of most rows, and of every 5,000th: where there are line feeds, the importer counts only them.
LINE_ENDS = (("\n", "\n"), ("\r\n", "\r\n"), ("\r", "\r"), ("\r", "\n"))


class Draw:
    """One file. said: what is not as usual in it; data: its bytes."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.said: list[str] = []
        beginning, end = self._one("beginning", BEGINNINGS), self._one("end", ENDS)
        self.encoding = "cp1252" if beginning == BEGINNINGS["Windows-1252"] else "utf-8"
        self.line_ends = self._one("line ends", LINE_ENDS)
        self.delimiter = self._one("delimiter", ",;\t|")
        self.quoting = self._one("quoting", (csv.QUOTE_MINIMAL, csv.QUOTE_ALL), usual=0.8)
        self.has_commas = self._one("decimal commas", (False, True))
        self.columns = self._columns()
        self.is_in_sections = self._one("sections", (False, True), usual=0.8)
        self.tables = self._one("tables", (0, 2, 30, MOST_TABLES))
        self.odd = [self._one("odd", ODD_ROWS) for _ in range(self.random.choice((0, 0, 1, 2)))]
        self.odd_share = self._one("odd rows", (0.0005, 0.01, 0.3, 0.95))
        size = self.random.choice((LARGEST, self.random.randint(SMALLEST, LARGEST)))
        self.data = beginning + self._written(size - len(beginning) - len(end)) + end

    def _one(self, what: str, table: Mapping[Any, Any] | Sequence[Any], usual: float = 0.6) -> Any:
        """The first of the table so often, else any of them."""
        names = list(table)
        name = names[0] if self.random.random() < usual else self.random.choice(names)
        if name != names[0] or not usual:
            self.said.append(f"{what} {name!r}")
        return table[name] if isinstance(table, Mapping) else name

    def _columns(self) -> list[tuple[str, Cell]]:
        """The titles, and what stands under them in each row."""
        layout = self._one("layout", LAYOUTS, usual=0)
        must, may = (part.split(",") for part in layout.split(";"))
        titles = names = [*must, *(each for each in may if self.random.random() < 0.3)]
        if not layout.startswith("Symbol,Name,Asset Type"):
            in_english = self._one("titles of any language", (True, False))
            words = [COLUMN_WORDS[Column(name)] for name in names if name]
            titles = [each[0] if in_english else self.random.choice(each) for each in words]
        if not titles:
            titles, names = self.random.choice(_samples())
            self.said.append(" ".join(titles)[:60])
        columns = list(zip(titles, self._cells(names), strict=True))
        extra = self._text("extra columns", (*[""] * 10, *NAMES), self._numbering("extra columns"))
        number = self._one("number of extra columns", (0, 1, 5, 40, MOST_EXTRA_COLUMNS))
        number = min(number, LONGEST_LINE // (1 + len(extra(0).encode())))
        extras = [(f"Extra {at}", extra) for at in range(number)]
        self.place = names.index("Symbol") if "Symbol" in names else 0
        if self.random.random() < 0.7:
            return columns + extras
        self.place += number
        return extras + columns

    def _cells(self, names: Sequence[str]) -> Iterator[Cell]:
        of_securities = self._numbering("securities")
        shares, price = self._numbering("shares"), self._numbering("prices")
        for name in names:
            if name in NUMBERS:
                yield self._amount(name, shares, price)
            elif name == "Symbol" or self.random.random() < 0.4:
                yield self._text(name, TEXTS.get(name, NAMES), of_securities)
            else:
                yield self._text(name, TEXTS.get(name, NAMES), self._numbering(name))

    def _numbering(self, what: str) -> Any:
        return self._one(what, NUMBERINGS, usual=0.2)

    def _text(self, name: str, table: Sequence[str], numbering: Numbering) -> Cell:
        write = self._writer(name, table)
        return lambda row: write(Nth(numbering(row)))

    def _amount(self, name: str, shares: Numbering, price: Numbering) -> Cell:
        write, of = self._writer(name, AMOUNTS), NUMBERS[name]
        signs = str.maketrans(",.", ".,") if self.has_commas else {}
        return lambda row: write(of(1 + shares(row), 1 + 0.07 * price(row))).translate(signs)

    def _writer(self, name: str, table: Sequence[str]) -> Callable[[Any], str]:
        """Writes all values in one way, or some of them in another one."""
        usual, share = self._one(name, table, usual=0.75), self.random.choice((0, 0, 0, 1e-3, 0.5))
        odd = self._one(f"{share:g} of {name}", table, usual=0) if share else usual
        return lambda value: (odd if self.random.random() < share else usual).format(value)

    def _written(self, room: int) -> bytes:
        """Where too few bytes fit into the most lines, a column is mostly added to fill them."""
        sample = self._up_to(room, most_rows=200, rows_a_table=200)
        length = max(1, len(sample) // max(1, sample.count(self.line_ends[1][-1:].encode())))
        missing = SMALLEST // MOST_LINES + 1 - length
        if missing > 0 and self.random.random() < 0.9:
            self.columns.append(("Comment", f"{{:x>{missing}}}".format))
        rows_a_table = min(MOST_LINES, room // length) // max(1, self.tables)
        return self._up_to(room, 20 * MOST_LINES, max(1, rows_a_table))

    def _up_to(self, room: int, most_rows: int, rows_a_table: int) -> bytes:
        """As many whole lines as there is room for."""
        echo = SimpleNamespace(write=str)  # whatever this returns, writerow returns
        writer = csv.writer(echo, delimiter=self.delimiter, quoting=self.quoting)
        data, lines, (usual_end, seldom) = bytearray(), 0, self.line_ends
        for number, row in enumerate(self._rows(most_rows, rows_a_table), start=1):
            text = writer.writerow(row)[:-2] + (usual_end if number % 5_000 else seldom)
            line = text.encode(self.encoding, "replace")
            lines += text.count(seldom[-1])
            if len(data) + len(line) > room or lines > MOST_LINES:
                break
            data += line
        return bytes(data)

    def _rows(self, most: int, rows_a_table: int) -> Iterator[list[str]]:
        """Odd ones come after those by which the importer judges the file."""
        sections = (["Open Positions", kind] for kind in ("Header", "Data"))
        head, start = sections if self.is_in_sections else ([], [])
        for row in range(most):
            table, at = divmod(row, rows_a_table)
            if at == 0 and table < max(1, self.tables):
                yield from [[], [f"Depot {10_000_000 + table}"]] if self.tables else []
                yield head + [title for title, _ in self.columns]
            cells = start + [cell(row) for _, cell in self.columns]
            for odd in self.odd if row > 250 else ():
                if self.random.random() < self.odd_share:
                    cells = odd(cells, self.place + len(start), row)
            yield cells


def _samples() -> list[tuple[list[str], list[str]]]:
    """The titles of brokers' files, and what the columns are as far as the titles are known."""
    columns = {word: str(column) for column in COLUMN_WORDS for word in COLUMN_WORDS[column]}
    samples = []
    for path in sorted((ROOT / "tests/data").glob("[br]*/*.csv")):
        lines = path.read_text("utf-8-sig", errors="replace").splitlines()
        rows = (row for sign in ",;\t|" for row in csv.reader(lines, delimiter=sign))
        known = ((row, [columns.get(key(title), "") for title in row]) for row in rows)
        samples.append(max(known, key=lambda sample: len(set(sample[1]))))
    return samples
