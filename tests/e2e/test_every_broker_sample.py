"""Every sample of a broker's export, dropped in the browser, shows what expected.json says."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.broker_samples import EXPECTED, SAMPLES, expected_holdings
from tests.e2e.conftest import TIMEOUT_MS, Complaints
from tests.e2e.journeys import drop_file, sign_up
from tests.server import Server

RATE = re.compile(r"1 ([A-Z]{3}) counted as ([\d,.]+) ([A-Z]{3})")
UNKNOWN = "–"


@pytest.fixture(scope="module")
def signed_in(browser: Browser, server: Server) -> BrowserContext:
    """One newcomer for all files: each of them becomes one more portfolio."""
    context = browser.new_context(base_url=server.url, locale="en-US")
    context.set_default_timeout(TIMEOUT_MS)
    sign_up(context.new_page())
    return context


@pytest.mark.parametrize("name", EXPECTED)
def test_a_dropped_sample_shows_its_holdings(signed_in: BrowserContext, name: str) -> None:
    page, complaints = signed_in.new_page(), Complaints()
    complaints.listen(page)
    page.goto("/")
    expect(page.get_by_role("button", name="Account menu of")).to_be_visible()
    drop_file(page, name, (SAMPLES / name).read_bytes())
    store = page.get_by_role("button", name="Store 1 portfolio")
    notice = page.get_by_text(f"read from {name}")
    # Where the file leaves nothing open, it is stored at once.
    expect(store.or_(notice)).to_be_visible()
    if store.is_visible():
        store.click()
    expect(notice).to_be_visible()
    currency = _facts(page)[1]
    rates = _rates(page)
    expected = expected_holdings(name, currency, rates)
    # The page shows six digits of a rate; the amounts were converted with all of them.
    allowed = Decimal("0.01") if rates else Decimal(0)
    shown = _shown_holdings(page)
    assert shown.keys() == expected.keys()
    for symbol, held in expected.items():
        quantity, value = shown[symbol]
        if held.quantity is not None:
            assert quantity == _rounded(held.quantity, "0.0001"), symbol
        if held.value is not None:
            assert abs(value - _rounded(held.value, "0.01")) <= allowed, symbol
    assert complaints.texts == []
    page.close()


def _facts(page: Page) -> list[str]:
    """As in "9 holdings · USD · as of May 4, 2025"."""
    facts = page.get_by_text(re.compile(r"^[\d,]+ holdings? · [A-Z]{3} · "))
    return (facts.first.text_content() or "").split(" · ")


def _rates(page: Page) -> dict[str, Decimal]:
    """Those that the page says it converted by."""
    told = RATE.findall(page.locator("main").inner_text())
    return {code: Decimal(rate.rstrip(".").replace(",", "")) for code, rate, _ in told}


def _shown_holdings(page: Page) -> dict[str, tuple[Decimal | None, Decimal]]:
    """Shares and value by symbol, as they stand in the table of holdings."""
    rows = page.get_by_role("table").filter(has_text="Share of risk").locator("tbody tr")
    expect(rows.first).to_be_visible()
    found = {}
    for row in rows.all():
        symbol = row.locator("strong").inner_text()
        shares, value = (row.locator("td").nth(at).inner_text() for at in (2, 3))
        # Below the value stands its share of the whole.
        found[symbol] = (_number(shares), _number(value.splitlines()[0]) or Decimal(0))
    return found


def _number(text: str) -> Decimal | None:
    """Of "$1,234.50", "-CA$3.00" or "1,200.5"."""
    plain = re.sub(r"[^\d.\-]", "", text.replace("−", "-"))
    return Decimal(plain) if plain and text != UNKNOWN else None


def _rounded(number: Decimal, step: str) -> Decimal:
    """As the browser rounds what it shows."""
    return number.quantize(Decimal(step), ROUND_HALF_UP)
