"""Articles and guides as readers meet them: found by archive and tree, moved for ever, never early."""

from datetime import date, timedelta

import feedparser
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from samspill.core.translated import Translated
from samspill.editorial.actions import add_old_address
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.models import FormerSlug
from samspill.editorial.queries import Passage
from samspill.editorial.tests.factories import PUBLISHED, PieceFactory, draft, published, say
from samspill.initiatives.tests.factories import InitiativeFactory
from samspill.media.tests.factories import AttachmentFactory, PictureFactory
from samspill.organisations.tests.factories import TerritoryFactory
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def read(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_an_article_says_what_it_is_about_and_links_there(client):
    picture, file = PictureFactory(photographer="N. N."), AttachmentFactory()
    offered = Passage(kind=SectionKind.FILE, attachment=file)
    quoted = Passage(kind=SectionKind.QUOTATION, text="We are open.", attribution="The leader")
    told = say("Greener", offered, quoted, picture=picture, caption="The leader")
    piece = published(content=told).version.piece
    place, initiative = TerritoryFactory(), InitiativeFactory()
    piece.territories.add(place)
    piece.initiatives.add(initiative)

    page = read(client, piece.get_absolute_url())

    for part in (
        'alt="Two people look at a plan"', "Picture: N. N.", "We are open.", "The leader",
        '<span class="links__note">PDF, ', place.get_absolute_url(), initiative.get_absolute_url(),
        str(place.name), '"@type": "NewsArticle"', 'property="og:image"',
    ):  # fmt: skip
        assert part in page, part


def test_a_text_in_another_language_says_so_and_carries_its_own(client):
    piece = published(content=say("Grønnere", lead="Tre fylker."), language="nb").version.piece
    with translation.override("fi"):
        path = piece.get_absolute_url()

    page = read(client, path)

    assert '<h1 class="hero__title" lang="nb">Grønnere</h1>' in page
    assert "fallback-note" in page


def test_articles_are_found_by_year_theme_and_place(client):
    theme, place = ThemeFactory(), TerritoryFactory()
    first = published(content=say("First"), piece__dated_on=date(2015, 1, 2)).version.piece
    second = published(content=say("Second")).version.piece
    second.themes.add(theme)
    second.territories.add(place)
    draft(content=say("Hidden"))
    archive = reverse("portal:archive")

    assert read(client, archive).index("Second") < read(client, archive).index("First")
    assert "Hidden" not in read(client, archive)
    assert "Second" not in read(client, reverse("portal:archive_year", args=[2015]))
    for query in (f"theme={theme.slug}", f"place={place.slug}"):
        assert "First" not in read(client, f"{archive}?{query}")
        assert "Second" in read(client, f"{archive}?{query}")
    assert "Second" in read(client, f"{archive}?theme=<script>&place=nowhere&page=99999999")
    read(client, reverse("portal:archive_year", args=[1999]), 404)
    assert first.get_absolute_url() in read(client, archive)


def test_places_themes_initiatives_and_programmes_list_their_articles(client):
    piece = published(content=say("Told here")).version.piece
    theme, place, initiative = ThemeFactory(), TerritoryFactory(), InitiativeFactory()
    piece.themes.add(theme)
    piece.territories.add(place)
    piece.initiatives.add(initiative)

    for thing in (theme, place, initiative, piece.programme):
        assert "Told here" in read(client, thing.get_absolute_url())


def test_a_wrong_year_and_a_former_name_lead_on_for_ever(client):
    piece = published().version.piece
    FormerSlug.objects.create(piece=piece, slug="former")

    for year, slug in ((1999, piece.slug), (2016, "former"), (1, "former")):
        answer = client.get(reverse("portal:article", args=[year, slug]))
        assert (answer.status_code, answer["Location"]) == (301, piece.get_absolute_url())
    read(client, reverse("portal:guide", args=[piece.slug]), 404)
    read(client, reverse("portal:guide", args=["former"]), 404)


def test_a_former_name_of_a_draft_tells_nothing(client):
    FormerSlug.objects.create(piece=draft().version.piece, slug="former")

    read(client, reverse("portal:article", args=[2016, "former"]), 404)


@pytest.mark.parametrize(
    "path",
    ["/arkiv/gronn-profil-article1292-740.html", "/article.php?articleID=1292", "/gammel/side"],
)
def test_addresses_of_an_older_site_lead_here_for_ever(client, path):
    piece = published().version.piece
    add_old_address(piece, path)

    answer = client.get(path)

    assert answer.status_code == 301
    assert answer["Location"].endswith(f"/2016/{piece.slug}/")
    assert client.get(f"{path}x").status_code == 404


def test_a_draft_is_told_apart_from_nothing_by_nobody(client, django_assert_num_queries):
    hidden = draft().version.piece
    answers = []
    for slug in (hidden.slug, "never-there"):
        path = reverse("portal:article", args=[2016, slug])
        client.get(path)
        with django_assert_num_queries(4):
            answers.append(client.get(path))

    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content.replace(hidden.slug.encode(), b"never-there") == answers[1].content


def test_a_programme_that_is_not_shown_yet_is_not_named_beside_its_texts(client):
    programme = ProgrammeFactory(title=Translated(en="Not told yet"), published_at=None)
    revision = published(piece__programme=programme)

    page = client.get(revision.version.piece.get_absolute_url()).content.decode()

    assert revision.title in page
    assert "Not told yet" not in page
    assert programme.slug not in page


def test_a_text_to_come_is_not_there_yet(client):
    piece = published(at=timezone.now() + timedelta(hours=1)).version.piece

    read(client, piece.get_absolute_url(), 404)
    assert piece.slug not in read(client, reverse("portal:archive"))
    assert piece.slug not in client.get("/sitemap.xml").content.decode()
    assert piece.slug not in read(client, reverse("portal:archive_feed"))


def test_what_was_taken_down_is_gone_and_lists_nothing(client):
    revision = published(content=say("Taken down"))
    revision.withdrawn_at = PUBLISHED + timedelta(days=1)
    revision.save()

    assert "Taken down" not in read(client, revision.version.piece.get_absolute_url(), 410)
    assert "Taken down" not in read(client, reverse("portal:archive"))


def test_guides_have_a_menu_and_breadcrumbs(client):
    top = published(content=say("Before you begin"), piece__genre=Genre.GUIDE).version.piece
    inner = published(
        content=say("Talk early"), piece__genre=Genre.GUIDE, piece__above=top
    ).version.piece

    listed = read(client, reverse("portal:guides"))
    page = read(client, inner.get_absolute_url())

    assert listed.index("Before you begin") < listed.index("Talk early")
    crumbs = page[page.index("breadcrumbs__list") : page.index("</ol>")]
    assert crumbs.index("Guides") < crumbs.index("Before you begin") < crumbs.index("Talk early")
    assert 'aria-current="page">Talk early' in page


def test_feed_readers_understand_the_feed_of_articles(client):
    published(content=say("In the feed"))

    feed = feedparser.parse(client.get(reverse("portal:archive_feed")).content)

    assert not feed.bozo
    assert [each.title for each in feed.entries] == ["In the feed"]
    assert feed.entries[0].id.startswith("tag:")


@pytest.mark.parametrize("many", [1, 5])
def test_the_archive_asks_as_many_questions_for_one_article_as_for_five(
    client, many, django_assert_num_queries
):
    for _each in range(many):
        published()
    path = reverse("portal:archive")
    client.get(path)

    with django_assert_num_queries(5):
        client.get(path)


@pytest.mark.parametrize("many", [1, 5])
def test_an_article_asks_as_many_questions_for_one_picture_as_for_five(
    client, many, django_assert_num_queries
):
    pictures = [Passage(kind=SectionKind.PICTURE, picture=PictureFactory()) for _ in range(many)]
    piece = published(content=say("Pictures", *pictures)).version.piece
    client.get(piece.get_absolute_url())

    with django_assert_num_queries(5):
        client.get(piece.get_absolute_url())


@pytest.mark.parametrize(
    ("name", "status"),
    [("whole.jpeg", 200), ("480.avif", 404), ("whole.png", 404), ("x", 404), ("..%2F", 404)],
)
def test_pictures_are_given_with_what_keeps_browsers_from_running_them(client, name, status):
    picture = PictureFactory()
    published(content=say("With", picture=picture))
    path = reverse("picture", args=[picture.key, "whole.jpeg"]).replace("whole.jpeg", name)

    answer = client.get(path)

    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        assert "sandbox" in answer["Content-Security-Policy"]
        again = client.get(path, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_pieces_without_an_article_are_not_in_the_archive(client):
    PieceFactory()
    assert "No article fits" in read(client, reverse("portal:archive"))
