"""The page of a search: what it shows, to whom, and how its address says what was asked."""

from urllib.parse import quote

import feedparser
import html5lib
import pytest

from samspill.accounts.models import Person
from samspill.core import clock
from samspill.initiatives import actions
from samspill.initiatives.models import Initiative
from samspill.organisations.findable import put_organisation
from samspill.organisations.models import Organisation
from samspill.programmes.models import Programme
from samspill.search.choices import Facet
from tests.pages.addresses import address
from tests.pages.test_public_pages import XHTML, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stories")]


def ask(client, query, language="nb"):
    return read(client, f"{address('search', language)}?{query}")


def titles(response):
    return [each.title.plain for each in response.context["page"].answers]


def test_every_page_has_a_search_that_needs_no_script(client):
    page = html5lib.parse(read(client, address("about")).content.decode())

    (form,) = [each for each in page.iter(f"{XHTML}form") if each.get("role") == "search"]
    assert (form.get("method"), form.get("action")) == ("get", address("search"))
    fields = [each.get("name") for each in form.iter(f"{XHTML}input")]
    assert fields == ["q"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "utslippsfri levering"),
        ("nn", "utsleppsfri levering"),
        ("sv", "utslappsfria leveranser"),
        ("da", "emissionsfri levering"),
        ("fi", "päästöttömiä toimituksia"),
        ("en", "emission-free deliveries"),
    ],
)
def test_an_initiative_is_found_in_every_language(client, language, words):
    found = ask(client, f"q={quote(words)}", language)
    expected = Initiative.objects.get(slug="utslippsfri-levering").title.wording(language).text

    assert expected in titles(found)[:3]


def test_the_address_says_to_what_a_search_is_narrowed(client):
    everything = ask(client, "q=levering").context["page"]
    kinds = next(each for each in everything.narrowings if each.facet == Facet.KIND)
    first = kinds.choices[0]

    narrowed = read(client, first.href).context["page"]

    assert narrowed.found.total == first.many
    assert {each.kind for each in narrowed.answers} == {narrowed.answers[0].kind}
    assert read(client, narrowed.everything).context["page"].found.total == everything.found.total


def test_what_cannot_be_understood_in_the_address_is_left_out(client):
    plain = ask(client, "q=levering").context["page"].found.total

    for query in ("page=x", "page=-1", "page=99999999999999999999", "order=worst", "kind=%22)*",
                  "theme=' OR 1", "year=", "nothing=1", "page=%F0%9F%92%A9"):  # fmt: skip
        assert ask(client, f"q=levering&{query}").context["page"].found.total == plain
    assert ask(client, "q=levering&page=100").context["page"].answers == []


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "%3Cb%3E"],
)
def test_what_is_typed_is_shown_as_text(client, words):
    page = ask(client, f"q={quote(words)}").content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_text_that_looks_like_markup_is_marked_and_stays_text(client):
    body = Organisation.objects.earliest("pk")
    body.description = type(body.name)(nb="<b>Snurrebass</b> & <script>alert(1)</script>")
    body.save()
    put_organisation(body, at=clock.now())

    page = ask(client, "q=snurrebass").content.decode()

    assert "&lt;b&gt;<mark>Snurrebass</mark>&lt;/b&gt; &amp; &lt;script&gt;" in page


def test_a_slip_of_the_hand_leads_to_what_was_meant(client):
    page = ask(client, "q=f%C3%B8rerl%C3%B8s+tranport").context["page"]

    assert page.found.suggestion == "førerløs transport"
    assert read(client, page.corrected).context["page"].found.total


def test_a_draft_is_found_by_who_prepares_it_and_by_nobody_else(client):
    leader = Person.objects.get(email="jorunn.dalvik@fellesloftet.example")
    template = Initiative.objects.get(slug="ombruk-i-offentlige-kjokken")
    actions.copy_as_template(
        template,
        slug="hemmelig-utkast",
        title=type(template.title)(nb="Trollkjerringa"),
        by=leader,
        at=clock.now(),
    )

    hidden = ask(client, "q=trollkjerringa").context["page"].found
    guessed = ask(client, "q=trolkjerringa").context["page"].found
    feed = f"{address('search_feed')}?q=trollkjerringa"
    assert (hidden.total, guessed.total, guessed.suggestion) == (0, 0, "")

    client.force_login(leader)
    mine = ask(client, "q=trollkjerringa")

    assert titles(mine) == ["Trollkjerringa"]
    assert mine["Cache-Control"] == "private, no-store"
    assert feedparser.parse(read(client, feed).content).entries == []


def test_what_everybody_finds_is_what_everybody_may_read(client):
    """Every answer to any search leads to a page that this reader can open."""
    Programme.objects.filter(slug="fellesloftet").update(published_at=clock.now())
    for query in ("q=anskaffelse", "q=kommune", "kind=document", "kind=update", "kind=gathering",
                  "kind=place", "kind=organisation", "kind=programme", "kind=theme"):  # fmt: skip
        for each in ask(client, query).context["page"].answers:
            assert client.get(each.href.partition("#")[0]).status_code == 200, each.href


def test_a_search_can_be_followed_as_a_feed(client):
    page = ask(client, "q=levering")
    feed = feedparser.parse(read(client, page.context["page"].feed).content)

    assert not feed.bozo
    assert feed.entries
    days = [each.updated_parsed for each in feed.entries]
    assert days == sorted(days, reverse=True)
    assert all(each.link.startswith("http://localhost") for each in feed.entries)
    assert page.context["page"].feed.replace("&", "&amp;") in page.content.decode()


def test_a_page_of_answers_is_not_for_other_search_engines(client):
    assert 'content="noindex"' in ask(client, "q=levering").content.decode()
    assert 'content="noindex"' not in read(client, address("search")).content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [("%2541", "%41"), ("%26lt%3B", "&lt;"), ("%252e%252e%252f", "%2e%2e%2f"), ("a%2Bb", "a+b")],
)
def test_what_is_asked_is_decoded_once(client, query, said):
    page = html5lib.parse(ask(client, f"q={query}").content.decode())

    fields = [each for each in page.iter(f"{XHTML}input") if each.get("name") == "q"]
    assert {each.get("value") for each in fields} - {None} == {said}
