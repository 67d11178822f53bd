"""One spelling per security, and what a symbol's form gives away about it."""

import re
from functools import lru_cache
from typing import NamedTuple

from econlens.importing.markets import (
    CURRENCIES,
    EXCHANGE_SUFFIX,
    HOME_EXCHANGES,
    SHARE_CLASSES,
    SUFFIX_CURRENCY,
)

_LONGEST_TEXT = 80
_LONGEST_BARE_TICKER = 8
_SHARE_CLASS = re.compile(r"([A-Z]{1,5})(?:[ /]([A-Z])|-([AB]))")
_OPTION = re.compile(
    r"[A-Z.]{1,6} ?[0-9]{6}[CP][0-9.]+"  # AAPL261218C220
    r"|(?=.*[0-9]).*(?:\bCALL|\bPUT)"  # AAPL Dec 18 '26 $220 Call
    r"|[A-Z.]{1,6} (?=.*[0-9]).* [CP]",  # AAPL 12/18/2026 220.00 C
    re.IGNORECASE,
)
_TICKER = re.compile(r"[A-Z0-9$^=*&-][A-Z0-9.\-/*$^=&]{0,14}", re.IGNORECASE)
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")
_CUSIP = re.compile(r"[0-9]{3}[0-9A-Z]{5}[0-9]")
_WKN = re.compile(r"(?=.*[0-9])[A-HJ-NP-Z0-9]{6}")
_MONEY_MARKET = re.compile(r"[A-Z]{3}XX")
_LETTERS_AS_DIGITS = {letter: str(number) for number, letter in enumerate(range(65, 91), start=10)}
# The digits of twice a digit, added up: 2 × 7 = 14 gives 5.
_DOUBLED = {str(digit): sum(divmod(2 * digit, 10)) for digit in range(10)}
_SUFFIX = re.compile(r"[A-Z0-9-]+\.([A-Z]{1,3})")


class SymbolTraits(NamedTuple):
    """normal: the one spelling. needs_parent: an option line that leaves out its underlying, as
    in "100 16 OCT 26 365 CALL". currency: that of the exchange named by the suffix."""

    normal: str
    is_option: bool
    needs_parent: bool
    is_cusip: bool
    currency: str | None


def traits_of(written: str) -> SymbolTraits:
    # One character more says that it is too long; the whole would be kept for long.
    return _traits_of(written[: _LONGEST_TEXT + 1])


@lru_cache(maxsize=4_096)
def _traits_of(written: str) -> SymbolTraits:
    if written.isascii() and written.isalnum() and len(written) <= _LONGEST_BARE_TICKER:
        return _bare_ticker(written.upper())
    normal, option = normal_symbol(written), is_option(written)
    return SymbolTraits(
        normal=normal,
        is_option=option,
        needs_parent=option and written[:1].isdigit(),
        is_cusip=is_cusip(normal),
        currency=currency_of_suffix(normal),
    )


def _bare_ticker(symbol: str) -> SymbolTraits:
    """Too short for an option, and without a sign that could part a class or an exchange."""
    return SymbolTraits(SHARE_CLASSES.get(symbol, symbol), False, False, False, None)


def normal_symbol(text: str) -> str:
    """BRK/B, BRK B, BRK-B and BRKB all become BRK.B; marks of core cash funds go.

    An option keeps its description, without the sign of a short one.
    """
    symbol = " ".join(text[:_LONGEST_TEXT].split()).strip("*").strip()
    if ":" in symbol:
        symbol = _without_exchange(symbol)
    if is_option(symbol):
        return symbol.removeprefix("-").strip()
    symbol = symbol.upper()
    if found := _SHARE_CLASS.fullmatch(symbol):
        return f"{found[1]}.{found[2] or found[3]}"
    return SHARE_CLASSES.get(symbol, symbol)


def _without_exchange(symbol: str) -> str:
    """AAPL of NASDAQ:AAPL and AAPL:xnas, VOD.L of LSE:VOD; as it is where no exchange is named."""
    first, _, second = (part.strip() for part in symbol.upper().partition(":"))
    for exchange, ticker in ((first, second), (second, first)):
        if ticker and (exchange in HOME_EXCHANGES or exchange in EXCHANGE_SUFFIX):
            return with_exchange(ticker, exchange)
    return symbol


def is_option(text: str) -> bool:
    if len(text) > _LONGEST_TEXT:
        return False
    return _OPTION.fullmatch(text.strip().removeprefix("-")) is not None


def without_currency_pair(symbol: str) -> str:
    """AAPL of AAPL/USD, as brokers write what is traded against which money."""
    before, _, after = symbol.rpartition("/")
    return before.strip() if before.strip() and after.strip().upper() in CURRENCIES else symbol


def looks_like_ticker(text: str) -> bool:
    return _TICKER.fullmatch(text) is not None


def is_money_market(symbol: str) -> bool:
    """United States money-market funds, and nothing else, have five letters ending in XX."""
    return _MONEY_MARKET.fullmatch(symbol) is not None


def is_isin(text: str) -> bool:
    """Two letters, nine characters and a Luhn check digit over all, letters counting 10 to 35."""
    if not _ISIN.fullmatch(text):
        return False
    digits = text.translate(_LETTERS_AS_DIGITS)[::-1]
    return (sum(map(int, digits[::2])) + sum(map(_DOUBLED.__getitem__, digits[1::2]))) % 10 == 0


def is_cusip(text: str) -> bool:
    """Nine characters whose last is the modulus-10 double-add-double check digit."""
    if not _CUSIP.fullmatch(text):
        return False
    values = (int(ch, 36) * (1 + at % 2) for at, ch in enumerate(text[:8]))
    return (10 - sum(v // 10 + v % 10 for v in values) % 10) % 10 == int(text[8])


def is_wkn(text: str) -> bool:
    return _WKN.fullmatch(text) is not None


def with_exchange(symbol: str, exchange: str) -> str:
    """META on the TSX is META.TO, another security than META on the NASDAQ."""
    suffix = EXCHANGE_SUFFIX.get(exchange.strip().upper(), "") if exchange else ""
    return symbol if symbol.endswith(suffix) else symbol + suffix


def currency_of_suffix(symbol: str) -> str | None:
    found = _SUFFIX.fullmatch(symbol) if "." in symbol else None
    return SUFFIX_CURRENCY.get(found[1]) if found else None
