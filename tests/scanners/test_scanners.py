"""Scanners of mail open every link in a real browser, run what is there, and change nothing."""

from itertools import cycle
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.urls import resolve
from django.utils import translation

from samspill.core.languages import LANGUAGES
from samspill.mailings import actions, queries
from samspill.outbox.models import Message
from tests.canaries.letters import every_mail
from tests.canaries.world import make_world
from tests.letters.lint import LINK, Hypertext
from tests.letters.writing import write_in
from tests.scanners.keeping import changed, everything_kept

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]


#: So many pages are open beside each other.
AT_ONCE = 6
#: Where links lead that nobody but their receiver has.
OF_SECRETS = {
    "mailings:confirm",
    "mailings:preferences",
    "mailings:silence",
    "mailings:unsubscribe",
    "mailings:unsubscribe_all",
    "organisations:invitation",
}


@pytest.fixture
def written(live_server, office, settings):
    """Return a function that writes every mail in a language, and gives a copy of each."""
    settings.SITE_URL = live_server.url
    cache.clear()

    def write(language):
        assert write_in(make_world(), language) == every_mail()
        kinds = {
            message_id: key.partition(":")[0]
            for message_id, key in Message.objects.values_list("message_id", "letter__key")
        }
        return {(kinds[mail["Message-ID"]], mail["Subject"]): mail for mail in office.mails()}

    yield write
    cache.clear()


def links_of(mail):
    """List the addresses in a mail, in its text, its HTML and its headers."""
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    header = mail["List-Unsubscribe"] or ""
    return [*LINK.findall(text), *Hypertext(html).links, *LINK.findall(header)]


def routes(links, language):
    """Name where addresses lead."""
    with translation.override(language):
        return {resolve(urlsplit(link).path).view_name for link in links}


def open_all(context, links):
    """Open addresses as scanners do, and say what each was answered.

    While the network of one page comes to rest, the next ones are opened beside it.
    """
    answers, pages = {}, [context.new_page() for _each in range(AT_ONCE)]
    for link, page in zip(links, cycle(pages), strict=False):
        come_to_rest(page)
        page.request.head(link)
        page.request.get(link, headers={"Sec-Purpose": "prefetch;anonymous-client-ip"})
        answers[link] = page.goto(link).status
    for page in pages:
        come_to_rest(page)
    return answers


def come_to_rest(page):
    """Wait until a page has asked for nothing for half a second."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.readyState") == "complete"


@pytest.mark.parametrize(
    "language",
    [code if code == "nb" else pytest.param(code, marks=pytest.mark.full) for code in LANGUAGES],
)
def test_opening_every_link_of_every_mail_changes_nothing(written, open_page, language):
    mails = written(language)
    before, context = everything_kept(), open_page(language=language).context
    scripts = []
    context.on("response", lambda answer: scripts.append(answer.url) if answer.ok else None)

    links = list(dict.fromkeys(link for mail in mails.values() for link in links_of(mail)))
    answers = open_all(context, links)

    assert changed(before, everything_kept()) == {}
    assert {link: status for link, status in answers.items() if status != 200} == {}
    assert len(mails) >= len(every_mail()), sorted(mails)
    assert routes(links, language) >= OF_SECRETS
    assert any(url.endswith(".js") for url in scripts)


def test_a_page_that_stops_what_one_follows_when_it_is_opened_is_found(
    written, open_page, monkeypatch
):
    """The guard off: opening the link suffices."""
    (mail,) = (mail for (kind, _), mail in written("nb").items() if kind == "mailings.update")
    before = everything_kept()
    find = queries.find_subscription

    def find_and_end(handle):
        actions.end(handle, at=find(handle).asked_at)
        return find(handle)

    monkeypatch.setattr(queries, "find_subscription", find_and_end)
    open_all(open_page().context, set(links_of(mail)))

    assert changed(before, everything_kept())["mailings.Subscription"] == 2
