"""Every public page: for everybody alike, light, in six languages, and found by machines."""

import gzip
import re
import xml.etree.ElementTree as ET

import feedparser
import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from django.utils import translation
from icalendar import Calendar

from samspill.core.languages import LANGUAGES
from samspill.initiatives.models import Initiative
from tests.pages.addresses import ALL_LANGUAGES, address, every_page, one_of_each

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stories")]

KINDS = [
    "front", "initiatives", "gatherings", "programmes", "about", "privacy", "accessibility",
    "initiative", "follow", "asked", "contact", "received", "update", "gathering", "programme",
    "theme", "territory", "organisation", "search", "answers",
    "archive", "archive_year", "article", "guides", "guide",
]  # fmt: skip
XHTML = "{http://www.w3.org/1999/xhtml}"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response


def parsed(response):
    """Parse a page as strictly as the standard says; a fault in its markup is a failure."""
    return html5lib.HTMLParser(strict=True).parse(response.content.decode())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["nb", "fi"])
def test_a_page_is_whole_and_well_formed(client, kind, language):
    page = parsed(read(client, one_of_each(language)[kind]))

    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert len(list(page.iter(f"{XHTML}h1"))) == 1
    assert page.get("lang") == language
    title = page.find(f".//{XHTML}title").text
    assert title.endswith("Samspill")
    assert len(title) > len("Samspill") + 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_no_more_than_eight_questions(client, kind):
    path = one_of_each()[kind]
    read(client, path)  # what all pages share is asked for once a minute

    with CaptureQueriesContext(connection) as asked:
        read(client, path)

    assert len(asked) <= 8, [each["sql"][:120] for each in asked]


