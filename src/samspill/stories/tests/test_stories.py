"""The stories that come with Samspill: they load, they are whole, and their facts are right."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from samspill.core.languages import LANGUAGES
from samspill.core.translated import TranslatedField
from samspill.editorial.checks import dead_links, remarks_on
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.models import Piece, Revision, Section
from samspill.editorial.queries import Content
from samspill.editorial.queries.tree import DEEPEST
from samspill.events.models import Gathering
from samspill.events.queries import GatheringCard
from samspill.events.rules import missing
from samspill.initiatives.choices import Duty, Part, Status, StepState
from samspill.initiatives.models import (
    Document,
    Initiative,
    Involvement,
    Requirement,
    Step,
)
from samspill.initiatives.queries import InitiativePage, Process
from samspill.mailings.models import Update
from samspill.media.queries import attachment_address
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Organisation, Role, Territory
from samspill.outbox.models import Message
from samspill.programmes.models import Goal, Grant, Programme, Theme
from samspill.settings import ROOT
from samspill.stories.actions import load

pytestmark = pytest.mark.django_db

FILES = sorted((ROOT / "stories").glob("*.yaml"))
TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
OCTOBER_2019 = datetime(2019, 10, 10, 10, tzinfo=UTC)
NOVEMBER_2019 = datetime(2019, 11, 1, 10, tzinfo=UTC)
NOVEMBER_2020 = datetime(2020, 11, 14, 10, tzinfo=UTC)
MAY_2016 = datetime(2016, 5, 20, 10, tzinfo=UTC)
ANYBODY = AnonymousUser()
#: The eleven cities and municipalities that joined in 2019 and signed in 2020.
CITIES = {
    *("kaarina", "turku", "aalborg", "kobenhavn", "stockholm", "goteborg", "orebro"),
    *("oslo", "trondheim", "bergen", "kristiansand"),
}


@pytest.fixture(scope="module", autouse=True)
def _told(django_db_setup, django_db_blocker):
    """Tell all stories once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(FILES, at=TODAY, dry_run=False, by="a test")
        yield
        transaction.set_rollback(True)


def page(slug, at):
    return InitiativePage.of(Initiative.objects.get(slug=slug), at=at, reader=ANYBODY)


def states(slug, at):
    return [str(one.state) for one in Process.of(Initiative.objects.get(slug=slug), at=at).steps]


def taking_part(slug, at, part=Part.PARTICIPANT):
    return {
        involvement.organisation.slug
        for group in page(slug, at).groups
        if group.part == part
        for involvement in group.involvements
    }


def test_a_second_load_changes_nothing_and_nobody_has_been_sent_a_mail():
    assert load(FILES, at=TODAY + timedelta(hours=1), dry_run=False, by="a test").is_unchanged
    assert not Message.objects.exists()


# -- page A


def test_in_october_2019_the_buyer_dialogue_was_in_mobilisation():
    shown = page("utslippsfri-levering", OCTOBER_2019)

    assert shown.status == Status.ONGOING
    assert shown.process.current.step.kind == "mobilisation"
    assert states("utslippsfri-levering", OCTOBER_2019)[:4] == ["done", "now", "next", "later"]


def test_in_october_2019_the_gathering_in_oslo_was_coming_with_its_gaps():
    gathering = Gathering.objects.get(slug="samling-i-oslo-2019")

    assert gathering in Gathering.objects.visible_to(ANYBODY, at=OCTOBER_2019)
    assert not GatheringCard.of(gathering, at=OCTOBER_2019).is_over
    assert (gathering.when.to_edtf(), gathering.place) == ("2019-10-24", "Oslo")
    assert gathering.is_as_told
    assert gathering.starts_at is None
    assert gathering.street == ""


def test_in_october_2019_nobody_knew_what_would_come():
    assert taking_part("utslippsfri-levering", OCTOBER_2019) == set()
    assert page("utslippsfri-levering", OCTOBER_2019).updates == ()
    assert "zero-emission-delivery-2" not in Initiative.objects.visible_to(
        ANYBODY, at=OCTOBER_2019
    ).values_list("slug", flat=True)


def test_the_page_of_october_2019_does_not_tell_what_came_later(client, settings):
    settings.AS_OF = OCTOBER_2019.date()
    then = client.get("/nb/anskaffelser/utslippsfri-levering/").content.decode()
    settings.AS_OF = None
    today = client.get("/nb/anskaffelser/utslippsfri-levering/").content.decode()

    for later in ["tretten navngitte", "lleve byer og to", "Gladsaxe", "Kaarina"]:
        assert (later in then, later in today) == (False, True)
    assert "24. oktober" in then


