"""An editor at work: with the keyboard alone, and without JavaScript.

Write, look, publish later, publish, correct, bring back; a reader of another language finds the
article, and its old address leads on.
"""

import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from samspill.media.tests.uploads import picture
from tests.browser.hands import Visitor

pytestmark = pytest.mark.browser

PEOPLE = "/development/people/"
SAVE = "button[value=save]:not(.visually-hidden)"
DESK = "/nb/programmer/fellesloftet/redaksjon/"


@pytest.fixture(params=[True, False], ids=["keyboard alone", "no JavaScript"])
def editor(request, open_page, live_site):
    """Give the sample editor, signed in."""
    page = open_page(language="nb", javascript=request.param)
    page.goto(f"{live_site.url}{PEOPLE}")
    with page.expect_navigation():
        page.locator("form", has_text="Runa Skriver").locator("button").click()
    return Visitor(page, by_keyboard=request.param)


def upload(editor, site, words):
    """Take a picture up; the window in which a file is chosen belongs to the browser."""
    page = editor.page
    editor.go(f"{site.url}{DESK}bilder-og-filer/")
    if not page.locator("input[name=picture-file]").is_visible():
        editor.open("main details summary")
    shown = {"name": "tegning.png", "mimeType": "image/png", "buffer": picture("PNG", (700, 500))}
    page.set_input_files("input[name=picture-file]", shown)
    editor.write("input[name=picture-alternative_nb]", words)
    editor.press("button[value=picture]")


def choose(editor, selector, words):
    """Choose by its words from a list."""
    page = editor.page
    value = page.locator(f"{selector} option", has_text=words).first.get_attribute("value")
    page.select_option(selector, value)


def test_an_article_from_the_first_word_to_a_correction_taken_back(live_site, editor, open_page):
    word, reader = uuid4().hex[:8], open_page(language="fi")
    upload(editor, live_site, f"Tegning {word}")
    write, preview = begin(editor, live_site, word)
    path = publish_later_and_then_at_once(editor, live_site, reader, word)
    answer = reader.goto(path.replace("/nb/arkiv/", "/fi/arkisto/"))
    assert (answer.status, reader.get_attribute("h1", "lang")) == (200, "nb")
    assert path in found_by(reader, live_site, f"upphandlingarna {word}")

    correct(editor, write, f"Verre {word}")
    assert f"Sak {word}" in read(reader, path)
    editor.go(preview)
    editor.press("button[value=publish]")
    assert f"Verre {word}" in read(reader, path)

    editor.go(f"{write}ordlyder/")
    assert editor.page.locator("del", has_text="Sak").count() >= 1
    editor.press("main li form:has(input[name=number][value='2']) button")
    editor.press("button[value=publish]")
    assert f"Sak {word}" in read(reader, path)

    editor.go(write.rsplit("/", 2)[0] + "/")
    editor.write("input[name=about-slug]", f"flyttet-{word}")
    editor.press("button[value=about]")
    read(reader, path)
    assert reader.url.endswith(f"/flyttet-{word}/")


def begin(editor, site, word):
    """Write an article with a picture, and return where it is written and looked at."""
    page = editor.page
    editor.go(f"{site.url}{DESK}")
    editor.press("a[href$='/ny-tekst/']")
    editor.write("input[name=title]", f"Sak {word}")
    editor.press("main form button[type=submit]")
    write = page.url
    editor.write("textarea[name=head-lead]", "Slik går det til.")
    editor.press("button[value='add:prose']")
    assert page.evaluate("document.activeElement.name") == "s0-text"
    editor.write("textarea[name=s0-text]", "Anskaffelsen er *klar* til høsten 2030.")
    editor.press("button[value='add:picture']")
    choose(editor, "select[name=s1-picture]", f"Tegning {word}")
    editor.press("button[value='up:1']")
    assert page.input_value("input[name=sections]") == "1,0"
    editor.press("button[value=preview]")
    assert page.locator(f"img[alt='Tegning {word}']").count() == 1
    assert page.locator("main em", has_text="klar").count() == 1
    return write, page.url


def publish_later_and_then_at_once(editor, site, reader, word):
    """Let the article wait, see that nobody is shown it, publish it, and return where it lies."""
    editor.write_date("input[name=day]", "2099-03-01")
    editor.write_time("input[name=time]", "09:00")
    editor.press("button[value=schedule]")
    assert reader.goto(f"{site.url}/nb/arkiv/2099/sak-{word}/").status == 404
    editor.press("button[value=unschedule]")
    editor.press("button[value=publish]")
    editor.press("main form a.ds-link")
    assert f"Sak {word}" in editor.page.inner_text("h1")
    return editor.page.url


def found_by(reader, site, words):
    """Search as a reader of Swedish, and return where the answers lead, in the editor's language."""
    reader.goto(f"{site.url}/sv/sok/?{urlencode({'q': words})}")
    links = reader.locator("main h2 a, main h3 a").evaluate_all("all => all.map(each => each.href)")
    return [each.replace("/sv/arkiv/", "/nb/arkiv/") for each in links]


def correct(editor, write, title):
    editor.go(write)
    editor.write("input[name=head-title]", title)
    editor.press(SAVE)


def read(reader, path):
    reader.goto(path)
    return reader.inner_text("h1")


def test_marks_are_put_by_buttons_and_shown_at_once(live_site, open_page):
    page = open_page(language="nb")
    page.goto(f"{live_site.url}{PEOPLE}")
    with page.expect_navigation():
        page.locator("form", has_text="Runa Skriver").locator("button").click()
    refused = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(f"{live_site.url}{DESK}ny-tekst/")
    page.fill("input[name=title]", f"Merker {uuid4().hex[:8]}")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    with page.expect_navigation():
        page.click("button[value='add:prose']")

    page.fill("textarea[name=s0-text]", "ord")
    page.locator("textarea[name=s0-text]").select_text()
    page.click(".editor-toolbar button >> nth=0")
    assert page.input_value("textarea[name=s0-text]") == "**ord**"
    page.click("details:has(iframe) summary")
    page.frame_locator("iframe").locator("strong", has_text="ord").wait_for()
    page.locator("textarea[name=s0-text]").press("End")
    page.keyboard.type("\n\n## Mer\n\n<script>alert(1)</script>")
    page.frame_locator("iframe").locator("h2", has_text="Mer").wait_for()
    assert re.search(r"alert\(1\)", page.frame_locator("iframe").locator("body").inner_text())
    assert refused == []
