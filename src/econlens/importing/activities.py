"""What is held after a history of purchases and sales, where the history is whole."""

from array import array
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import msgspec

from econlens.domain.assets import AssetType
from econlens.importing.accounts import AccountNames
from econlens.importing.activity_words import Activity, activity
from econlens.importing.issue_log import IssueLog
from econlens.importing.lots import spoken_lines
from econlens.importing.money import row_currency, stated_currency
from econlens.importing.packed import Packed
from econlens.importing.partitions import Partitions, in_line_order
from econlens.importing.pence import major_unit
from econlens.importing.result import ImportedPosition
from econlens.importing.row_words import ASSET_TYPES, CASH_WORDS
from econlens.importing.sheet import Sheet
from econlens.importing.symbols import (
    is_money_market,
    is_option,
    looks_like_ticker,
    normal_symbol,
    without_currency_pair,
)
from econlens.importing.trades import Trade, in_order, security_of
from econlens.importing.words import Column, key

_ZERO = Decimal(0)
# Fractions of a share are rounded by every broker in its own way.
_ROUNDING = Decimal("0.000001")
_FEES = Decimal("0.05")
_LONGEST_SYMBOL = 40
_LONGEST_NAME = 200
_PRICES = (Column.PRICE, Column.UNIT_COST)


class _Held(msgspec.Struct, gc=False, array_like=True):
    """What has become of one security. line: of its first trade; currency: of its last one; name
    and asset_type: of the last and the first trade that say them."""

    symbol: str
    account: str | None
    line: int
    name: str = ""
    asset_type: AssetType | None = None
    currency: str | None = None
    quantity: Decimal = _ZERO
    price: Decimal | None = None
    priced_on: date | None = None

    def see(self, trade: Trade) -> None:
        self.name = trade.name or self.name
        self.asset_type = self.asset_type or trade.asset_type
        self.currency = trade.currency


