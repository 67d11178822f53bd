"""Store the prices that a user brings: all of the file, or nothing."""

from collections.abc import Mapping
from datetime import date

from econlens.domain.errors import RuleViolationError
from econlens.domain.issues import Severity
from econlens.domain.prices import PriceSeries
from econlens.importing.price_file import PriceFile, read_prices
from econlens.price_ports import Prices

REFUSED = "The file is refused, and no price is stored. Each problem is listed."


def import_prices(prices: Prices, data: bytes, today: date) -> PriceFile:
    """What a file says of a symbol replaces all that was known of it.

    Raises RuleViolationError with the issues.
    """
    file = read_prices(data, today)
    if any(issue.severity is Severity.ERROR for issue in file.issues):
        raise RuleViolationError(REFUSED, file.issues)
    _store(prices, file.series)
    return file


def _store(prices: Prices, series: Mapping[str, PriceSeries]) -> None:
    with prices() as store:
        store.replace_prices(series)
