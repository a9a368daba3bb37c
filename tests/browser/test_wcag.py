"""What WCAG asks and no engine can tell: narrow windows, large letters, the keyboard, languages."""

import re
from itertools import pairwise

import pytest

from tests.browser import measures
from tests.browser.places import RETOLD, TO_COME, main_pages
from tests.pages.addresses import address

pytestmark = pytest.mark.browser

MOST_TABS = 250
#: Words that are common in a language, and are none in the page's.
FOREIGN = {
    "fi": re.compile(r" (og|och|av|til|till|som|ikke|inte|på|the|and|of) "),
    "en": re.compile(r" (og|och|av|til|till|som|ikke|inte|på|ja|sekä) "),
    "nb": re.compile(r" (och|inte|till|sekä|the|and|of) "),
}


@pytest.fixture
def pages(live_site, open_page):
    """Give a function that opens the main pages one after the other, the last one signed in."""

    def pages(language="nb", width=1280):
        page = open_page(width=width, language=language)
        for name, path in main_pages(language).items():
            page.goto(live_site.url + path)
            yield name, page
        page.goto(f"{live_site.url}/development/people/")
        with page.expect_navigation():
            page.click("main form button")
        page.goto(live_site.url + address("write", language, TO_COME))
        yield "write", page

    return pages


def faults(pages, *questions, prepare=""):
    """Ask the same of all pages, and keep the answers that are not empty."""
    found = {}
    for name, page in pages:
        if prepare:
            page.evaluate(prepare)
        for question in questions:
            if answer := page.evaluate(question):
                found.setdefault(name, []).append(answer)
    return found


@pytest.mark.parametrize("language", ["nb", "fi"])
def test_in_a_window_of_320_px_nothing_is_scrolled_sideways(pages, language):
    assert faults(pages(language, width=320), measures.TOO_WIDE) == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_with_wide_spacing_of_text_nothing_is_lost(pages, width):
    questions = (measures.TOO_WIDE, measures.CUT_OFF)
    assert faults(pages("fi", width), *questions, prepare=measures.SPACE_TEXT) == {}


@pytest.mark.parametrize("width", [640, 1280])
def test_with_letters_twice_as_large_nothing_is_lost(pages, width):
    questions = (measures.TOO_WIDE, measures.CUT_OFF)
    assert faults(pages("fi", width), *questions, prepare=measures.DOUBLE_TEXT) == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_reaches_everything_visibly_and_comes_out_again(pages, width):
    for name, page in pages("nb", width):
        page.evaluate("document.activeElement.blur()")
        expected = page.evaluate(measures.BEFORE_FOCUS)
        stops = []
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            if (stop := page.evaluate(measures.FOCUS)) is None:
                break
            stops.append(stop)

        assert len(stops) == expected, name
        assert [stop["where"] for stop in stops if not stop["seen"]] == [], name
        assert [stop["where"] for stop in stops if not stop["free"]] == [], name


@pytest.mark.parametrize("width", [360, 1280])
def test_what_can_be_pressed_is_at_least_24_px(pages, width):
    assert faults(pages("nb", width), measures.SMALL_TARGETS) == {}


def test_headings_begin_at_the_top_and_leave_no_level_out(pages):
    for name, page in pages():
        levels = page.evaluate(measures.HEADINGS)
        assert levels[0] == 1, name
        assert all(b <= a + 1 for a, b in pairwise(levels)), (name, levels)


@pytest.mark.parametrize("language", ["nb", "fi"])
def test_links_of_the_same_name_lead_to_the_same_place(pages, language):
    for name, page in pages(language):
        leads_to = {}
        for navigation, words, href in page.evaluate(measures.LINKS):
            leads_to.setdefault((navigation, words), set()).add(href)
        assert {words: to for words, to in leads_to.items() if len(to) > 1} == {}, name


@pytest.mark.parametrize("language", FOREIGN)
def test_texts_in_other_languages_say_so(pages, live_site, language):
    foreign = FOREIGN[language]
    found = {}
    for name, page in pages(language):
        found[name] = page.evaluate(measures.TEXTS)
    page.goto(live_site.url + address("initiative", language, RETOLD))
    found["retold"] = page.evaluate(measures.TEXTS)

    assert {
        name: wrong
        for name, texts in found.items()
        if (wrong := [text for text in texts if foreign.search(f" {text} ")])
    } == {}
