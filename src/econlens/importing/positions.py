"""Holdings, cash and remarks out of the tables of a broker's file, whoever the broker is."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from econlens.importing.accounts import AccountNames
from econlens.importing.derived import DerivedValues
from econlens.importing.holdings import LONGEST_NAME, HeldRows, read_holdings
from econlens.importing.issue_log import IssueLog
from econlens.importing.layout import HeldTable
from econlens.importing.lots import Lots
from econlens.importing.markets import CURRENCIES
from econlens.importing.money import row_currency, stated_currency, times
from econlens.importing.numbers import ImpossibleNumberError
from econlens.importing.packed import Packed
from econlens.importing.pence import major_unit
from econlens.importing.products import Products
from econlens.importing.result import ImportedCash
from econlens.importing.row_kind import RowKind, row_kinds
from econlens.importing.sheet import Sheet, read_sheets
from econlens.importing.symbols import SymbolTraits, normal_symbol, traits_of
from econlens.importing.totals import RunningTotal
from econlens.importing.words import Column

_LONGEST_SYMBOL = 40
_SAYS_HOW_MUCH = (Column.QUANTITY, Column.MARKET_VALUE)


@dataclass(slots=True)
class PositionReader:
    """Reads one table after the other; what it found stays in lots and cash.

    decimal_sign: the user's word for it; fallback_sign: taken where the file does not settle it.
    """

    issues: IssueLog
    usual_currency: str | None
    fallback_sign: str
    decimal_sign: str | None = None
    accounts: AccountNames = field(default_factory=AccountNames)
    lots: Lots = field(default_factory=Lots)
    cash: Packed[ImportedCash] = field(default_factory=lambda: Packed(ImportedCash))
    total: RunningTotal = field(default_factory=RunningTotal)
    _parent: str = ""
    _products: Products = field(default_factory=Products)
    _derived: DerivedValues = field(default_factory=lambda: DerivedValues("quantity × price"))

    def read(self, table: HeldTable) -> None:
        """The rows are then gone from the table."""
        for sheet in read_sheets(table, self.fallback_sign, self.issues, self.decimal_sign):
            rows = enumerate(row_kinds(sheet))
            for kind, members in groupby(rows, key=itemgetter(1)):
                places = [at for at, _ in members]
                if kind is RowKind.HOLDING:
                    self._add_positions(sheet, places)
                    continue
                self._derived.tell(self.issues)
                for at in places:
                    self._read_row(sheet, at, kind)
        self._derived.tell(self.issues)
        self._products.tell(table, self.issues)

    def _read_row(self, sheet: Sheet, at: int, kind: RowKind) -> None:
        line = sheet.lines[at]
        if kind is RowKind.TOTAL:
            self.total.check(sheet.number(at, Column.MARKET_VALUE), line, self.issues)
        elif kind is RowKind.GROUP:
            self._parent = sheet.text(at, Column.SYMBOL)
            message = "This line only sums the option lines under it and was left out."
            self.issues.info("GROUP_ROW", message, line=line)
        elif kind not in (RowKind.CASH, RowKind.WITHOUT_SYMBOL):
            _tell_left_out(sheet, at, kind, self.issues)
        elif sheet.is_even or not self._refuse_bad_row(sheet, at):
            if kind is RowKind.CASH:
                self._add_cash(sheet, at)
            else:
                self._tell_unresolved(sheet, at)

    def _refuse_bad_row(self, sheet: Sheet, at: int) -> bool:
        """True if the row cannot be trusted: it is shifted, or none of its amounts is readable."""
        line = sheet.lines[at]
        if sheet.overflows(at):
            self.issues.error(
                "TOO_MANY_CELLS",
                f"Line {line} has more cells than the header has titles, so its numbers may "
                "stand in the wrong columns.",
                line=line,
                fix="Put quotation marks around names and numbers that hold the separator.",
            )
            return True
        problems = sheet.problems(at)
        for column in problems:
            self._tell_bad_number(sheet, at, column)
        return bool(problems) and all(sheet.number(at, c) is None for c in _SAYS_HOW_MUCH)

    def _tell_bad_number(self, sheet: Sheet, at: int, column: Column) -> None:
        problem = sheet.problem(at, column)
        cell = sheet.text(at, column)[:40]
        harmless = not isinstance(problem, ImpossibleNumberError)
        tell = self.issues.warn if harmless else self.issues.error
        tell(
            "UNREADABLE_NUMBER" if harmless else "INVALID_NUMBER",
            f'"{cell}" {problem}' + ("; it counts as unknown." if harmless else "."),
            line=sheet.lines[at],
            field=sheet.header.titles[sheet.header.index[column]],
            fix="Write a plain number such as 1250.75, or leave the cell empty if it is unknown.",
        )

    def _add_cash(self, sheet: Sheet, at: int) -> None:
        amount = sheet.number(at, Column.MARKET_VALUE)
        quantity = sheet.number(at, Column.QUANTITY)
        if amount is None:
            price = sheet.number(at, Column.PRICE)
            amount = quantity if price is None else times(quantity, price, Decimal(1))
        if amount is None:
            _tell_left_out(sheet, at, RowKind.WITHOUT_AMOUNT, self.issues)
            return
        if Column.TRANSACTION in sheet.header:
            self._tell_cash_log(sheet.lines[at])
        currency = stated_currency(sheet, at) or row_currency(sheet, at, "", self.usual_currency)
        factor, currency = major_unit(currency)
        amount *= factor
        self.total.add(amount, currency)
        self.cash.append(
            ImportedCash(
                symbol=_cash_symbol(sheet, at),
                amount=amount,
                line=sheet.lines[at],
                name=sheet.text(at, Column.NAME)[:LONGEST_NAME],
                currency=currency,
                account=self.accounts.short(sheet.account(at)),
                portfolio=sheet.text(at, Column.PORTFOLIO)[:LONGEST_NAME] or None,
            )
        )

    def _tell_cash_log(self, line: int) -> None:
        self.issues.warn(
            "CASH_FROM_LOG",
            "This line records money paid in or out; the balance today may be another.",
            line=line,
            fix="Compare the cash with the balance your broker shows.",
        )

    def _add_positions(self, sheet: Sheet, rows: list[int]) -> None:
        """rows: neighbours that are all holdings."""
        if not sheet.is_even:
            rows = [at for at in rows if not self._refuse_bad_row(sheet, at)]
        traits = {at: self._traits(sheet.identifiers[at]) for at in rows}
        for at in rows:
            if len(traits[at].normal) > _LONGEST_SYMBOL:
                self._tell_unresolved(sheet, at)
                del traits[at]
        held = HeldRows(sheet, list(traits), list(traits.values()))
        self._products.look_at(sheet, held.rows, self.usual_currency)
        positions = read_holdings(held, self.usual_currency, self.accounts)
        stated = sheet.amounts(Column.MARKET_VALUE)
        for at, position in zip(held.rows, positions, strict=True):
            self.total.add(position.market_value, position.currency)
            if stated[at] is None and position.market_value is not None:
                self._derived.add(position.line, position.symbol)
        self.lots.extend(positions)

    def _traits(self, written: str) -> SymbolTraits:
        traits = traits_of(written)
        if traits.needs_parent and self._parent:
            return traits_of(f"{self._parent} {written.partition(' ')[2]}")
        return traits

    def _tell_unresolved(self, sheet: Sheet, at: int) -> None:
        value = sheet.number(at, Column.MARKET_VALUE)
        self.total.add(value, row_currency(sheet, at, "", self.usual_currency))
        name = sheet.text(at, Column.NAME)[:80] or "A holding"
        worth = "of unknown value" if value is None else f"worth {value:,}"
        self.issues.warn(
            "UNRESOLVED_HOLDING",
            f'"{name}", {worth}, has no symbol that EconLens can use and was not imported.',
            line=sheet.lines[at],
            field=Column.SYMBOL.value,
            fix="Add the holding by hand, or write its symbol into the file.",
        )


def _cash_symbol(sheet: Sheet, at: int) -> str:
    """The fund's ticker; else the currency where the row states one; else CASH."""
    symbol = normal_symbol(sheet.text(at, Column.SYMBOL))
    is_fund = symbol.isalnum() and symbol not in CURRENCIES and not symbol.startswith("CASH")
    if is_fund and len(symbol) <= 6:
        return symbol
    return stated_currency(sheet, at) or "CASH"


def _tell_left_out(sheet: Sheet, at: int, kind: RowKind, issues: IssueLog) -> None:
    line = sheet.lines[at]
    if kind is RowKind.PENDING:
        amount = sheet.any_amount(at)
        worth = f" ({amount:,})" if amount is not None else ""
        message = f"Pending activity{worth} has not settled yet and was not counted."
        fix = "Export the positions again once it has settled."
        issues.warn("PENDING_ACTIVITY", message, line=line, fix=fix)
    elif kind is RowKind.WITHOUT_AMOUNT:
        symbol = sheet.first_text(at)[:_LONGEST_SYMBOL]
        message = f"{symbol} has neither a quantity nor a value, so it was not imported."
        fix = "If it is held, write its quantity or its value."
        issues.warn("NO_AMOUNT", message, line=line, field=Column.QUANTITY.value, fix=fix)
    elif kind is RowKind.DETAIL:
        issues.info(
            "DETAIL_ROW", "This line details the holding above it and was left out.", line=line
        )
    else:
        issues.info("NOT_A_HOLDING", "This line is no holding and was left out.", line=line)