def test_the_leads_of_2019_were_difi_and_the_programme_and_later_dfo():
    leads = taking_part("utslippsfri-levering", OCTOBER_2019, Part.LEAD)

    assert leads == {"lup", "difi"}
    assert taking_part("utslippsfri-levering", NOVEMBER_2020, Part.LEAD) == {"lup", "dfo"}


def test_every_country_has_its_contact_in_2019():
    team = page("utslippsfri-levering", OCTOBER_2019).team

    contacts = [(one.country, one.role.organisation.slug) for one in team if one.duty == "contact"]
    assert sorted(contacts) == [
        ("DK", "miljostyrelsen"),
        ("FI", "motiva"),
        ("NO", "difi"),
        ("NO", "lup"),
        ("SE", "upphandlingsmyndigheten"),
    ]


def test_the_requirements_and_the_target_are_those_of_the_page():
    initiative = Initiative.objects.get(slug="utslippsfri-levering")

    assert (initiative.group_least, initiative.group_most) == (6, 12)
    assert initiative.requirements.count() == 7
    assert initiative.requirements.get(number=5).until.to_edtf() == "2020-06"
    assert initiative.commitment_ends.to_edtf() == "2020-06"
    assert initiative.grant.grantees.count() == 2


def test_in_november_2020_the_joint_statement_is_news():
    shown = page("utslippsfri-levering", NOVEMBER_2020)

    assert [update.published_at.date() for update in shown.updates] == [date(2020, 11, 13)]
    signatories = taking_part("utslippsfri-levering", NOVEMBER_2020, Part.SIGNATORY)
    assert signatories == CITIES | {"statens-innkjopssenter", "ski"}
    assert len(signatories) == 13


def test_thirteen_joined_after_the_gathering_and_gladsaxe_left_before_the_statement():
    joined = taking_part("utslippsfri-levering", NOVEMBER_2019)

    assert joined == CITIES | {"gladsaxe", "statens-innkjopssenter"}
    assert len(joined) == 13
    assert {*Organisation.objects.filter(slug__in=joined).values_list("country", flat=True)} == {
        *("FI", "DK", "SE", "NO")
    }
    former = page("utslippsfri-levering", NOVEMBER_2020).former
    assert "gladsaxe" in {each.organisation.slug for each in former}
    assert taking_part("utslippsfri-levering", NOVEMBER_2020) == joined - {"gladsaxe"}


def test_today_the_buyer_dialogue_is_completed_and_something_followed_on_it():
    shown = page("utslippsfri-levering", TODAY)

    assert shown.status == Status.COMPLETED
    assert set(states("utslippsfri-levering", TODAY)) == {str(StepState.DONE)}
    assert [after.slug for after in shown.followed_by] == ["zero-emission-delivery-2"]


def test_the_second_round_met_in_copenhagen_stockholm_finland_and_stockholm():
    met = Gathering.objects.filter(initiative__slug="zero-emission-delivery-2")

    ordered = sorted(met, key=lambda one: one.when.sort_key)
    assert [one.place for one in ordered] == ["København", "Stockholm", "", "Stockholm"]
    assert "June 2024" in ordered[-1].outcome["en"]


# -- page B


def test_the_regional_project_hangs_under_the_national_programme():
    programme = Programme.objects.get(slug="btv")

    assert programme.part_of.slug == "leverandorutvikling"
    assert programme.starts.to_edtf() == "2016-05-01"
    assert programme.host.slug == "nho"
    assert programme.territories.get().consists_of.count() == 3


def test_buskerud_owns_its_part_and_the_others_are_on_their_way():
    shares = Programme.objects.get(slug="btv").ownerships.order_by("pk")

    assert [(one.organisation.territory.name["nb"], one.status) for one in shares] == [
        ("Buskerud", "owner"),
        ("Telemark", "in_process"),
        ("Vestfold", "in_process"),
    ]
    partners = Programme.objects.get(slug="btv").partnerships
    assert dict(partners.values_list("organisation__slug", "status")) == {
        "lup": "active",
        "ks-btv": "invited",
    }


def test_the_host_can_be_written_to_and_visited():
    addresses = {one.kind: one for one in Organisation.objects.get(slug="nho").addresses.all()}

    assert addresses["postal"].lines == "Postboks 5250 Majorstuen"
    assert addresses["visiting"].map_url.startswith("https://")