@pytest.mark.parametrize("kind", KINDS)
def test_an_anonymous_page_is_the_same_for_everybody_and_may_be_kept(client, kind):
    path = one_of_each()[kind]

    first, second = read(client, path), read(client, path)

    assert first.content == second.content
    assert not first.cookies
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_is_compressed_for_those_who_can_read_it(client):
    path = address("initiative", "nb", "utslippsfri-levering")
    plain = read(client, path)

    packed = client.get(path, headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < 12_000
    assert packed["ETag"] != plain["ETag"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_calls_no_other_site(client, kind):
    page = parsed(read(client, one_of_each()[kind]))

    loaded = [
        each.get("src") or each.get("href")
        for each in page.iter()
        if each.tag in {f"{XHTML}{name}" for name in ("img", "script", "iframe", "source")}
        or (each.tag == f"{XHTML}link" and each.get("rel") in {"stylesheet", "icon", "preload"})
    ]
    assert all(each is None or each.startswith(("/static/", "/media/")) for each in loaded), loaded


@pytest.mark.parametrize("kind", KINDS)
def test_language_versions_name_each_other(client, kind):
    versions = {}
    for language in ALL_LANGUAGES:
        page = parsed(read(client, one_of_each(language)[kind]))
        versions[language] = {
            each.get("hreflang"): each.get("href")
            for each in page.iter(f"{XHTML}link")
            if each.get("hreflang")
        }

    assert set(versions["nb"]) == {*LANGUAGES, "x-default"}
    assert all(each == versions["nb"] for each in versions.values())
    assert len({versions["nb"][code] for code in LANGUAGES}) == len(LANGUAGES)


def leads_somewhere(href):
    path = href.partition("?")[0].partition("#")[0]
    with translation.override(path.split("/")[1] if path.split("/")[1] in LANGUAGES else "nb"):
        try:
            resolve(path)
        except Resolver404:
            return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_of_a_page_leads_somewhere_and_is_named(client, kind):
    page = parsed(read(client, one_of_each()[kind]))

    for each in page.iter(f"{XHTML}a"):
        href = each.get("href")
        words = "".join(each.itertext()).strip() or each.get("aria-label")
        assert words, href
        assert words.lower() not in {"her", "here", "les mer", "read more"}
        if href.startswith("/"):
            assert leads_somewhere(href), href


def test_lists_are_narrowed_by_what_the_address_says(client):
    everything = read(client, address("initiatives")).context["shown"].paginator.count

    def found(query):
        with CaptureQueriesContext(connection) as asked:
            page = read(client, f"{address('initiatives')}?{query}")
        assert len(asked) <= 8
        return {card.initiative.slug for card in page.context["cards"]}

    assert "utslippsfri-levering" in found("status=completed")
    assert "utslippsfri-levering" not in found("status=ongoing")
    assert "helhetlig-digitalt-ledelsesverktoy" in found("place=btv")
    assert "utslippsfri-levering" in found("country=FI&status=completed&place=norden&theme=")
    assert found("theme=finnes-ikke") == set()
    nonsense = "status=<script>&country=XX&place=nowhere&page=1000000000"
    assert len(found(nonsense)) == everything


def test_sharing_a_page_shows_its_title(client):
    page = read(client, address("initiative", "en", "utslippsfri-levering")).content.decode()

    assert '<meta property="og:title" content="Emission-free delivery of goods' in page
    assert '<meta property="og:description"' in page


def test_every_page_of_the_stories_answers(client):
    paths = every_page()

    assert len(paths) > 60
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_the_site_map_lists_the_public_pages_in_all_languages_and_no_draft(client):
    draft = Initiative.objects.get(slug="utslippsfri-levering")
    Initiative.objects.filter(pk=draft.pk).update(published_at=None)

    tree = ET.fromstring(client.get("/sitemap.xml").content)

    listed = {each.text for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    paths = {re.sub(r"^https?://[^/]+", "", each) for each in listed}
    hidden = {
        address(name, language, slug)
        for language in ALL_LANGUAGES
        for name, slug in [
            ("initiative", draft.slug),
            *(("gathering", each.slug) for each in draft.gatherings.all()),
        ]
    }
    assert set(every_page()) - hidden <= paths
    assert not paths & hidden
    assert set(every_page("fi")) - hidden <= paths


def test_a_draft_does_not_exist_for_others(client):
    Initiative.objects.filter(slug="utslippsfri-levering").update(published_at=None)

    for name in ("initiative", "follow", "contact", "initiative_feed", "initiative_calendar"):
        assert client.get(address(name, "nb", "utslippsfri-levering")).status_code == 404
    lists = [
        client.get(address(name)).content.decode() for name in ("front", "initiatives", "feed")
    ]
    assert not any("utslippsfri-levering/" in each for each in lists)


def test_feed_readers_understand_the_feed(client):
    feed = feedparser.parse(client.get(address("feed")).content)

    assert not feed.bozo
    assert feed.entries
    assert all(each.id.startswith("tag:") and each.link.startswith("http") for each in feed.entries)
    moments = [each.updated_parsed for each in feed.entries]
    assert moments == sorted(moments, reverse=True)


def test_calendars_are_read_by_a_calendar_program(client):
    calendar = Calendar.from_ical(client.get(address("calendar")).content)

    events = list(calendar.walk("VEVENT"))
    assert events
    assert all(each.get("UID") and each.get("DTSTART") for each in events)


def test_the_root_leads_to_the_language_that_the_browser_asks_for(client):
    finnish = client.get("/", headers={"Accept-Language": "fi,en;q=0.5"})
    unknown = client.get("/", headers={"Accept-Language": "de"})

    assert (finnish["Location"], unknown["Location"]) == ("/fi/", "/nb/")
    assert "Accept-Language" in finnish["Vary"]
    assert not finnish.cookies


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Denne siden finnes ikke"), ("fi", "Sivua")]
)
def test_a_missing_page_is_explained_in_the_readers_language(client, language, words):
    response = client.get(f"/{language}/finnes-ikke/")

    assert response.status_code == 404
    assert words in response.content.decode()


def test_the_foot_of_every_page_tells_who_answers_for_the_site_and_where_they_are(client):
    page = read(client, address("about")).content.decode()

    assert "Postboks 5250 Majorstuen" in page
    assert "Essendrops gate 3" in page


def test_another_sites_page_cannot_send_our_forms(client):
    path = address("follow", "nb", "utslippsfri-levering")
    sent = {"address": "kari@folk.example"}

    for headers in (
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
    ):
        assert client.post(path, sent, headers=headers).status_code == 403
    assert client.post(path, sent, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
