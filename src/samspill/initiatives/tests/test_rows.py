"""What the page of an initiative says, changed piece by piece."""

from datetime import UTC, datetime

import pytest

from samspill.audit.models import Entry
from samspill.bin.models import TakenAway
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.core.revising import Overtaken, digest_of
from samspill.core.translated import Translated
from samspill.initiatives.actions import (
    add_party,
    add_row,
    move_row,
    put_row_back,
    revise_initiative,
    revise_party,
    revise_row,
    take_row_away,
)
from samspill.initiatives.choices import Duty, Part, Status
from samspill.initiatives.models import Involvement, Step, TeamMember
from samspill.initiatives.tests.factories import (
    InitiativeFactory,
    InvolvementFactory,
    StepFactory,
    TeamMemberFactory,
)
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.programmes.tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)


@pytest.fixture
def initiative():
    return InitiativeFactory(title=Translated(en="Ferries"))


@pytest.fixture
def facilitator(initiative):
    return TeamMemberFactory(initiative=initiative).role.person


def titles(initiative):
    return [str(each.title) for each in initiative.steps.order_by("number")]


def newest():
    return Entry.objects.order_by("-pk")[0]


# --- Facts and texts ----------------------------------------------------------------------------


def test_what_changes_is_saved_and_noted_with_what_it_was(initiative, facilitator):
    theme = ThemeFactory()
    said = {"title": Translated(en="Quiet ferries"), "group_least": 6, "themes": [theme]}

    changed = revise_initiative(initiative, said, by=facilitator, at=NOON)

    initiative.refresh_from_db()
    assert changed == {"title", "group_least", "themes"}
    assert str(initiative.title) == "Quiet ferries"
    assert list(initiative.themes.all()) == [theme]
    assert initiative.changed_at == NOON
    assert newest().what == "initiatives.revised"
    assert newest().changes == {
        "title": [{"en": "Ferries"}, {"en": "Quiet ferries"}],
        "group_least": [None, 6],
        "themes": [[], [theme.slug]],
    }


def test_the_interest_list_takes_a_new_title_over(initiative, facilitator):
    revise_initiative(initiative, {"title": Translated(en="Trams")}, by=facilitator, at=NOON)

    initiative.interest_list.refresh_from_db()
    assert str(initiative.interest_list.title) == "Trams"


def test_nothing_changed_leaves_nothing_behind(initiative, facilitator):
    before = initiative.changed_at

    said = {"title": initiative.title, "lead": initiative.lead, "starts": None, "value": None}
    assert not revise_initiative(initiative, said, by=facilitator, at=NOON)

    initiative.refresh_from_db()
    assert initiative.changed_at == before
    assert not Entry.objects.exists()


def test_who_saves_second_overwrites_nothing(initiative, facilitator):
    seen = digest_of(initiative, ["title"])
    theirs = type(initiative).objects.get(pk=initiative.pk)
    revise_initiative(theirs, {"title": Translated(en="Theirs")}, by=facilitator, at=NOON)

    with pytest.raises(Overtaken):
        said = {"title": Translated(en="Mine")}
        revise_initiative(initiative, said, seen=seen, by=facilitator, at=NOON)

    initiative.refresh_from_db()
    assert str(initiative.title) == "Theirs"


def test_two_who_change_different_things_do_not_disturb_each_other(initiative, facilitator):
    seen = digest_of(initiative, ["lead"])
    theirs = type(initiative).objects.get(pk=initiative.pk)
    revise_initiative(theirs, {"title": Translated(en="Theirs")}, by=facilitator, at=NOON)

    said = {"lead": Translated(en="Mine")}
    revise_initiative(initiative, said, seen=seen, by=facilitator, at=NOON)

    initiative.refresh_from_db()
    assert (str(initiative.title), str(initiative.lead)) == ("Theirs", "Mine")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"group_least": 12, "group_most": 6}, "larger than the most"),
        ({"value": 5, "currency": ""}, "which currency"),
    ],
)
def test_what_does_not_go_together_is_refused(initiative, facilitator, said, reason):
    with pytest.raises(NotPossible, match=reason):
        revise_initiative(initiative, said, by=facilitator, at=NOON)


def test_others_and_what_is_archived_change_nothing(initiative, facilitator):
    said = {"title": Translated(en="Mine")}
    with pytest.raises(NotPermitted):
        revise_initiative(initiative, said, by=RoleFactory().person, at=NOON)

    archived = InitiativeFactory(status=Status.ARCHIVED)
    lead = TeamMemberFactory(initiative=archived).role.person
    with pytest.raises(NotPermitted):
        revise_initiative(archived, said, by=lead, at=NOON)


# --- Rows ---------------------------------------------------------------------------------------


def test_a_row_is_added_last(initiative, facilitator):
    StepFactory(initiative=initiative, title=Translated(en="First"))

    add_row(initiative, Step, {"title": Translated(en="Second")}, by=facilitator, at=NOON)

    assert titles(initiative) == ["First", "Second"]
    assert newest().what == "initiatives.row_added"
    assert newest().changes == {"row": "step", "title": {"en": "Second"}}


def test_rows_change_places(initiative, facilitator):
    a, b, c = (StepFactory(initiative=initiative, title=Translated(en=each)) for each in "abc")

    move_row(c, up=True, by=facilitator, at=NOON)
    move_row(a, up=False, by=facilitator, at=NOON)
    assert titles(initiative) == ["c", "a", "b"]

    move_row(c, up=True, by=facilitator, at=NOON)
    move_row(b, up=False, by=facilitator, at=NOON)
    assert titles(initiative) == ["c", "a", "b"]