class History:
    """Collects the trades of one table after the other; `positions` says what is left."""

    def __init__(self, issues: IssueLog, usual_currency: str | None, instead: str) -> None:
        """instead: which export to make when this one cannot tell what is held."""
        self._issues = issues
        self._usual_currency = usual_currency
        self._instead = instead
        self._accounts = AccountNames()
        self._trades = Partitions(Trade, security_of)
        self._first_day: date | None = None
        self._last_day: date | None = None
        self._money_lines = array("L")
        self._is_whole = True

    def read(self, sheet: Sheet) -> None:
        for at, day in enumerate(sheet.days()):
            kind = _kind(sheet, at)
            quantity = sheet.number(at, Column.QUANTITY)
            if sheet.problem(at, Column.QUANTITY):
                self._refuse_unreadable(sheet, at)
            elif _changes_nothing(sheet, at, kind, quantity):
                self._money_lines.append(sheet.lines[at])
            elif kind is None or kind is Activity.TRANSFER:
                self._refuse_kind(sheet, at)
            elif kind is Activity.OPTION or _is_option(sheet, at):
                self._refuse_option(sheet, at)
            elif not quantity or not _identifier(sheet, at):
                self._refuse_unreadable(sheet, at)
            else:
                self._trades.append(self._trade(sheet, at, day, kind, quantity))
                self._see_day(day)

    def _see_day(self, day: date | None) -> None:
        if day:
            self._first_day = min(day, self._first_day or day)
            self._last_day = max(day, self._last_day or day)

    def positions(self) -> Packed[ImportedPosition]:
        """Empty, with an error for each reason, if the file cannot be the whole history."""
        count = len(self._trades)
        left = in_line_order(_Held, map(self._left, self._trades.drain()))
        positions = Packed(ImportedPosition)
        self._tell_left_out()
        if self._is_whole and not left:
            self._tell_nothing_left()
        elif self._is_whole:
            self._tell_derived(count)
            for each in left:
                self._tell_value(each)
                positions.append(_position(each))
        return positions

    def _left(self, trades: Iterator[Trade]) -> list[_Held]:
        """What is held after these trades, all that their securities have."""
        held: dict[tuple[str | None, str], _Held] = {}
        for trade in in_order(trades):
            security = security_of(trade)
            if security not in held:
                held[security] = _Held(trade.symbol, trade.account, trade.line)
            self._apply(trade, held[security])
        return sorted(
            (each for each in held.values() if each.quantity > _ROUNDING),
            key=lambda each: each.line,
        )

    def _apply(self, trade: Trade, held: _Held) -> None:
        before = held.quantity
        held.quantity += trade.quantity
        held.see(trade)
        if held.quantity < -_ROUNDING:
            self._refuse_sale(trade, before)
            held.quantity = _ZERO
        elif trade.kind in (Activity.SPLIT, Activity.SPLIT_AWAY):
            held.price = _price_after_split(held.price, before, held.quantity)
        elif trade.price:
            held.price, held.priced_on = trade.price, trade.day

    def _trade(
        self, sheet: Sheet, at: int, day: date | None, kind: Activity, quantity: Decimal
    ) -> Trade:
        symbol = without_currency_pair(_identifier(sheet, at))
        is_ticker = looks_like_ticker(symbol)
        currency = row_currency(sheet, at, symbol, self._usual_currency)
        factor, currency = major_unit(currency)
        price = _price(sheet, at, quantity)
        takes_away = kind in (Activity.SELL, Activity.SPLIT_AWAY)
        return Trade(
            kind=kind,
            line=sheet.lines[at],
            day=day,
            account=self._accounts.short(sheet.account(at)),
            symbol=(normal_symbol(symbol) if is_ticker else symbol)[:_LONGEST_SYMBOL],
            name=_name(sheet, at),
            asset_type=_asset_type(sheet, at) if is_ticker else AssetType.OTHER,
            quantity=-abs(quantity) if takes_away else quantity,
            price=None if price is None else price * factor,
            currency=currency,
        )

    def _refuse(self, code: str, message: str, line: int) -> None:
        self._is_whole = False
        self._issues.error(code, message, line=line, fix=self._instead)

    def _refuse_sale(self, trade: Trade, before: Decimal) -> None:
        self._refuse(
            "HISTORY_INCOMPLETE",
            f"Line {trade.line} takes away {-trade.quantity:,f} {trade.symbol}, but only "
            f"{before:,f} were bought before in this file: its history begins too late.",
            trade.line,
        )

    def _refuse_kind(self, sheet: Sheet, at: int) -> None:
        line, said = sheet.lines[at], sheet.text(at, Column.TRANSACTION)[:40]
        what = f'"{said}" on line {line}' if said else f"Line {line}"
        message = f"{what} changes a holding in a way that this file does not tell in full."
        self._refuse("ACTIVITY_NOT_FOLLOWED", message, line)

    def _refuse_option(self, sheet: Sheet, at: int) -> None:
        message = "Options cannot be followed through a history of transactions."
        self._refuse("OPTION_IN_HISTORY", message, sheet.lines[at])

    def _refuse_unreadable(self, sheet: Sheet, at: int) -> None:
        line = sheet.lines[at]
        message = f"Line {line} does not say in a way we can read how much of what changed hands."
        self._refuse("ACTIVITY_UNREADABLE", message, line)

    def _tell_nothing_left(self) -> None:
        message = "After all the transactions in this file, nothing is held."
        self._issues.error("NO_ROWS", message, fix=self._instead)

    def _tell_left_out(self) -> None:
        if self._money_lines:
            lines = spoken_lines(self._money_lines)
            message = f"Payments, dividends and fees change no holding; left out: lines {lines}."
            self._issues.info("MONEY_LEFT_OUT", message, line=self._money_lines[0])

    def _tell_derived(self, count: int) -> None:
        first, last = self._first_day, self._last_day
        span = f" from {first} to {last}" if first else ""
        self._issues.warn(
            "QUANTITIES_DERIVED",
            f"This file lists transactions. What is held was worked out from {count} "
            f"of them{span}; if the account is older, or was paid for in kind, it is too little. "
            "Cash is not known.",
            fix="Compare the quantities with your broker's, and add your cash.",
        )

    def _tell_value(self, held: _Held) -> None:
        if held.price is None:
            self._issues.warn(
                "VALUE_UNKNOWN",
                f"The file states no value for {held.symbol}, nor a price to work it out.",
                line=held.line,
                field=Column.MARKET_VALUE.value,
                fix="Enter its value by hand.",
            )
            return
        day = f" of {held.priced_on}" if held.priced_on else ""
        self._issues.warn(
            "VALUE_ESTIMATED",
            f"The file states no value for {held.symbol}. At the price of its last trade{day}, "
            f"{held.price.normalize():,f}, it would be {held.quantity * held.price:,.2f}: an "
            "estimate, not today's value.",
            line=held.line,
            field=Column.MARKET_VALUE.value,
            fix="Enter today's value by hand.",
        )


