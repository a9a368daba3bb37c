"""axe-core finds nothing on any page in any state, and no page asks, says or breaks what it must not.

On each page the console, the Content-Security-Policy and all requests are watched as well.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from samspill.core.languages import LANGUAGES
from samspill.media.tests.uploads import pdf, picture
from tests.browser.inspection import OF_WHOLE_PAGES, Inspection, Sight
from tests.browser.places import ONGOING, TO_COME, by_name, public_pages
from tests.live import links
from tests.pages.addresses import address

pytestmark = pytest.mark.browser

EVERY_SIGHT = [Sight(width, dark) for dark in (False, True) for width in (360, 768, 1280)]
#: Between them, both languages see every page narrow and wide, by day and by night, in turns.
WAYS = [
    pytest.param(("nb", [[Sight(360)], [Sight(1280)]]), id="nb"),
    pytest.param(("fi", [[Sight(1280, dark=True)], [Sight(360, dark=True)]]), id="fi"),
    *(
        pytest.param((code, [EVERY_SIGHT]), id=f"{code}, every sight", marks=pytest.mark.full)
        for code in LANGUAGES
    ),
]
SUBMIT = "main form button[type=submit]"
PUBLISH = "main button[value=publish]"
FAULTS = ["400.html", "403_csrf.html", "500.html", "unavailable.html"]


@pytest.fixture(params=WAYS)
def inspection(request, open_page, live_site):
    """Give an inspection by a new visitor, in the language and the sights of the run."""
    language, sights = request.param
    return Inspection(live_site.url, open_page(language=language), language, sights)


def test_public_pages(inspection):
    for name, path in public_pages(inspection.language).items():
        inspection.go(path, name)

    path = address("initiative", inspection.language, ONGOING)
    inspection.open(path)
    inspection.press("main .updates a", "update")

    inspection.page.set_viewport_size({"width": 360, "height": 900})
    inspection.open(path)
    inspection.page.click(".site-menu summary")
    inspection.look("initiative, menu open")
    inspection.report()


def test_forms_that_are_not_filled_in_well(inspection):
    for kind in ("follow", "contact"):
        inspection.go(address(kind, inspection.language, ONGOING), kind)
        inspection.press(SUBMIT, f"{kind}, empty")
        for field in inspection.page.locator("main input.ds-input, main textarea").all():
            field.fill("x@")
        inspection.press(SUBMIT, f"{kind}, wrong")
    inspection.report()


def test_pages_for_when_something_is_wrong(inspection):
    language, page = inspection.language, inspection.page
    front = address("front", language)
    inspection.go(f"{front}finnes-ikke/", "not found", status=404)
    inspection.go(by_name("account_inactive", language), "account closed", status=403)

    page.goto("about:blank")  # another site, as far as ours can tell
    page.set_content(
        f"<form method=post action={inspection.site}{front}><button>Send</button></form>"
    )
    inspection.press("button", "forbidden")
    assert "403" in page.inner_text("main")

    for template in FAULTS:
        # The site does not break when one wants it to, so its page is shown in its stead.
        with translation.override(language):
            inspection.show(render_to_string(template), template)
    inspection.report()


def test_pages_that_links_in_mails_lead_to(live_site, inspection):
    page = inspection.page
    reader = follow(inspection, ONGOING)
    confirm, silence = links(live_site.wait_for_mail(reader))
    inspection.go(confirm, "confirm")
    inspection.press("main button[name=confirm]", "confirmed")
    inspection.go(confirm, "confirm, used")
    inspection.go(confirm[:-5] + "xxxx/", "unknown link", status=404)

    leave, preferences = links(live_site.wait_for_mail(reader, number=2))[-2:]
    follow(inspection, TO_COME, reader)
    inspection.go(leave, "unsubscribe")
    inspection.go(preferences, "preferences")
    inspection.press("main button[name=follow]", "preferences, followed")
    inspection.press("main form:has(select) button", "preferences, language chosen")
    inspection.press("main button[name=leave_all]", "preferences, nothing left")
    inspection.go(leave, "unsubscribe, done")
    inspection.go(confirm, "confirm, left since", status=410)
    inspection.press("main button[name=again]", "asked again")
    inspection.open(preferences)
    page.click("main details summary")
    inspection.press("main button[name=erase]", "erased")

    inspection.go(silence, "silence")
    inspection.press("main button[name=silence]", "silenced")
    inspection.press("main button[name=lift]", "silence lifted")
    inspection.report()


def test_links_that_are_too_old_or_replaced(live_site, inspection):
    replaced = follow(inspection, ONGOING)
    old = links(live_site.wait_for_mail(replaced))[0]
    let_pass(live_site, "UPDATE mailings_askedmail SET mailed_at = datetime('now', '-2 hours')")
    follow(inspection, ONGOING, replaced)
    live_site.wait_for_mail(replaced, number=2)
    inspection.go(old, "confirm, superseded", status=410)

    let_pass(
        live_site, "UPDATE mailings_confirmationtoken SET expires_at = datetime('now', '-1 day')"
    )
    newest = links(live_site.wait_for_mail(replaced, number=2))[0]
    inspection.go(newest, "confirm, expired", status=410)
    inspection.report()


def test_signing_in_and_out(inspection):
    language, page = inspection.language, inspection.page
    inspection.go(by_name("account_request_login_code", language), "sign in")
    inspection.press(SUBMIT, "sign in, empty")
    page.fill("input[name=email]", f"ukjent-{uuid4().hex[:8]}@folk.example")
    inspection.press(SUBMIT, "code")
    page.fill("input[name=code]", "nope")
    inspection.press("button[value=verify]", "code, wrong")

    sign_in(inspection)
    inspection.go(address("front", language), "front, signed in")
    inspection.go(address("my_page", language), "my page")
    inspection.go(by_name("account_logout", language), "sign out")
    inspection.report()


def test_writing_an_update(inspection):
    language, page = inspection.language, inspection.page
    write = address("write", language, TO_COME)
    sign_in(inspection)
    inspection.go(address("initiative", language, TO_COME), "initiative, signed in")
    inspection.press(f".hero__actions a[href='{write}']", "write")
    inspection.press("main .actions button[type=submit]", "write, empty")

    page.eval_on_selector_all("main details", "all => all.forEach(each => { each.open = true })")
    page.fill("input[name=title_nb]", f"Nytt {uuid4().hex[:6]}")
    page.fill("textarea[name=body_nb]", "## Et steg\n\nVi har *kommet* et steg videre.\n\n* Ett")
    inspection.press("main .actions button[type=submit]", "preview")
    preview = page.url
    inspection.show(
        inspection.read(f"{preview}mail/"), "the update as a mail", left_out=OF_WHOLE_PAGES
    )
    inspection.go(f"{preview}?in=sv", "preview in a language that the update does not exist in")
    inspection.press("#publish-now a", "write, change")
    inspection.go(write, "write, with a draft")

    inspection.open(preview)
    page.eval_on_selector("#publish-now input[name=revision]", "each => { each.value = '999' }")
    inspection.press(PUBLISH, "preview, refused")
    inspection.open(preview)
    inspection.press("main button[value=schedule]", "preview, no moment")
    inspection.press("main button[value=test]", "preview, test sent")
    page.fill("input[name=day]", f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}")
    page.fill("input[name=time]", "09:30")
    inspection.press("main button[value=schedule]", "update, waiting")
    inspection.press("main form.actions button", "preview, stopped")
    inspection.press(PUBLISH, "update, on its way")
    inspection.go(address("initiative_history", language, TO_COME), "history of an initiative")
    inspection.go(address("own_history", language), "history of one's own")
    inspection.report()


LONG = "Anskaffelsesgjennomføringsansvarlig " * 12
MARKDOWN = (
    f"### {LONG[:70]}\n\n{LONG}\n\nDet er kunngjort i år, se [her](/nb/finnes-ikke/)\n\n* Ett\n* To"
)


def test_writing_an_article(inspection):
    language, page = inspection.language, inspection.page
    sign_in(inspection)
    desk = by_name("editorial:desk", language, "fellesloftet")
    inspection.go(by_name("portal:my_page", language), "my page, with a desk")
    inspection.go(desk, "desk")
    inspection.press("main .actions a", "new text")
    inspection.press(SUBMIT, "new text, empty")
    slug = f"sak-{uuid4().hex[:8]}"
    page.fill("input[name=title]", slug)
    page.select_option("select[name=language]", "nb")
    inspection.press(SUBMIT, "write, begun")
    for kind in ("prose", "quotation", "contact", "picture", "file", "initiative", "organisation"):
        press_quietly(inspection, f"button[value='add:{kind}']")
    inspection.look("write, with a section of each kind")
    inspection.press("button[value=preview]", "write, empty sections")
    for prefix in ("s6", "s5", "s4", "s3", "s2"):
        press_quietly(inspection, f"button[value='remove:{prefix[1:]}']")
    page.fill("textarea[name=s0-text]", MARKDOWN)
    page.fill("textarea[name=s1-text]", LONG)
    page.fill("textarea[name=head-lead]", f"{LONG[:200]},")
    write = page.url
    inspection.press("button[value=preview]", "preview, with remarks")
    preview = page.url
    inspection.press("button[value=schedule]", "preview, no moment")
    page.fill("input[name=day]", "2099-01-01")
    page.fill("input[name=time]", "09:00")
    inspection.press("button[value=schedule]", "preview, scheduled")
    inspection.press("button[value=unschedule]", "preview, not scheduled any more")
    inspection.go(write, "write, long text")
    page.eval_on_selector("input[name=head-after]", "each => { each.value = '1' }")
    page.fill("input[name=head-title]", f"Min {slug}")
    inspection.press("button[value=save]:not(.visually-hidden)", "write, somebody else was first")
    inspection.press("button[value=save]:not(.visually-hidden)", "write, saved all the same")
    inspection.go(by_name("editorial:drafts", language, "fellesloftet"), "drafts")
    inspection.press("main .rows a", "drafts, one of them shown")
    inspection.go(preview, "preview, newest")
    inspection.press("button[value=publish]", "preview, published")
    inspection.press("main form a.ds-link", "article, just published")
    inspection.go(by_name("editorial:wordings", language, slug, "nb"), "wordings")
    inspection.go(by_name("editorial:about", language, slug), "about the text")
    page.fill("input[name=about-slug]", "Ikke gyldig")
    page.fill("textarea[name=about-territories]", "finnes-ikke")
    inspection.press("button[value=about]", "about the text, wrong")
    inspection.go(preview, "preview, published before")
    inspection.press("button[value=withdraw]", "preview, taken down")
    path = address("article", language, datetime.now(UTC).year, slug)
    inspection.go(path, "article, gone", status=410)
    inspection.go(desk, "desk, with a text")
    inspection.report()


def test_writing_a_newsletter(inspection):
    language, page = inspection.language, inspection.page

    def unfold():
        page.eval_on_selector_all(
            "main details", "all => all.forEach(each => { each.open = true })"
        )

    sign_in(inspection)
    desk = by_name("newsletters:desk", language, "fellesloftet")
    inspection.go(desk, "desk of newsletters")
    inspection.press("main .actions a", "newsletter, begun")
    inspection.press("main button[value=preview]", "newsletter, empty")
    press_quietly(inspection, "button[value=section]")
    inspection.press("main button[value=preview]", "newsletter, empty section")
    unfold()
    inspection.look("newsletter, unfolded")
    page.fill("input[name=head-title_nb]", f"Nytt {uuid4().hex[:6]}")
    page.fill("textarea[name=head-text_nb]", LONG)
    page.fill("input[name=s0-title_nb]", LONG[:100])
    page.fill("textarea[name=s0-text_nb]", MARKDOWN)
    for chosen in page.locator("input[name=choose]").all()[:4]:
        chosen.check()
    inspection.press("main button[value=add]", "newsletter, with chosen things")
    inspection.press("main button[value=preview]", "preview of a newsletter")
    preview = page.url
    unfold()
    inspection.look("preview of a newsletter, unfolded")
    inspection.go(f"{preview}?in=fi", "preview of a newsletter in Finnish")
    inspection.show(
        inspection.read(f"{preview}mail/"),
        "the newsletter as a mail",
        left_out=OF_WHOLE_PAGES,
    )
    newsletter = preview.rstrip("/").split("/")[-2]
    of_it = ("fellesloftet", int(newsletter))
    inspection.go(by_name("newsletters:revise", language, *of_it), "newsletter, changed")
    inspection.go(by_name("newsletters:receivers", language, *of_it), "who gets a newsletter")
    inspection.go(by_name("newsletters:sending", language, *of_it), "sending a newsletter")
    inspection.press("button[value=schedule]", "sending a newsletter, no moment")
    inspection.press("button[value=now]", "newsletter, on its way")
    inspection.press("main form button[type=submit]", "newsletter, stopped")
    inspection.go(desk, "desk of newsletters, with a draft")
    inspection.go(by_name("newsletters:archive", language, "fellesloftet"), "newsletters")
    inspection.report()


def test_the_inbox(inspection):
    language, page = inspection.language, inspection.page
    inspection.go(by_name("outreach:contribute", language, "fellesloftet"), "contribute")
    inspection.press(SUBMIT, "contribute, empty")
    page.check("input[name=kind][value=proposal]")
    page.fill("textarea[name=message]", LONG)
    page.fill("input[name=name]", LONG[:100])
    page.fill("input[name=address]", f"noen-{uuid4().hex[:8]}@folk.example")
    inspection.press(SUBMIT, "contribute, received")
    sign_in(inspection)
    inbox = by_name("outreach:inbox", language)
    inspection.go(f"{inbox}?programme=fellesloftet&status=all", "inbox")
    inspection.go(f"{inbox}?q=finnes-ikke", "inbox, nothing found")
    inspection.go(inbox, "inbox, waiting")
    page.locator(".rows a", has_text="-").last.click()
    inspection.look("contribution, long text")
    one = page.url
    of_it = [int(one.rstrip("/").split("/")[-1])]
    for step in ("answer", "assign", "close", "begin"):
        inspection.go(by_name(f"outreach:{step}", language, *of_it), step)
        inspection.press(SUBMIT, f"{step}, empty")
    inspection.open(by_name("outreach:close", language, *of_it))
    page.fill("input[name=reason]", "To ganger det samme")
    inspection.press(SUBMIT, "contribution, closed")
    inspection.go(by_name("outreach:reopen", language, *of_it), "reopen")
    inspection.press(SUBMIT, "contribution, opened again")
    inspection.open(f"{inbox}?status=answered")
    page.locator(".rows a").first.click()
    inspection.look("contribution, answered")
    told = int(page.url.rstrip("/").split("/")[-1])
    inspection.go(by_name("outreach:share", language, told), "share")
    page.fill("textarea[name=question]", "")
    inspection.press(SUBMIT, "share, empty")
    inspection.go(by_name("outreach:withdraw", language, told), "withdraw")
    inspection.report()


def test_pictures_and_files(inspection):
    language, page = inspection.language, inspection.page
    sign_in(inspection)
    inspection.go(by_name("editorial:library", language, "fellesloftet"), "library")
    page.eval_on_selector_all("main details", "all => all.forEach(each => { each.open = true })")
    inspection.look("library, unfolded")
    inspection.press("button[value=picture]", "library, no picture chosen")
    page.eval_on_selector_all("main details", "all => all.forEach(each => { each.open = true })")
    inspection.press("button[value=file]", "library, no file chosen")
    page.eval_on_selector_all("main details", "all => all.forEach(each => { each.open = true })")
    shown = {"name": "tegning.png", "mimeType": "image/png", "buffer": picture("PNG", (900, 600))}
    page.set_input_files("input[name=picture-file]", shown)
    page.fill("input[name=picture-alternative_nb]", f"En tegning {uuid4().hex[:6]}")
    inspection.press("button[value=picture]", "library, with a picture")
    page.eval_on_selector_all("main details", "all => all.forEach(each => { each.open = true })")
    kept = {"name": "behov.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.set_input_files("input[name=file-file]", kept)
    page.fill("input[name=file-title_nb]", "Behovet på fire sider")
    inspection.press("button[value=file]", "library, with a file")
    inspection.press("main .library a", "describe a picture")
    for language_code in ("nb", "nn", "sv", "da", "fi", "en"):
        page.fill(f"input[name=alternative_{language_code}]", "")
    inspection.press(SUBMIT, "describe a picture, empty")
    inspection.report()


def press_quietly(inspection, selector):
    """Press a button without looking at the page that it leads to."""
    with inspection.page.expect_navigation():
        inspection.page.locator(selector).first.click()


def test_pages_of_development(live_site, inspection):
    reader = follow(inspection, ONGOING)
    live_site.wait_for_mail(reader)

    inspection.go("/development/inbox/", "inbox")
    inspection.press(f"tr:has-text('{reader}') a", "mail")
    frame = inspection.page.locator("iframe").get_attribute("src")
    inspection.show(inspection.read(frame), "mail, as HTML", left_out=OF_WHOLE_PAGES)
    inspection.go("/development/people/", "people")
    person = inspection.page.locator("main form").first.get_attribute("action")
    inspection.go(person, "person")
    inspection.report()


def test_an_inspection_finds_faults(inspection):
    page = inspection.page
    inspection.open(address("front", inspection.language))
    page.evaluate("document.querySelector('main').innerHTML = '<h4><img src=/static/x.png></h4>'")
    page.evaluate("document.body.setAttribute('onclick', 'go()')")
    inspection.look("broken")
    page.evaluate("fetch('https://elsewhere.example/').catch(() => 0)")

    found = "\n".join(inspection.faults)
    for fault in ("image-alt", "page-has-heading-one", "Content Security Policy", "404"):
        assert fault in found


def let_pass(live_site, change):
    """Let time pass for the site, by moving back what it noted when."""
    path = live_site.data / "samspill.sqlite3"
    with closing(sqlite3.connect(path, timeout=20)) as database, database:
        database.execute(change)


def follow(inspection, slug, reader=""):
    """Ask to follow an initiative, and return the address that asks."""
    reader = reader or f"leser-{uuid4().hex[:8]}@folk.example"
    inspection.open(address("follow", inspection.language, slug))
    inspection.page.fill("main input[name=address]", reader)
    with inspection.page.expect_navigation():
        inspection.page.click(SUBMIT)
    return reader


def sign_in(inspection):
    """Sign in as the programme leader, who is the first of the sample people."""
    inspection.open("/development/people/")
    with inspection.page.expect_navigation():
        inspection.page.click(SUBMIT)