def test_parties_without_numbers_of_their_own_are_moved_within_their_part(initiative, facilitator):
    seats = [InvolvementFactory(initiative=initiative, part=Part.PARTNER) for _ in range(3)]
    other = InvolvementFactory(initiative=initiative, part=Part.LEAD)

    move_row(seats[2], up=True, by=facilitator, at=NOON)

    order = Involvement.objects.filter(part=Part.PARTNER).order_by("number", "pk")
    assert list(order) == [seats[0], seats[2], seats[1]]
    other.refresh_from_db()
    assert other.number == 0


def test_a_changed_row_is_noted_with_what_it_is(initiative, facilitator):
    step = StepFactory(initiative=initiative, title=Translated(en="Gathering"))

    said = {"starts": ImpreciseTime.from_edtf("2020-21")}
    revise_row(step, said, by=facilitator, at=NOON)

    assert newest().what == "initiatives.row_changed"
    assert newest().changes == {
        "starts": [None, "2020-21"],
        "row": "step",
        "title": {"en": "Gathering"},
    }


def test_what_is_taken_away_can_be_put_back_where_it_stood(initiative, facilitator):
    steps = [StepFactory(initiative=initiative, title=Translated(en=each)) for each in "abc"]

    kept = take_row_away(steps[1], by=facilitator, at=NOON)
    assert titles(initiative) == ["a", "c"]

    put_row_back(initiative, kept, by=facilitator, at=NOON)
    assert titles(initiative) == ["a", "b", "c"]
    assert newest().what == "initiatives.row_put_back"
    assert not TakenAway.objects.exists()


def test_it_comes_last_where_another_has_its_place(initiative, facilitator):
    steps = [StepFactory(initiative=initiative, title=Translated(en=each)) for each in "ab"]
    kept = take_row_away(steps[1], by=facilitator, at=NOON)
    add_row(initiative, Step, {"title": Translated(en="new")}, by=facilitator, at=NOON)

    put_row_back(initiative, kept, by=facilitator, at=NOON)

    assert titles(initiative) == ["a", "new", "b"]


def test_what_belongs_to_another_initiative_is_not_put_back_here(initiative, facilitator):
    other = InitiativeFactory()
    elsewhere = TeamMemberFactory(initiative=other).role.person
    kept = take_row_away(StepFactory(initiative=other), by=elsewhere, at=NOON)

    with pytest.raises(NotPossible):
        put_row_back(initiative, kept, by=facilitator, at=NOON)


def test_others_do_nothing_with_rows(initiative):
    step, stranger = StepFactory(initiative=initiative), RoleFactory().person

    for attempt in (
        lambda: add_row(initiative, Step, {}, by=stranger, at=NOON),
        lambda: revise_row(step, {}, by=stranger, at=NOON),
        lambda: move_row(step, up=True, by=stranger, at=NOON),
        lambda: take_row_away(step, by=stranger, at=NOON),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_a_row_taken_by_another_is_not_taken_twice(initiative, facilitator):
    step = StepFactory(initiative=initiative)
    again = Step.objects.get(pk=step.pk)
    take_row_away(step, by=facilitator, at=NOON)

    with pytest.raises(NotPossible, match="taken this away"):
        take_row_away(again, by=facilitator, at=NOON)
    with pytest.raises(NotPossible, match="taken this away"):
        revise_row(again, {"title": Translated(en="x")}, by=facilitator, at=NOON)


# --- Parties and people -------------------------------------------------------------------------


def test_a_body_that_joins_the_group_joins_it(initiative, facilitator):
    initiative.group_least = 6
    initiative.save()
    said = {"organisation": OrganisationFactory(), "part": Part.PARTICIPANT}

    warning = add_party(
        initiative, {**said, "note": Translated(en="Ports")}, by=facilitator, at=NOON
    )

    assert warning == "The group now has 1 member; at least 6 are wanted."
    assert str(Involvement.objects.get().note) == "Ports"
    assert Entry.objects.filter(what="initiatives.joined").count() == 1


def test_a_body_that_is_given_a_last_day_leaves(initiative, facilitator):
    seat = InvolvementFactory(initiative=initiative, part=Part.PARTICIPANT)
    said = {"until": ImpreciseTime.from_edtf("2019-10"), "note": Translated(en="Merged")}

    revise_party(seat, said, seen=digest_of(seat, said), by=facilitator, at=NOON)

    seat.refresh_from_db()
    assert seat.until == ImpreciseTime.from_edtf("2019-10")
    assert str(seat.note) == "Merged"
    assert Entry.objects.filter(what="initiatives.left").count() == 1


def test_the_same_party_stands_once(initiative, facilitator):
    seat = InvolvementFactory(initiative=initiative, part=Part.PARTNER)
    said = {"organisation": seat.organisation, "part": Part.PARTNER}

    with pytest.raises(NotPossible, match="in the list already"):
        add_party(initiative, said, by=facilitator, at=NOON)


def test_a_body_that_people_act_for_is_not_just_taken_away(initiative, facilitator):
    seat = InvolvementFactory(initiative=initiative, part=Part.PARTICIPANT)
    role = RoleFactory(organisation=seat.organisation)
    TeamMemberFactory(
        initiative=initiative, role=role, duty=Duty.COORDINATOR, body=seat.organisation
    )

    with pytest.raises(NotPossible, match="Write when it left"):
        take_row_away(seat, by=facilitator, at=NOON)


def test_a_contact_is_named_for_a_country(initiative, facilitator):
    said = {"role": RoleFactory(), "duty": Duty.CONTACT, "country": "SE"}

    add_row(initiative, TeamMember, said, by=facilitator, at=NOON)

    assert TeamMember.objects.get(country="SE").duty == Duty.CONTACT
    with pytest.raises(NotPossible, match="in the list already"):
        add_row(initiative, TeamMember, said, by=facilitator, at=NOON)