def _kind(sheet: Sheet, at: int) -> Activity | None:
    """By its words; where there is no column for them, by the signs: a purchase costs money."""
    if Column.TRANSACTION in sheet.header:
        return activity(sheet.text(at, Column.TRANSACTION))
    quantity, amount = (sheet.number(at, c) for c in (Column.QUANTITY, Column.MARKET_VALUE))
    if quantity and quantity < 0:
        return Activity.SELL
    return Activity.BUY if amount and amount < 0 else None


def _changes_nothing(
    sheet: Sheet, at: int, kind: Activity | None, quantity: Decimal | None
) -> bool:
    symbol = sheet.text(at, Column.SYMBOL)
    if is_money_market(normal_symbol(symbol[:_LONGEST_SYMBOL])) or key(symbol) in CASH_WORDS:
        return True
    if kind is Activity.MONEY:
        return True
    without_it = (Activity.BUY, Activity.SELL, Activity.SPLIT, Activity.SPLIT_AWAY, Activity.OPTION)
    return not quantity and kind not in without_it


def _is_option(sheet: Sheet, at: int) -> bool:
    texts = (sheet.text(at, column) for column in (Column.SYMBOL, Column.NAME))
    stated = key(sheet.text(at, Column.ASSET_TYPE))
    return (
        stated == "cfd" or _asset_type(sheet, at) is AssetType.OPTION or any(map(is_option, texts))
    )


def _asset_type(sheet: Sheet, at: int) -> AssetType | None:
    return ASSET_TYPES.get(key(sheet.text(at, Column.ASSET_TYPE)))


def _name(sheet: Sheet, at: int) -> str:
    """The first line: below it, descriptions add CUSIPs and remarks."""
    return (sheet.text(at, Column.NAME).splitlines() or [""])[0].strip()[:_LONGEST_NAME]


def _identifier(sheet: Sheet, at: int) -> str:
    """The usual one; or the details of a line, where they name a pair such as AAPL/USD."""
    name = sheet.text(at, Column.NAME)
    is_pair = without_currency_pair(name) != name
    return sheet.identifiers[at] or (name if is_pair else "")


def _price(sheet: Sheet, at: int, quantity: Decimal) -> Decimal | None:
    """As stated; or amount ÷ quantity, where no price is, or it is in another currency."""
    stated = (sheet.number(at, column) for column in _PRICES)
    price = next((abs(price) for price in stated if price), None)
    amount = sheet.number(at, Column.MARKET_VALUE)
    if not amount:
        return price
    per_share = abs(amount / quantity)
    if price is None:
        return per_share
    differs = abs(price - per_share) > _FEES * price and stated_currency(sheet, at) is None
    return per_share if differs else price


def _price_after_split(price: Decimal | None, before: Decimal, after: Decimal) -> Decimal | None:
    """Ten shares for one are worth a tenth each."""
    return price * before / after if price is not None and after else None


def _position(held: _Held) -> ImportedPosition:
    return ImportedPosition(
        symbol=held.symbol,
        line=held.line,
        name=held.name,
        quantity=held.quantity,
        price=held.price,
        currency=held.currency,
        account=held.account,
        asset_type=held.asset_type,
    )
