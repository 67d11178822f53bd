"""The day of a file, in the ways brokers write it into titles and footers."""

from datetime import date

import pytest

from econlens.importing.dates import find_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Positions for account ...123 as of 12:33 PM ET, 2025/05/04", date(2025, 5, 4)),
        ("Date downloaded 03/14/2025 4:12 PM ET", date(2025, 3, 14)),
        ("Date downloaded Mar-14-2025 4:12 p.m ET", date(2025, 3, 14)),
        ("Generated at Feb 13 2025 04:33 PM ET", date(2025, 2, 13)),
        ("April 15, 2026", date(2026, 4, 15)),
        ("on 9/29/26 22:14:27", date(2026, 9, 29)),
        ("09.02.2024", date(2024, 2, 9)),
        ("25/12/2024", date(2024, 12, 25)),
        ("Stand: 5. März 2024", date(2024, 3, 5)),
        ("au 14 août 2025", date(2025, 8, 14)),
        ("2026-06-09 14:49 GMT+05:00", date(2026, 6, 9)),
    ],
)
def test_a_date_is_found_however_it_is_written(text: str, day: date) -> None:
    assert find_date(text) == day


@pytest.mark.parametrize("text", ["", "no date", "31/02/2025", "13/13/2025", "0000-00-00", "1.2.3"])
def test_what_is_no_day_is_not_found(text: str) -> None:
    assert find_date(text) is None
