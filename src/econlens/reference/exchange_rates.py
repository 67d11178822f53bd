"""The rates of exchange that ship: approximate, of one day. See SOURCES.md."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from econlens.domain.rates import DefaultRates

_TABLE = Path(__file__).with_name("rates.tsv")


@cache
def default_rates() -> DefaultRates:
    rows = (line.split("\t") for line in _TABLE.read_text("utf-8").splitlines())
    table = dict(rows)
    return DefaultRates(
        as_of=date.fromisoformat(table.pop("as_of")),
        source=table.pop("source"),
        per_euro={currency: Decimal(value) for currency, value in table.items()},
    )