def test_the_conference_in_telemark_had_eighteen_participants():
    gathering = Gathering.objects.get(slug="dialogkonferanse-i-telemark-2016")

    assert (gathering.participant_count, gathering.supplier_count) == (18, 12)
    assert gathering.when.to_edtf() == "2016-06-14"
    assert gathering in Gathering.objects.visible_to(ANYBODY, at=MAY_2016)


def test_in_may_2016_one_initiative_was_going_on_and_three_were_possible():
    shown = Initiative.objects.visible_to(ANYBODY, at=MAY_2016).with_status(at=MAY_2016)

    assert dict(shown.values_list("slug", "status_then")) == {
        "helhetlig-digitalt-ledelsesverktoy": "ongoing",
        "nytt-sykehus-i-vestre-viken": "possible",
        "velferdsteknologi-i-vestfold": "possible",
        "forerlos-ferge-i-tonsberg": "possible",
    }
    assert Initiative.objects.get(slug="helhetlig-digitalt-ledelsesverktoy").is_pilot


def test_the_hospital_is_worth_eight_billion_and_waits_for_a_decision():
    hospital = Initiative.objects.get(slug="nytt-sykehus-i-vestre-viken")

    assert (hospital.value, hospital.currency) == (8_000_000_000, "NOK")
    assert hospital.steps.get(number=1).starts.to_edtf() == "2016-06-XX"
    assert hospital.depends_on


def test_the_counties_were_merged_and_split_again():
    buskerud = Organisation.objects.get(slug="buskerud-fylkeskommune-til-2019")

    after = buskerud.successors.get()
    assert after.slug == "viken-fylkeskommune"
    assert after.successors.get().slug == "buskerud-fylkeskommune"


@pytest.mark.parametrize(("day", "count"), [(date(2016, 5, 20), 19), (date(2026, 11, 22), 15)])
def test_the_map_has_the_counties_of_its_day_each_on_a_tile_of_its_own(day, count):
    counties = Territory.objects.filter(
        Q(valid_from_on=None) | Q(valid_from_on__lte=day),
        Q(valid_to_on=None) | Q(valid_to_on__gte=day),
        kind="county",
        country="NO",
    )

    assert counties.count() == count
    assert not [
        (str(one), str(other))
        for one, other in combinations(counties, 2)
        if (one.map_column, one.map_row) == (other.map_column, other.map_row)
    ]


def test_the_article_of_may_2016_is_news_of_that_day():
    shown = page("helhetlig-digitalt-ledelsesverktoy", MAY_2016)

    assert [update.published_at.date() for update in shown.updates] == [date(2016, 5, 19)]


# -- the present story


@pytest.fixture
def meals():
    return Initiative.objects.get(slug="ombruk-i-offentlige-kjokken")


def test_the_article_itself_lies_in_the_archive_and_its_region_lists_it(client):
    piece = Piece.objects.get(slug="innovative-anskaffelser-med-gronn-profil")
    with translation.override("nb"):
        path = piece.get_absolute_url()
        region = Territory.objects.get(slug="btv").get_absolute_url()

    page = client.get(path).content.decode()

    assert path == "/nb/arkiv/2016/innovative-anskaffelser-med-gronn-profil/"
    for part in ("BTV-regionen", "19. mai 2016", "<figcaption", 'alt="Tegning', "Handlingsplan"):
        assert part in page, part
    crumbs = page[page.index("breadcrumbs__list") : page.index("</ol>")]
    assert crumbs.index("/nb/arkiv/") < crumbs.index("/nb/arkiv/2016/")
    assert path in client.get(region).content.decode()
    old = client.get("/arkiv/innovative-anskaffelser-med-gronn-profil-article1292-740.html")
    assert (old.status_code, old["Location"].endswith(path[3:])) == (301, True)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_an_editor_would_have_nothing_to_say_of_the_article(language):
    revision = Revision.objects.get(version__language=language, version__piece__genre=Genre.ARTICLE)
    content = Content.of(revision)

    assert remarks_on(content, language=language) == []
    assert dead_links(content, at=TODAY) == []
    assert revision.word_count > 200


