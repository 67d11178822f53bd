"""No foreign share is taken for the American one that bears its ticker."""

import pytest

from econlens.reference.namesakes import american_namesake


@pytest.mark.parametrize(
    ("symbol", "name", "isin", "currency", "namesake"),
    [
        ("DTE", "DEUTSCHE TELEKOM AG NA", "DE0005557508", "EUR", "DTE Energy"),
        ("ALV", "Allianz SE", "DE0008404005", None, "Autoliv"),
        ("ALL", "Allianz", None, "EUR", "Allstate"),
        ("HD", "Heidelberg Materials", None, "EUR", "Home Depot (The)"),
    ],
)
def test_another_company_is_told_by_country_and_name(
    symbol: str, name: str, isin: str | None, currency: str | None, namesake: str
) -> None:
    found = american_namesake(symbol, name, isin=isin, currency=currency)
    assert found is not None
    assert found.name == namesake


@pytest.mark.parametrize(
    ("symbol", "name", "isin", "currency"),
    [
        ("AAPL", "APPLE INC", "US0378331005", "EUR"),  # an American share in a German depot
        ("AAPL", "APPLE INC", None, "EUR"),
        ("LIN", "LINDE PLC", "IE000S9YS762", "EUR"),  # listed in New York, at home elsewhere
        ("IBM", "INTL BUSINESS MACHS CORP", None, "EUR"),
        ("KO", "COCA-COLA CO", None, "CHF"),
        ("MMM", "3M CO", None, "EUR"),
        ("DTE", "", "DE0005557508", "EUR"),  # no name, no word against it
        ("DTE", "DTE", None, "EUR"),
        ("DTE.DE", "Deutsche Telekom", None, "EUR"),
        ("DTE", "Deutsche Telekom", None, "USD"),
        ("DTE", "My energy share", None, None),
        ("SIE", "Siemens", "DE0007236101", "EUR"),
        ("VTI", "Whatever", None, "EUR"),  # a fund
        ("NOSUCH", "Whatever", None, "EUR"),
    ],
)
def test_what_may_be_the_american_share_stays_it(
    symbol: str, name: str, isin: str | None, currency: str | None
) -> None:
    assert american_namesake(symbol, name, isin=isin, currency=currency) is None
