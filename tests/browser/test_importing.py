"""Importing organisations in a real browser: axe finds nothing, the keyboard is enough."""

from uuid import uuid4

import pytest

from samspill.core.sheets import write_csv
from tests.browser.inspection import Inspection
from tests.browser.places import by_name
from tests.browser.test_accessibility import SUBMIT, WAYS
from tests.browser.test_editors_pages import press, signed_in

pytestmark = pytest.mark.browser

MANAGER = "Sigrun Fjelltun"
NARROWEST = 320
HEAD = ["Navn", "Land", "Type", "Favorittfarge"]


def table(*rows):
    """Write a table of which nobody else has sent in a row."""
    own = uuid4().hex[:8]
    content = write_csv([HEAD, *([f"{name} {own}", *more] for name, *more in rows)])
    return {"name": "tabell.csv", "mimeType": "text/csv", "buffer": content}


RIGHT = (
    "Et svært langt navn på et interkommunalt selskap for felles anskaffelser",
    "NO",
    "Kommune",
)
FAULTY = ("Feilvik", "Atlantis", "Slott", "blå")


@pytest.mark.parametrize("way", WAYS)
def test_the_register_and_an_import_in_every_state_are_accessible(live_site, open_page, way):
    language, sights = way
    page = signed_in(open_page, live_site, MANAGER)
    inspection = Inspection(live_site.url, page, language, sights)
    register = by_name("workspace:register", language)
    inspection.go(register, "register")
    inspection.go(f"{register}?q=qqqqq", "register, nothing fits")
    begin = by_name("workspace:begin_import", language)
    inspection.go(begin, "begin an import")
    inspection.press(SUBMIT, "begin an import, without a file")

    page.set_input_files("input[type=file]", table(RIGHT, FAULTY))
    inspection.press(SUBMIT, "a table with a faulty row")
    page.locator("main details summary").first.click()
    inspection.press("main button[value=file]", "without the file of mended rows")
    inspection.press("main button[value=leave-out]", "a table that can be imported")
    inspection.press("main button[value=import]", "what was imported")
    inspection.press("main a.ds-button", "undo")
    inspection.press(SUBMIT, "undone")
    inspection.report()


def test_without_javascript_at_320_pixels_by_keyboard(live_site, open_page):
    page = signed_in(open_page, live_site, MANAGER, javascript=False, width=NARROWEST)
    page.goto(f"{live_site.url}{by_name('workspace:begin_import', 'nb')}")
    page.set_input_files("input[type=file]", table(RIGHT, FAULTY))
    press(page, SUBMIT)
    assert page.locator("body").bounding_box()["width"] <= NARROWEST

    page.select_option("select[name$=country]", "NO")
    page.select_option("select[name$=kind]", "company")
    page.focus("main button[value=mend]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.focus("main button[value=import]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.locator("h1").inner_text() == "Det som ble importert"
