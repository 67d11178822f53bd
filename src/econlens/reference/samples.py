"""Three portfolios of different character for a newcomer to look at. Invented, and labelled so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from econlens.domain.holding import Holding
from econlens.domain.portfolio import PortfolioDraft
from econlens.reference.classify import classify

SAMPLE_DATE = date(2025, 6, 30)
_NOTE = "Sample data: invented holdings at approximate prices of 30 June 2025."


@dataclass(frozen=True, slots=True)
class _Position:
    """Price and cost for one share in dollars; dividend_yield in percent a year."""

    symbol: str
    shares: str
    price: str
    cost: str
    dividend_yield: str

    def holding(self) -> Holding:
        known = classify(self.symbol)
        shares, price = Decimal(self.shares), Decimal(self.price)
        return Holding(
            symbol=self.symbol,
            name=known.name,
            asset_type=known.asset_type,
            market_value=shares * price,
            quantity=shares,
            price=price,
            cost_basis=shares * Decimal(self.cost),
            category=known.category,
            sector=known.sector,
            region=known.region,
            expense_ratio=known.expense_ratio,
            dividend_yield=Decimal(self.dividend_yield),
            classification_source=known.source,
        )


_THREE_FUNDS = (
    _Position("VTI", "180", "303.90", "221.40", "1.3"),
    _Position("VXUS", "420", "69.10", "57.80", "2.9"),
    _Position("BND", "350", "73.60", "75.20", "3.8"),
    _Position("VMFXX", "2500", "1.00", "1.00", "4.2"),
)
_TECH_GROWTH = (
    _Position("NVDA", "160", "158.00", "42.10", "0"),
    _Position("AAPL", "90", "205.20", "132.50", "0.5"),
    _Position("MSFT", "32", "497.40", "285.00", "0.7"),
    _Position("AMZN", "55", "219.40", "141.30", "0"),
    _Position("META", "14", "738.10", "312.60", "0.3"),
    _Position("GOOGL", "50", "176.20", "118.90", "0.5"),
    _Position("TSLA", "24", "317.70", "244.00", "0"),
    _Position("PLTR", "45", "136.30", "24.70", "0"),
    _Position("AVGO", "18", "275.70", "118.20", "0.9"),
    _Position("QQQ", "15", "551.60", "402.80", "0.6"),
    _Position("BTC", "0.06", "107100.00", "61200.00", "0"),
    _Position("CASH", "1200", "1.00", "1.00", "0"),
)
_INCOME = (
    _Position("SCHD", "900", "26.50", "24.90", "3.9"),
    _Position("VYM", "110", "133.30", "112.00", "2.7"),
    _Position("JNJ", "55", "152.80", "158.40", "3.4"),
    _Position("PG", "50", "159.30", "146.20", "2.6"),
    _Position("KO", "120", "70.80", "59.70", "2.9"),
    _Position("VZ", "180", "43.30", "40.10", "6.3"),
    _Position("XOM", "65", "107.80", "98.50", "3.7"),
    _Position("O", "120", "57.60", "61.30", "5.6"),
    _Position("VNQ", "80", "89.10", "92.40", "4.1"),
    _Position("LQD", "130", "109.60", "112.90", "4.4"),
    _Position("HYG", "110", "80.70", "78.30", "5.8"),
    _Position("MUB", "120", "104.50", "106.70", "3.1"),
    _Position("TIP", "70", "110.00", "108.20", "2.9"),
    _Position("SGOV", "90", "100.70", "100.50", "4.6"),
)


def sample_portfolios() -> tuple[PortfolioDraft, ...]:
    """An index portfolio, a concentrated one and one for income, in dollars."""
    return (
        _draft("Three-fund index", "Whole-market funds, held for decades.", _THREE_FUNDS),
        _draft("Tech-heavy growth", "Large technology shares and a little bitcoin.", _TECH_GROWTH),
        _draft("Income and dividend", "Dividend shares, property and bonds.", _INCOME),
    )


def _draft(name: str, description: str, positions: Iterable[_Position]) -> PortfolioDraft:
    return PortfolioDraft(
        name=f"{name} (sample)",
        description=f"{description} {_NOTE}",
        currency="USD",
        holdings=tuple(position.holding() for position in positions),
        as_of=SAMPLE_DATE,
    )
