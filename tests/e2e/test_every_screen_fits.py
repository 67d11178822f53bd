"""A phone, a dark screen, and addresses that lead nowhere."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journeys import expect_analysis, overflow_px, sign_up, try_the_demo

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DARK = {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"}


class TestOnAPhone:
    @pytest.fixture
    def context_options(self) -> dict[str, object]:
        return PHONE

    def test_no_page_scrolls_sideways(self, page: Page) -> None:
        for address in ("/sign-in", "/sign-up"):
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert overflow_px(page) <= 0, address
        try_the_demo(page)
        expect(page.get_by_role("article")).to_have_count(3)
        assert overflow_px(page) <= 0
        for link in page.get_by_role("article").get_by_role("link").all():
            page.goto(link.get_attribute("href") or "")
            expect_analysis(page)
            assert overflow_px(page) <= 0
            page.goto("/")
            expect(page.get_by_role("article")).to_have_count(3)
        page.goto("/portfolios/new")
        expect(page.get_by_role("heading", name="Type a portfolio in")).to_be_visible()
        assert overflow_px(page) <= 0


class TestInTheDark:
    @pytest.fixture
    def context_options(self) -> dict[str, object]:
        return DARK

    def test_the_first_paint_is_dark_already(self, page: Page) -> None:
        page.goto("/sign-in", wait_until="commit")
        page.wait_for_selector("html[data-mantine-color-scheme=dark]", state="attached")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        assert _lightness(page) < 60

    def test_light_can_be_chosen_and_is_kept(self, page: Page) -> None:
        try_the_demo(page)
        assert _lightness(page) < 60
        page.get_by_role("button", name="Account menu of").click()
        page.get_by_role("menuitemradio", name="Light").click()
        expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "light")
        page.reload()
        expect(page.get_by_role("heading", name="Your portfolios")).to_be_visible()
        assert _lightness(page) > 200


def _lightness(page: Page) -> float:
    """Of the page's background, 0 (black) to 255."""
    color: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    channels = [int(part) for part in color.removeprefix("rgb(").removesuffix(")").split(",")]
    return sum(channels) / len(channels)


def test_an_unknown_address_leads_home(page: Page) -> None:
    sign_up(page)
    page.goto("/no/such/page")
    expect(page.get_by_role("alert")).to_contain_text("There is nothing at this address")
    page.get_by_role("link", name="Go to your portfolios").click()
    expect(page.get_by_role("heading", name="Welcome, Ada.")).to_be_visible()


def test_somebody_elses_portfolio_looks_like_none(page: Page) -> None:
    sign_up(page)
    page.goto("/portfolios/00000000-0000-4000-8000-000000000000")
    expect(page.get_by_role("alert")).to_contain_text("There is nothing at this address")


def test_a_lost_server_offers_a_retry(page: Page) -> None:
    sign_up(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Load sample portfolios").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be reached")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("article")).to_have_count(3)
