"""What the file does not state itself is said to be derived, holding by holding."""

from decimal import Decimal

import pytest

from econlens.importing.brokers import spoken_name
from econlens.importing.read import read_file

CANONICAL = "Symbol,Name,Asset Type,Allocation %,Dollar Amount,Shares,Avg Price\n"


def derived(text: str) -> list[tuple[int | None, str]]:
    result = read_file(text.encode())
    assert result.accepted
    return [(i.line, i.message) for i in result.issues if i.code == "VALUE_DERIVED"]


def test_shares_times_price_is_said() -> None:
    text = CANONICAL + "VTI,Total,etf,50,1000,,\nBND,Bonds,etf,50,,10,100\n"
    assert derived(text) == [(3, "The value of BND was derived from shares × price.")]


def test_allocation_times_total_is_said() -> None:
    text = CANONICAL + "VTI,Total,etf,60,,,\nBND,Bonds,etf,40,,,\nTOTAL,,,,1000,,\n"
    assert [message for _, message in derived(text)] == [
        "The value of VTI was derived from allocation × total.",
        "The value of BND was derived from allocation × total.",
    ]
    values = {p.symbol: p.market_value for p in read_file(text.encode()).positions}
    assert values == {"VTI": Decimal(600), "BND": Decimal(400)}


def test_quantity_times_price_of_a_broker_is_said_and_a_stated_value_is_not() -> None:
    text = "Ticker,Quantity,Last Price,Market Value\nVTI,10,250.00,2500.00\nBND,5,70.00,\n"
    assert derived(text) == [(3, "The value of BND was derived from quantity × price.")]


def test_of_thousands_the_first_twenty_are_named_and_the_rest_counted() -> None:
    rows = "".join(f"S{n},10,250.00\n" for n in range(1000))
    told = derived("Ticker,Quantity,Last Price\n" + rows)
    assert len(told) == 21
    assert any("980 more values were derived" in message for _, message in told)


@pytest.mark.parametrize(
    ("broker", "name"),
    [("etrade", "E*TRADE"), ("interactive_brokers", "Interactive Brokers"), ("degiro", "DEGIRO")],
)
def test_a_broker_is_written_as_it_writes_itself(broker: str, name: str) -> None:
    assert spoken_name(broker) == name
