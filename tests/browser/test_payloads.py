"""Whatever somebody writes into a text, nothing of it runs: not even if the browser obeyed no policy.

Every payload stands in every text field of an article, of a picture and of a file; every page that
shows one of these is opened, with the policy that browsers are told and without it.
"""

import re
from datetime import UTC, datetime
from urllib.parse import urlencode, urljoin
from uuid import uuid4

import pytest

from samspill.media.tests.uploads import pdf, picture
from tests.browser.payloads import PAYLOADS

pytestmark = pytest.mark.browser

DESK = "/nb/programmer/fellesloftet/redaksjon/"
FOUND = 302
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
#: What must never come out of a text: it would be the payload, and not the site.
FOREIGN = """() => [...document.querySelectorAll('*')].filter(each =>
    each.getAttributeNames().some(name => name.startsWith('on')) ||
    /^\\s*(javascript|vbscript|data):/i.test(each.getAttribute('href') || each.getAttribute('src') || '')
  ).map(each => each.outerHTML.slice(0, 120))"""


class Attacker:
    """An editor who wants to harm those who read and those who edit."""

    def __init__(self, site, context):
        self.site, self.page, self.run, self.token = site, context.new_page(), [], ""
        self.page.on("dialog", self._note)
        self.page.goto(f"{site.url}/development/people/")
        with self.page.expect_navigation():
            self.page.locator("form", has_text="Runa Skriver").locator("button").click()

    def _note(self, dialog):
        self.run.append((self.page.url, dialog.message))
        dialog.dismiss()

    def send(self, path, **fields):
        """Send a form as the page would, without looking at it; return where it leads."""
        request = self.page.request
        token = self.token = self.token or self._token(path)
        sent = {name.replace("__", "-"): each for name, each in fields.items()}
        answer = request.post(
            self.site.url + path,
            multipart={"csrfmiddlewaretoken": token, **sent},
            max_redirects=0,
        )
        # A form that is refused is shown once more; one that is taken leads on.
        assert answer.status == FOUND, (path, fields)
        return urljoin(path, answer.headers["location"])

    def _token(self, path):
        return TOKEN.search(self.page.request.get(self.site.url + path).text()).group(1)

    def look(self, path):
        """Open a page, and see that nothing of what it shows has become a part of it."""
        assert self.page.goto(self.site.url + path).status == 200, path
        assert (self.run, self.page.evaluate(FOREIGN)) == ([], []), path


@pytest.fixture(scope="module")
def poisoned(live_site, browser):
    """Write every payload into every text field, and return where the texts are written."""
    context = browser.new_context(locale="nb")
    attacker, written = Attacker(live_site, context), {}
    library = f"{DESK}bilder-og-filer/"
    for payload in PAYLOADS:
        name = f"{payload.replace('/', '')}.png"
        attacker.send(
            library,
            do="picture",
            picture__file={
                "name": name,
                "mimeType": "image/png",
                "buffer": picture("PNG", (64, 48)),
            },
            picture__alternative_nb=payload,
            picture__photographer=payload,
            picture__licence="cc_by",
            picture__focus="50,50",
        )
        attacker.send(
            library,
            do="file",
            file__file={"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": pdf()},
            file__title_nb=payload,
        )
        written[payload] = _article(attacker, payload)
    context.close()
    return written


def _article(attacker, payload):
    begun = attacker.send(
        f"{DESK}ny-tekst/", title=f"Sak {uuid4().hex}", genre="article", language="nb"
    )
    form = attacker.page.request.get(attacker.site.url + begun).text()
    image = _first(form, "head-picture")
    attacker.send(
        begun,
        do="save",
        sections="0,1,2,3",
        head__after="1",
        head__title=payload,
        head__kicker=payload[:80],
        head__lead=payload,
        head__byline=payload,
        head__caption=payload,
        head__picture=image,
        s0__kind="prose",
        s0__text=f"{payload}\n\n## {payload}\n\n* {payload}\n\n> {payload}",
        s1__kind="quotation",
        s1__text=payload,
        s1__attribution=payload,
        s2__kind="picture",
        s2__picture=image,
        s2__text=payload,
        s3__kind="prose",
        s3__text=payload,
    )
    attacker.send(f"{begun}forhandsvisning/", do="publish", revision="2")
    year, slug = datetime.now(UTC).year, begun.rstrip("/").rsplit("/", 2)[1]
    return begun, f"/nb/arkiv/{year}/{slug}/"


def _first(form, name):
    chosen = re.search(rf'<select name="{name}".*?</select>', form, re.DOTALL).group()
    return re.findall(r'value="([^"]+)"', chosen)[0]


@pytest.mark.parametrize("policy", [True, False], ids=["with the policy", "without it"])
def test_nothing_that_is_written_runs(live_site, browser, poisoned, policy):
    assert len(PAYLOADS) >= 60
    context = browser.new_context(locale="nb", bypass_csp=not policy)
    attacker = Attacker(live_site, context)
    for write, shown in poisoned.values():
        attacker.look(shown)
        if not policy:
            for path in (write, f"{write}forhandsvisning/", f"{write}ordlyder/"):
                attacker.look(path)
    for path in (DESK, f"{DESK}bilder-og-filer/", "/nb/arkiv/", "/nb/min-side/"):
        attacker.look(path)
    for words in PAYLOADS if not policy else ():
        attacker.look(f"/nb/sok/?{urlencode({'q': words})}")
    context.close()


def test_a_page_that_obeyed_its_texts_is_found_out(live_site, browser):
    """The guard turned off: this is what would be noticed."""
    context = browser.new_context(locale="nb", bypass_csp=True)
    attacker = Attacker(live_site, context)
    ran = 0
    for payload in PAYLOADS[:30]:
        attacker.page.set_content(f"<!doctype html><main>{payload}</main>")
        attacker.page.wait_for_timeout(5)
        ran += bool(attacker.run)
        attacker.run.clear()
    context.close()

    assert ran >= 15
