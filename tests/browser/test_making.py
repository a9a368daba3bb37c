"""Initiatives made and kept in a real browser: by keyboard, and looked at in every state."""

from uuid import uuid4

import pytest

from tests.browser.hands import Visitor
from tests.browser.inspection import Inspection
from tests.browser.places import by_name
from tests.browser.test_accessibility import WAYS
from tests.browser.test_editors_pages import signed_in

pytestmark = pytest.mark.browser

MANAGER, PROGRAMME = "Sigrun Fjelltun", "fellesloftet"
NARROWEST = 320
SAVE = "main form.editor button[type=submit]"


def new_title():
    return f"Stille ferger {uuid4().hex[:8]}"


def test_an_initiative_is_begun_filled_and_published_by_keyboard(live_site, open_page):
    page = signed_in(open_page, live_site, MANAGER, javascript=False, width=NARROWEST)
    hands, title = Visitor(page, by_keyboard=True), new_title()
    hands.go(f"{live_site.url}{by_name('portal:programme', 'nb', PROGRAMME)}")

    hands.press(f"a[href='{by_name('workspace:new_initiative', 'nb', PROGRAMME)}']")
    hands.write("#id_title_nb", title)
    hands.press(SAVE)
    hub = page.url
    assert page.locator("#checklist ~ ul strong").count() == 3

    hands.press("main a[href$='/tekster/']")
    hands.write("#id_lead_nb", "Ferger som ikke bråker.")
    hands.press(SAVE)
    hands.go(f"{hub}steg/")
    hands.press("main a[href$='/legg-til/']")
    hands.write("#id_title_nb", "Samling")
    hands.write("#id_starts", "våren 2030")
    hands.press(SAVE)
    hands.go(f"{hub}lag/legg-til/")
    page.focus("#id_role")
    page.keyboard.press("ArrowDown")
    hands.press(SAVE)
    hands.go(hub)
    hands.press("button[value=publish]")

    assert page.locator("h1").inner_text() == title
    visitor = open_page(language="nb")
    answer = visitor.goto(page.url)
    assert answer.status == 200
    shown = visitor.inner_text("main")
    assert "Ferger som ikke bråker." in shown
    assert "våren 2030" in shown
    assert visitor.locator("a[href*='/rediger/']").count() == 0


@pytest.mark.parametrize("way", WAYS)
def test_the_pages_are_accessible_empty_wrong_and_filled(live_site, open_page, way):
    language, sights = way
    page = signed_in(open_page, live_site, MANAGER)
    look = Inspection(live_site.url, page, language, sights)
    look.go(by_name("workspace:new_initiative", language, PROGRAMME), "new")
    look.press(SAVE, "new, wrong")
    page.fill(f"#id_title_{language}", new_title())
    look.press(SAVE, "all that can be changed")
    slug = page.url.rstrip("/").split("/")[-2]
    look.go(by_name("portal:initiative", language, slug), "the draft")
    look.go(by_name("workspace:edit_facts", language, slug), "facts")
    page.fill("#id_starts", "?")
    look.press(SAVE, "facts, wrong")
    look.go(by_name("workspace:edit_texts", language, slug), "texts")
    steps = by_name("workspace:edit_steps", language, slug)
    look.go(steps, "steps, none")
    look.go(by_name("workspace:add_step", language, slug), "a step")
    look.press(SAVE, "a step, wrong")
    page.fill(f"#id_title_{language}", "Anskaffelsesgjennomføringsansvarlige " * 4)
    look.press(SAVE, "steps")
    look.press("button[value^=away]", "steps, one taken away")
    look.go(by_name("workspace:add_party", language, slug), "an organisation")
    page.fill("#id_organisation", "Ingen")
    look.press(SAVE, "an organisation, wrong")
    look.go(by_name("workspace:add_member", language, slug), "a person")
    look.report()


def test_two_who_save_are_shown_both(live_site, open_page):
    one = signed_in(open_page, live_site, MANAGER)
    other = signed_in(open_page, live_site, MANAGER, width=NARROWEST)
    one.goto(f"{live_site.url}{by_name('workspace:new_initiative', 'nb', PROGRAMME)}")
    one.fill("#id_title_nb", new_title())
    with one.expect_navigation():
        one.locator(SAVE).click()
    texts = f"{one.url}tekster/"
    for page, said in ((one, "Den ene"), (other, "Den andre")):
        page.goto(texts)
        page.fill("#id_lead_nb", said)
    for page in (one, other):
        with page.expect_navigation():
            page.locator(SAVE).click()

    both = other.inner_text("main .compared")
    assert "Den ene" in both.replace("\n", " ")
    assert "Den andre" in both.replace("\n", " ")
    assert other.input_value("#id_lead_nb") == "Den andre"
    assert other.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0

    with other.expect_navigation():
        other.locator(SAVE).click()
    assert "Den andre" in other.inner_text("main")
