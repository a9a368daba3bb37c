"""What editors see in a real browser: each other, both wordings on a telephone, the reader's language."""

import re
from uuid import uuid4

import pytest

from tests.browser.places import by_name

pytestmark = pytest.mark.browser

SUBMIT = "main form button[type=submit]"
SAVE = "button[value=save]:not(.visually-hidden)"


def signed_in(open_page, site, name, **how):
    page = open_page(language="nb", **how)
    page.goto(f"{site.url}/development/people/")
    with page.expect_navigation():
        page.locator("form", has_text=name).locator("button").first.click()
    return page


def press(page, selector):
    with page.expect_navigation():
        page.locator(selector).first.click()


def begin(page, site, language="nb"):
    """Begin a text, and return where it is written."""
    page.goto(f"{site.url}{by_name('editorial:new', 'nb', 'fellesloftet')}")
    page.fill("input[name=title]", f"Sak {uuid4().hex[:8]}")
    page.select_option("select[name=language]", language)
    press(page, SUBMIT)
    return page.url


def change(page, write, title):
    page.goto(write)
    page.fill("input[name=head-title]", title)
    press(page, SAVE)


def test_two_editors_are_told_of_each_other_and_neither_overwrites(live_site, open_page):
    one = signed_in(open_page, live_site, "Runa Skriver")
    other = signed_in(open_page, live_site, "Sigrun Fjelltun")
    write = begin(one, live_site)
    about = write.rsplit("/", 2)[0] + "/"
    one.goto(about)
    press(one, "button[value='open:nb']")
    assert one.locator("main .notice", has_text="Runa").count() == 0

    other.goto(write)
    notice = other.inner_text("main")
    assert re.search(r"Runa Skriver.* siden (kl\. )?\d\d:\d\d", notice), notice[:400]

    # Both write from the same wording: whoever saves second sees both, and loses nothing.
    one.goto(write)
    one.fill("input[name=head-title]", "Den første ordlyden")
    other.fill("input[name=head-title]", "Den andre ordlyden")
    press(one, SAVE)
    press(other, SAVE)
    both = other.inner_text("main .compared")
    assert "Den første ordlyden" in both.replace("\n", " ")
    assert other.input_value("input[name=head-title]") == "Den andre ordlyden"


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_two_wordings_are_compared_without_scrolling_sideways(live_site, open_page, width):
    page = signed_in(open_page, live_site, "Runa Skriver", width=width)
    write = begin(page, live_site)
    long = "Anskaffelsesgjennomføringsansvarlige " * 3
    change(page, write, long)
    page.goto(f"{write}ordlyder/")

    region, table = page.locator(".table-scroll"), page.locator(".compared")

    assert region.evaluate("each => each.scrollWidth - each.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert table.get_by_role("cell").count() >= 2
    assert table.get_by_role("columnheader").count() == 3


def test_a_table_that_is_too_wide_is_found_out(live_site, open_page):
    page = signed_in(open_page, live_site, "Runa Skriver", width=360)
    write = begin(page, live_site)
    page.goto(f"{write}ordlyder/")
    region = page.locator(".table-scroll")

    page.locator(".compared").evaluate("each => { each.style.minWidth = '44rem' }")

    assert region.evaluate("each => each.scrollWidth - each.clientWidth") > 0


def test_a_preview_speaks_the_language_of_the_text(live_site, open_page):
    page = signed_in(open_page, live_site, "Runa Skriver")
    write = begin(page, live_site, "en")
    page.fill("textarea[name=head-lead]", "A lead.")
    press(page, "button[value='add:initiative']")
    page.fill("input[name=s0-initiative]", "ombruk-i-offentlige-kjokken")
    press(page, "button[value=preview]")

    frame = page.locator(".preview-frame [lang=en]").first
    said = frame.inner_text()

    assert page.get_attribute("html", "lang") == "nb"
    assert "Initiative" in said
    assert "Anskaffelse" not in said
    assert frame.locator("a[href^='/en/']").count() >= 1
    assert write
