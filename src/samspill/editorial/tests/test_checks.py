"""What an editor is asked to look at once more."""

import pytest

from samspill.core.translated import Translated
from samspill.editorial.checks import dead_links, remarks_on
from samspill.editorial.choices import SectionKind
from samspill.editorial.queries import Passage
from samspill.editorial.tests.factories import NOW, PUBLISHED, draft, published, say
from samspill.initiatives.tests.factories import InitiativeFactory
from samspill.media.tests.factories import PictureFactory

pytestmark = pytest.mark.django_db


def prose(*texts):
    return say("A title", *(Passage(kind=SectionKind.PROSE, text=text) for text in texts))


def said(content, language="en"):
    return [f"{each.where}: {each.sentence}" for each in remarks_on(content, language=language)]


def test_a_good_text_leaves_nothing_to_say():
    assert (
        said(prose("## Heading\n\nA whole sentence. See [the plan of 2016](/en/).\n\n* one\n* two"))
        == []
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Prosjektet kom i gang i år."),
        ("nb", "Konferansen er nå kunngjort."),
        ("nn", "Konferansen er no kunngjord."),
        ("sv", "Det började i fjol."),
        ("da", "Det begynder snart."),
        ("fi", "Hanke alkoi viime vuonna."),
        ("en", "It began this year."),
        ("en", "It is now announced."),
    ],
)
def test_words_that_move_with_the_day_are_pointed_out(language, text):
    found = said(prose(text), language)
    assert any("in a year" in each for each in found), found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Det gjelder å nå målet."),
        ("nb", "Interessen i vår region er stor."),
        ("nb", "Nåden kom i 1912."),
        ("en", "The known snow."),
    ],
)
def test_words_that_only_look_like_them_are_left_alone(language, text):
    assert said(prose(text), language) == []


@pytest.mark.parametrize("text", ["for å delta i prosjektet,", "This sentence has no end"])
def test_unfinished_sentences_are_pointed_out(text):
    assert any("unfinished" in each for each in said(prose(f"Good.\n\n{text}")))


@pytest.mark.parametrize(
    "text", ["“It ends.”", "It ends (here).", "Is it so?", "*It ends.*", "So:"]
)
def test_sentences_that_end_are_left_alone(text):
    assert said(prose(text)) == []


@pytest.mark.parametrize(
    "words", ["here", "her", "Les mer", "läs mer", "Lue lisää", "https://x.example/"]
)
def test_links_that_say_nothing_are_pointed_out(words):
    assert any(
        "where it leads" in each for each in said(prose(f"See [{words}](https://x.example/)."))
    )


def test_skipped_headings_are_pointed_out_across_sections():
    assert any("level" in each for each in said(prose("## One\n\nText.", "#### Two\n\nText.")))
    assert said(prose("## One\n\nText.", "### Two\n\nText.", "## Three\n\nText.")) == []


def test_a_picture_without_words_in_the_language_is_pointed_out():
    picture = PictureFactory(alternative=Translated(nb="En ferge"))
    decoration = PictureFactory(alternative=Translated(), is_decorative=True)

    assert any("Suomi" in each for each in said(say("T", picture=picture), "fi"))
    assert not any("picture" in each for each in said(say("T", picture=decoration), "fi"))


def test_a_text_without_lead_and_a_quotation_without_name_are_pointed_out():
    quoted = Passage(kind=SectionKind.QUOTATION, text="We buy new.")
    found = said(say("T", quoted, lead=""))

    assert len(found) == 2


def test_links_to_our_own_pages_are_tried():
    there = InitiativeFactory(slug="there", published_at=PUBLISHED)
    hidden = InitiativeFactory(slug="hidden", draft=True)
    article = published().version.piece
    secret = draft().version.piece
    good = [
        "/en/", f"/en/initiatives/{there.slug}/", f"/nb/anskaffelser/{there.slug}/?x=1#steps",
        article.get_absolute_url(), "/en/archive/",
    ]  # fmt: skip
    bad = [
        "/en/initiatives/nowhere/", f"/en/initiatives/{hidden.slug}/", "/nope/", "/en/nope/",
        secret.get_absolute_url(), "/xx/",
    ]  # fmt: skip
    text = "\n\n".join(f"[a link]({address})" for address in [*good, *bad])

    found = dead_links(prose(text), at=NOW)

    assert [each.sentence.rpartition(" ")[2] for each in found] == bad


@pytest.mark.parametrize(
    "content",
    [
        prose("Ask kari@kommune.example about it."),
        say("A title", lead="Write to kari@kommune.example."),
        say("A title", byline="Kari, kari@kommune.example"),
    ],
    ids=["text", "lead", "byline"],
)
def test_an_address_of_somebody_is_pointed_out(content):
    assert sum("contact section" in each for each in said(content)) == 1
