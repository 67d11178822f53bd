"""The budget of the product page: script a newcomer waits for, compressed as CloudFront does."""

import gzip

from playwright.sync_api import Page, Response, expect

FIRST_LOAD_BYTES = 200_000


def test_the_first_page_loads_under_200_kb_of_script(page: Page) -> None:
    scripts: list[Response] = []
    page.on("response", lambda r: scripts.append(r) if r.url.endswith(".js") else None)
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.wait_for_load_state("networkidle")
    size = sum(len(gzip.compress(script.body())) for script in scripts)
    assert 0 < size < FIRST_LOAD_BYTES
    assert all(script.url.startswith(page.url.split("/sign-in")[0]) for script in scripts)
