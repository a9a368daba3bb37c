"""The main job, as its people do it: follow an initiative, get its next update, leave again.

In Norwegian and in Finnish; with the keyboard alone, and without JavaScript.
"""

import re
import urllib.request
from uuid import uuid4

import pytest

from tests.browser.hands import Visitor
from tests.live import links, wait_for

pytestmark = pytest.mark.browser

INITIATIVE = "ombruk-i-offentlige-kjokken"
#: Who runs it in stories/present.yaml.
FACILITATOR = "jorunn.dalvik@fellesloftet.example"
PROJECT_LEAD = "sigrun.fjelltun@fellesloftet.example"
WAYS = [
    pytest.param("nb", True, id="nb, keyboard alone"),
    pytest.param("fi", True, id="fi, keyboard alone"),
    pytest.param("nb", False, id="nb, no JavaScript"),
    pytest.param("fi", False, id="fi, no JavaScript"),
]
#: What a mail says in each language: subjects of the confirmation and the receipt.
SUBJECTS = {
    "nb": ("Bekreft at du vil følge", "Du følger"),
    "fi": ("Vahvista", "Seuraat"),
}


@pytest.fixture
def visitor(open_page, request):
    """Give a visitor who comes in the way that the test names."""
    language, by_keyboard = request.param
    page = open_page(language=language, javascript=by_keyboard)
    return language, Visitor(page, by_keyboard)


def sign_in(person, site, address):
    """Sign in by the code that comes by mail."""
    before = len(site.mails(address))
    person.go(f"{site.url}/nb/")
    person.press("footer a[href$='/logg-inn/'], header a[href$='/logg-inn/']")
    person.write("input[name=email]", address)
    person.press("main form button[type=submit]")
    mail = site.wait_for_mail(address, number=before + 1)
    text = mail.get_body(preferencelist=("plain",)).get_content()
    code = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", text, re.MULTILINE).group(1)
    person.write("input[name=code]", code)
    person.press("button[value=verify]")


@pytest.mark.parametrize(
    "visitor", [way.values for way in WAYS], ids=[way.id for way in WAYS], indirect=True
)
def test_follow_get_the_next_update_and_leave(live_site, open_page, visitor):
    language, reader = visitor
    address = f"leser-{uuid4().hex[:8]}@folk.example"

    # Front page → initiative → follow.
    reader.go(f"{live_site.url}/{language}/")
    reader.press(f"main a[href*='{INITIATIVE}/']")
    reader.write("#follow ~ form input[name=address], .follow-box input[name=address]", address)
    reader.press(".follow-box button[type=submit]")

    # The mail asks; opening its link does nothing yet; the button confirms.
    asked = live_site.wait_for_mail(address)
    assert SUBJECTS[language][0] in asked["Subject"]
    assert asked.get_content_type() == "multipart/alternative"
    link = links(asked)[0]
    assert f"/{language}/" in link
    reader.go(link)
    assert len(live_site.mails(address)) == 1
    reader.press("main form button[name=confirm]")
    receipt = live_site.wait_for_mail(address, number=2)
    assert SUBJECTS[language][1] in receipt["Subject"]

    # The facilitator, signed in by a code, writes, previews and publishes.
    title = f"Nytt {uuid4().hex[:6]}"
    facilitator = Visitor(open_page(), by_keyboard=reader.by_keyboard)
    sign_in(facilitator, live_site, FACILITATOR)
    publish_update(live_site, facilitator, title)

    # It is on the page and in the feed, and comes by mail in the reader's language.
    update = live_site.wait_for_mail(address, number=3)
    assert title in update["Subject"]
    assert update["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert update["Content-Language"] == language
    reader.go(f"{live_site.url}/{language}/")
    assert title in reader.page.content()
    _, feed = live_site.get(f"/nb/anskaffelser/{INITIATIVE}/atom.xml")
    assert title in feed.decode()

    # Leaving: the page the mail leads to, and a button.
    (leave,) = re.findall(r"<(https?://[^>]+)>", update["List-Unsubscribe"])
    reader.go(leave)
    reader.press("main form button[type=submit]")
    publish_update(live_site, facilitator, again := f"Mer {uuid4().hex[:6]}")
    wait_for(lambda: again in live_site.get(f"/nb/anskaffelser/{INITIATIVE}/")[1].decode())
    wait_for(lambda: live_site.health()["oldest_unsent_seconds"] is None)
    assert not any(again in mail["Subject"] for mail in live_site.mails(address))


def publish_update(site, facilitator, title):
    facilitator.go(f"{site.url}/nb/anskaffelser/{INITIATIVE}/")
    facilitator.press(".hero__actions a[href$='/skriv/']")
    facilitator.write("input[name=title_nb]", title)
    facilitator.write("textarea[name=body_nb]", "Vi har kommet et steg videre.")
    facilitator.press("main .actions button[type=submit]")
    assert title in facilitator.page.content()
    facilitator.press("button[value=publish]")
    assert title in facilitator.page.inner_text("h1")


def test_a_mail_programs_own_button_unsubscribes_at_once(live_site, open_page):
    address = f"leser-{uuid4().hex[:8]}@folk.example"
    reader = Visitor(open_page(), by_keyboard=False)
    reader.go(f"{live_site.url}/nb/anskaffelser/{INITIATIVE}/")
    reader.write(".follow-box input[name=address]", address)
    reader.press(".follow-box button[type=submit]")
    reader.go(live_site.wait_for_link(address))
    reader.press("main form button[name=confirm]")
    lead = Visitor(open_page(), by_keyboard=False)
    sign_in(lead, live_site, PROJECT_LEAD)
    publish_update(live_site, lead, f"Nytt {uuid4().hex[:6]}")
    update = live_site.wait_for_mail(address, number=3)
    (leave,) = re.findall(r"<(https?://[^>]+)>", update["List-Unsubscribe"])

    for _ in range(2):
        one_click = urllib.request.Request(leave, data=b"List-Unsubscribe=One-Click")
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(one_click) as answer:
            assert answer.status == 200
            assert answer.url == leave

    reader.go(leave)
    assert reader.page.locator("main form button[name=again], main a[href*='anskaffelser']").count()
