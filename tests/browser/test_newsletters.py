"""A newsletter from the first word until it is taken back, and sent: by keyboard, and without JavaScript."""

import re
from uuid import uuid4

import pytest

from tests.browser.hands import Visitor

pytestmark = pytest.mark.browser

PEOPLE = "/development/people/"
DESK = "/nb/programmer/fellesloftet/redaksjon/nyhetsbrev/"


@pytest.fixture(params=[True, False], ids=["keyboard alone", "no JavaScript"])
def editor(request, open_page, live_site):
    """Give the sample editor, signed in."""
    page = open_page(language="nb", javascript=request.param)
    page.goto(f"{live_site.url}{PEOPLE}")
    with page.expect_navigation():
        page.locator("form", has_text="Runa Skriver").locator("button").click()
    return Visitor(page, by_keyboard=request.param)


def test_a_newsletter_is_put_together_looked_at_sent_and_taken_back(live_site, editor):
    word, page = f"Nyhetsbrev {uuid4().hex[:8]}", editor.page
    preview = put_together(editor, live_site, word)

    frame = page.frame_locator("iframe.mail-preview__body")
    assert word in frame.locator("h1").inner_text()
    editor.press(f"a[href*='{preview}?in=fi']")
    assert page.locator("pre.mail-text").get_attribute("lang") == "fi"

    editor.press("main form[action$='/prove/'] button")
    assert live_site.wait_for_mail("runa.skriver@fellesloftet.example")
    editor.press("main a[href$='/sending/'], main a[href$='/utsending/']")
    assert page.locator("#who").is_visible()

    editor.press("button[value=now]")
    public = page.url.replace("/redaksjon/", "/").rpartition("/nyhetsbrev/")
    path = f"{public[0]}/nyhetsbrev/{public[2].split('/')[0]}/"
    assert page.request.get(path).status == 404

    editor.press("form[action$='/angre/'] button")
    assert re.search(
        r"Ingen har fått nyhetsbrevet", page.locator("main, [role=status]").first.inner_text()
    )
    assert page.url.endswith(preview)
    assert page.request.get(path).status == 404


def put_together(editor, site, word):
    """Write a title, put in an own section and something that there is, and move it up."""
    page = editor.page
    editor.go(f"{site.url}{DESK}")
    editor.press("main a[href$='/skriv/']")
    editor.write("input[name=head-title_nb]", word)
    editor.press("button[value=section]")
    editor.write("input[name=s0-title_nb]", "Fra oss")
    editor.write("textarea[name=s0-text_nb]", "Vi **begynner** i juni.")
    editor.open("main summary:has-text('Oppdateringer')")
    chosen = page.locator("input[name=choose][value^='update:']").first
    key = chosen.get_attribute("value")
    chosen.check()
    editor.press("button[value=add]")
    editor.press(f"button[value='up:{key}']")
    assert page.locator("input[name=order]").get_attribute("value") == f"{key},s0"
    editor.press("main button[value=preview]")
    return page.url.removeprefix(site.url)
