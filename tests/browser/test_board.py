"""The board in a real browser: axe finds nothing, nothing scrolls sideways, the keyboard is enough."""

import pytest

from tests.browser.inspection import Inspection
from tests.browser.places import by_name
from tests.browser.test_accessibility import WAYS
from tests.browser.test_editors_pages import signed_in

pytestmark = pytest.mark.browser

MANAGER, ADMINISTRATOR = "Sigrun Fjelltun", "Embret Stuedal"
#: WCAG 2.2, criterion 1.4.10: a page of 1280 pixels at 400 per cent.
NARROWEST = 320


@pytest.mark.parametrize("way", WAYS)
def test_a_board_that_is_filled_narrowed_or_empty_is_accessible(live_site, open_page, way):
    language, sights = way
    board = by_name("workspace:board", language)
    page = signed_in(open_page, live_site, MANAGER)
    inspection = Inspection(live_site.url, page, language, sights)
    for question in ("", "?by=theme", "?by=region", "?late=1", "?q=qqqqq"):
        inspection.go(f"{board}{question}", f"board {question}")

    page = signed_in(open_page, live_site, ADMINISTRATOR)
    empty = Inspection(live_site.url, page, language, sights)
    empty.go(board, "board, empty")
    inspection.report()
    empty.report()


def test_without_javascript_at_320_pixels_by_keyboard(live_site, open_page):
    page = signed_in(open_page, live_site, MANAGER, javascript=False, width=NARROWEST)
    page.goto(f"{live_site.url}{by_name('workspace:board', 'nb')}")
    assert page.locator(".board-card").count() >= 1
    assert page.locator("body").bounding_box()["width"] <= NARROWEST

    page.focus("#late")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "late=1" in page.url
    assert page.locator("#late").is_checked()
