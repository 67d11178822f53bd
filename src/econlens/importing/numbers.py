"""Cells to Decimal: what is unknown stays unknown, what is no finite number is told."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from econlens.importing.markets import CURRENCIES
from econlens.importing.row_words import UNIT_WORDS, UNKNOWN_MARKS

# Nobody holds a million billions of anything; a longer number is a mistake or an attack.
LARGEST = Decimal(10) ** 15
_MAX_CELL = 48
_LONGEST_EXPONENT = len("e+999")
_MAX_PLAIN_CELL = 15
_PROOFS_ENOUGH = 1_000

# Possessive, so that a column that is not plain is refused in one pass.
_PLAIN_COLUMN = re.compile(r"(?:-?\$?[0-9]*+(?:\.[0-9]*+)?%?(?:\n|\Z))*+")
_PLAIN_MARKS: dict[int, str | None] = {ord("$"): None, ord("%"): None}
_GROUPED_COLUMN = {
    ".": (
        re.compile(r"(?:[+-]?\$?(?:[0-9]{1,3}(?:,[0-9]{3})++|[0-9]*+)(?:\.[0-9]*+)?%?(?:\n|\Z))*+"),
        _PLAIN_MARKS | {ord(","): None},
    ),
    ",": (
        re.compile(r"(?:[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})++|[0-9]*+)(?:,[0-9]*+)?%?(?:\n|\Z))*+"),
        _PLAIN_MARKS | {ord("."): None, ord(","): "."},
    ),
}
_NUMBER = re.compile(
    r"(?P<open>\(?)(?P<before>[^0-9.,()]*)"
    r"(?P<digits>(?:[.,]?[0-9])[0-9.,]*)(?P<exponent>[eE][+-]?[0-9]+)?"
    r"(?P<after>[^0-9.,()]*)\.?(?P<close>\)?)"
)
_BEFORE_BRACKET = re.compile(r"^([^0-9.,()]+)\(")
_NOT_FINITE = frozenset({"nan", "inf", "infinity", "∞"})
_DROPPED = {ord(ch): None for ch in "'’ \u00a0\u202f\u2009\t\n\"*"}
_MINUS = {ord("−"): "-", ord("–"): "-"}
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = frozenset("+-$€£¥₹% ")
_GROUPED = {
    ".": re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*(?:\.[0-9]*)?|[0-9]*(?:\.[0-9]*)?"),
    ",": re.compile(r"[0-9]{1,3}(?:\.[0-9]{2,3})*(?:,[0-9]*)?|[0-9]*(?:,[0-9]*)?"),
}


class NumberError(ValueError):
    """The cell is no number; it may be a mark or a remark that we do not know."""


class ImpossibleNumberError(NumberError):
    """The cell means to be a number, but nothing can be worth or count that."""


@dataclass(slots=True)
class Numbers:
    """values[i] is None where cell i states nothing; problems maps i to what is wrong with it.

    may_be_negative: False only if no cell has a minus sign.
    """

    values: Sequence[Decimal | None]
    problems: dict[int, NumberError] = field(default_factory=dict)
    may_be_negative: bool = True


def read_plain(cells: Sequence[str]) -> Numbers | None:
    """The fast way: a column such as a program writes, $1250.75 or 12.5%. None if it is not."""
    return _read_distinct(cells, _PLAIN_COLUMN, _PLAIN_MARKS)


def read_numbers(cells: Sequence[str], decimal_sign: str) -> Numbers:
    """A column with any marks, signs and units, its decimal sign being known."""
    pattern, marks = _GROUPED_COLUMN[decimal_sign]
    if fast := _read_distinct(cells, pattern, marks):
        return fast
    values: list[Decimal | None] = [None] * len(cells)
    problems: dict[int, NumberError] = {}
    for at, cell in enumerate(cells):
        try:
            values[at] = parse(cell, decimal_sign)
        except NumberError as problem:
            problems[at] = problem.with_traceback(None)  # it would keep all that was at hand
    return Numbers(values, problems)


def _read_distinct(
    cells: Sequence[str], pattern: re.Pattern[str], marks: dict[int, str | None]
) -> Numbers | None:
    """Numbers that repeat are read once, and are one object."""
    distinct = list(set(cells))
    if 2 * len(distinct) > len(cells):
        return _read_at_once(cells, pattern, marks)
    numbers = _read_at_once(distinct, pattern, marks)
    if numbers is None:
        return None
    values = dict(zip(distinct, numbers.values, strict=True))
    return Numbers(list(map(values.__getitem__, cells)), may_be_negative=numbers.may_be_negative)


def _read_at_once(
    cells: Sequence[str], pattern: re.Pattern[str], marks: dict[int, str | None]
) -> Numbers | None:
    """A column checked and cleaned as one text. None if any cell is out of the ordinary."""
    joined = "\n".join(cells)
    has_minus = "-" in joined
    if not pattern.fullmatch(joined) or max(map(len, cells), default=0) > _MAX_PLAIN_CELL:
        return None
    if joined.count("\n") != len(cells) - 1:  # a line end within a cell
        return None
    if any(chr(mark) in joined for mark in marks):
        cells = joined.translate(marks).split("\n")
    try:
        values = [Decimal(cell) if cell else None for cell in cells]
    except InvalidOperation:
        return None
    return Numbers(values, may_be_negative=has_minus)


def parse(cell: str, decimal_sign: str = ".") -> Decimal | None:
    """One number; None for an empty or unknown mark. NumberError says why it is none."""
    if is_unknown(cell):
        return None
    if len(cell) > _MAX_CELL:
        raise ImpossibleNumberError("is too long to be a number")
    text = cell.translate(_DROPPED).translate(_MINUS)
    text = _BEFORE_BRACKET.sub(r"(\1", text)
    if text.strip("+-").casefold() in _NOT_FINITE:
        raise ImpossibleNumberError("is not a finite number")
    found = _NUMBER.fullmatch(text)
    if not found or bool(found["open"]) != bool(found["close"]):
        raise NumberError("is not a number")
    sign = _sign(found)
    if not _GROUPED[decimal_sign].fullmatch(found["digits"]):
        raise NumberError("is not a number: its points and commas are in odd places")
    return sign * _magnitude(found["digits"], found["exponent"] or "", decimal_sign)


def is_unknown(cell: str) -> bool:
    return len(cell) <= _MAX_CELL and cell.strip().casefold() in UNKNOWN_MARKS


def is_not_finite(cell: str) -> bool:
    return cell.strip(" +-()$").casefold() in _NOT_FINITE


def _sign(found: re.Match[str]) -> int:
    """-1 for brackets, a minus in front or behind; NumberError for words that are no unit."""
    marks = found["before"] + " " + found["after"]
    for word in _WORD.findall(marks):
        if word.upper() not in CURRENCIES and word.casefold() not in UNIT_WORDS:
            raise NumberError("is not a number")
    if not _MARKS.issuperset(_WORD.sub("", marks)):
        raise NumberError("is not a number")
    minuses = marks.count("-") + (1 if found["open"] else 0)
    if minuses > 1 or marks.count("+") > 1:
        raise NumberError("is not a number: it has several signs")
    return -1 if minuses else 1


def _magnitude(digits: str, exponent: str, decimal_sign: str) -> Decimal:
    if len(exponent) > _LONGEST_EXPONENT:
        raise ImpossibleNumberError("is not an amount: its exponent is out of range")
    thousands = "," if decimal_sign == "." else "."
    plain = digits.replace(thousands, "").replace(decimal_sign, ".")
    value = Decimal(plain + exponent)
    if value >= LARGEST:
        raise ImpossibleNumberError("is larger than any amount can be")
    if value and value.adjusted() < -18:
        raise ImpossibleNumberError("is too small to be an amount")
    return value


class SignEvidence:
    """The decimal sign that a column proves, seen in as many of its cells as that takes.

    doubtful: some cell could be read in two ways.
    """

    def __init__(self, cells: Iterable[str] = ()) -> None:
        self.doubtful = False
        self._votes: Counter[str] = Counter()
        self._is_enough = False
        self.look_at(cells)

    def look_at(self, cells: Iterable[str]) -> None:
        for cell in () if self._is_enough else cells:
            sign = _vote(cell) if len(cell) <= _MAX_CELL else None
            if sign == "?":
                self.doubtful = True
            elif sign:
                self._votes[sign] += 1
                if self._votes[sign] == _PROOFS_ENOUGH:
                    self._is_enough = True
                    return

    @property
    def sign(self) -> str | None:
        """None: nothing is proved."""
        return self._votes.most_common(1)[0][0] if self._votes else None


def _vote(cell: str) -> str | None:
    """The decimal sign that one cell proves; "?" where 1,250 could be either; None: no sign."""
    points, commas = cell.count("."), cell.count(",")
    if not points and not commas:
        return None
    if points and commas:
        return "." if cell.rfind(".") > cell.rfind(",") else ","
    used, other = (".", ",") if points else (",", ".")
    if points + commas > 1:
        return other
    before, _, after = cell.partition(used)
    whole = len("".join(ch for ch in before if ch.isdigit()))
    decimals = len(after) - len(after.lstrip("0123456789"))
    leading_zero = before.lstrip("+-($€£ ").startswith("0")
    if decimals == 0:
        return None
    return "?" if decimals == 3 and 1 <= whole <= 3 and not leading_zero else used
