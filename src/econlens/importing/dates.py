"""Find the day a file speaks of, in the many ways that brokers write a date."""

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan", "feb fév fev", "mar mär maa mrt", "apr avr abr", "may mai mei mag"),
            *("jun jui giu", "jul juil lug", "aug aoû aou ago", "sep set", "oct okt ott out"),
            *("nov", "dec dez déc dic"),
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR_FIRST = re.compile(r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"\b(?P<a>\d{1,2})(?P<sign>[-/.])(?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d{2})\b")
_MONTH_DAY = re.compile(r"\b(?P<m>[^\W\d_]{3,9})\.?[ -](?P<d>\d{1,2})(?:,? |-)(?P<y>\d{4})\b")
_DAY_MONTH = re.compile(r"\b(?P<d>\d{1,2})\.?[ -](?P<m>[^\W\d_]{3,9})\.?[ -](?P<y>\d{4})\b")
LONGEST_TEXT = 500


def find_dates(cells: Iterable[str]) -> list[date | None]:
    """The date in each cell of a column. One 14/3/2025 says that 4/3/2025 has the day first too."""
    cells = list(cells)
    day_first = any(map(has_day_first, cells))
    return [find_date(cell, day_first=day_first) for cell in cells]


def has_day_first(text: str) -> bool:
    """Whether its first number can be no month, as in 14/3/2025."""
    found = _YEAR_LAST.search(text[:LONGEST_TEXT])
    return found is not None and int(found["a"]) > 12


def date_signs(cells: Iterable[str]) -> set[str]:
    """The signs between day, month and year: several if a column was filled in several ways."""
    found = (_YEAR_LAST.search(cell[:LONGEST_TEXT]) for cell in cells)
    return {each["sign"] for each in found if each}


def find_date(text: str, *, day_first: bool = False) -> date | None:
    """The first date in a line of text. 3/14/2025 has the month first, 14.3.2025 the day.

    day_first: 3/4/2025 is in April.
    """
    text = text[:LONGEST_TEXT]
    if found := _YEAR_FIRST.search(text):
        return _date(int(found["y"]), int(found["m"]), int(found["d"]))
    if found := _YEAR_LAST.search(text):
        return _year_last(found, day_first)
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        if (found := pattern.search(text)) and (month := _month(found["m"])):
            return _date(int(found["y"]), month, int(found["d"]))
    return None


def _year_last(found: re.Match[str], day_first: bool) -> date | None:
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    year += 2000 if year < 100 else 0
    month_first = second > 12 or (found["sign"] == "/" and first <= 12 and not day_first)
    return _date(year, first, second) if month_first else _date(year, second, first)


def _month(name: str) -> int | None:
    name = name.casefold()
    return _MONTHS.get(name[:4]) or _MONTHS.get(name[:3])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= 1970 else None
    except ValueError:
        return None