def test_the_guide_to_a_dialogue_is_a_tree_of_three_levels_and_its_menu_is_built_from_it(client):
    def depth(piece):
        return 1 + (depth(piece.above) if piece.above else 0)

    guides = list(Piece.objects.filter(genre=Genre.GUIDE))
    lowest = Piece.objects.get(slug="en-til-en-moter")
    with translation.override("nb"):
        page = client.get(lowest.get_absolute_url()).content.decode()
        paths = {each.slug: each.get_absolute_url() for each in guides}

    assert [depth(each) for each in guides].count(DEEPEST) == 4
    assert depth(lowest) == DEEPEST
    menu = page[page.index('aria-labelledby="guides"') :]
    menu = menu[: menu.index("</nav>")]
    in_menu = {slug for slug, path in paths.items() if f'href="{path}"' in menu}
    # What lies under a neighbour of those above it is opened there.
    assert paths.keys() - in_menu == {"beskriv-behovet", "kunngjor-og-inviter"}
    assert menu.index("Møt leverandørene") < menu.index("Dialogkonferansen")
    assert 'aria-current="page"' in menu
    crumbs = page[page.index("breadcrumbs__list") : page.index("</ol>")]
    assert crumbs.index("Slik fører dere en dialog") < crumbs.index("Møt leverandørene")


def test_the_stories_hold_a_section_of_every_kind():
    assert set(Section.objects.values_list("kind", flat=True)) == set(SectionKind)


def test_a_template_of_the_guide_can_be_taken_along(client):
    section = Section.objects.filter(kind=SectionKind.FILE).earliest("pk")
    with translation.override("nb"):
        path = Piece.objects.get(slug="kunngjor-og-inviter").get_absolute_url()

    page = client.get(path).content.decode()
    file = client.get(attachment_address(section.attachment))

    assert "OpenDocument-tekst" in page
    assert b"".join(file).startswith(b"PK")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_an_editor_would_have_nothing_to_say_of_the_guides(language):
    wordings = Revision.objects.filter(
        version__language=language, version__piece__genre=Genre.GUIDE
    )

    assert wordings.count() == (1 if language == "nn" else 8)
    for each in wordings:
        assert remarks_on(Content.of(each), language=language) == [], str(each)
        assert dead_links(Content.of(each), at=TODAY) == []


def test_something_is_always_going_on_coming_and_completed():
    made_up = Initiative.objects.filter(programme__slug="fellesloftet").with_status(at=TODAY)

    assert set(made_up.values_list("status_then", flat=True)) == {"ongoing", "planned", "completed"}


def test_the_present_initiative_is_open_and_wants_two_more(meals):
    assert meals.is_open_for_participants
    assert (meals.group_least, meals.group_most) == (6, 12)
    assert len(taking_part(meals.slug, TODAY)) == 4
    assert states(meals.slug, TODAY)[:4] == ["done", "now", "next", "later"]
    assert len(page(meals.slug, TODAY).updates) == 3


def test_the_present_initiative_has_a_contact_in_four_countries(meals):
    contacts = meals.team.filter(duty=Duty.CONTACT)

    assert set(contacts.values_list("country", flat=True)) == {"NO", "SE", "DK", "FI"}


def test_the_next_gathering_comes_in_three_weeks_on_a_working_day_and_lacks_nothing():
    gathering = Gathering.objects.get(slug="samling-i-bjorkhamn")
    day = timezone.localdate(gathering.starts_at)

    assert 21 <= (day - TODAY.date()).days <= 23
    assert day.weekday() < 5
    assert missing(gathering, at=TODAY) == []


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 2, 28), date(2028, 2, 29)])
def test_the_present_story_is_present_whenever_it_is_loaded(day, meals):
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    load(FILES, at=at, dry_run=False, by="a test")

    assert states(meals.slug, at)[:4] == ["done", "now", "next", "later"]
    gathering = Gathering.objects.get(slug="samling-i-bjorkhamn")
    assert 21 <= (timezone.localdate(gathering.starts_at) - day).days <= 23


def test_somebody_stands_for_every_role_today():
    held = Role.objects.current(TODAY.date()).values_list("kind", flat=True)

    assert set(RoleKind.values) == set(held)


# -- the words


@pytest.mark.parametrize(
    "model",
    [
        *(Document, Gathering, Goal, Grant, Initiative, Involvement),
        *(Programme, Requirement, Step, Theme, Update),
    ],
)
def test_every_text_exists_in_norwegian_and_english(model):
    texts = [one.name for one in model._meta.fields if isinstance(one, TranslatedField)]

    assert [
        f"{row}: {name}"
        for row in model.objects.all()
        for name in texts
        if (text := getattr(row, name)) and not {"nb", "en"} <= text.keys()
    ] == []


def test_the_present_story_has_titles_and_leads_in_all_languages():
    made_up = Initiative.objects.filter(programme__slug="fellesloftet")

    assert [str(one) for one in made_up if one.title.missing() or one.lead.missing()] == []
    assert Programme.objects.get(slug="fellesloftet").title.missing() == []
    assert set(made_up[0].title) == set(LANGUAGES)
