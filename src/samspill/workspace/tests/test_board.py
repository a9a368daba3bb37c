"""Who sees which initiatives on a board, how they are arranged, and what is said to be late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samspill.core.translated import Translated
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.choices import Duty, Part, Status, StepKind
from samspill.initiatives.tests.factories import (
    InitiativeFactory,
    InvolvementFactory,
    StepFactory,
    TeamMemberFactory,
)
from samspill.mailings.tests.factories import SendingFactory, UpdateFactory
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.tests.factories import (
    InvitationFactory,
    OrganisationFactory,
    RoleFactory,
    TerritoryFactory,
)
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory
from samspill.workspace.choices import Arrangement
from samspill.workspace.queries import Board, BoardFilters, table
from samspill.workspace.queries.board import SHOWN_IN_A_COLUMN
from samspill.workspace.tests.filling import fill, time

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def board(person, **how):
    return Board.of(person, BoardFilters(**how), at=NOON)


def only_card(person):
    (card,) = board(person).cards
    return card


def said(notes):
    return [each.sentence for each in notes]


# --- Whose it is -----------------------------------------------------------------------------


def test_a_facilitator_sees_what_they_work_with_and_nothing_else(lead, role):
    mine = lead()
    InitiativeFactory()

    assert [each.initiative for each in board(role.person).cards] == [mine]


def test_a_programme_manager_sees_the_initiatives_of_the_programme_and_its_parts():
    host = OrganisationFactory(kind=OrganisationKind.PROGRAMME_OFFICE)
    programme = ProgrammeFactory(host=host)
    manager = RoleFactory(organisation=host, kind=RoleKind.PROGRAMME_MANAGER).person
    below = InitiativeFactory(programme=ProgrammeFactory(part_of=programme))
    own = InitiativeFactory(programme=programme)
    InitiativeFactory()

    assert {each.initiative for each in board(manager).cards} == {own, below}
    assert {each.initiative for each in board(manager, programme=programme).cards} == {own, below}


def test_an_auditor_sees_all_of_them_and_is_led_nowhere_they_may_not_go():
    InitiativeFactory(draft=True)
    auditor = RoleFactory(kind=RoleKind.AUDITOR).person

    card = only_card(auditor)

    assert "It is a draft: not everybody sees it yet." in said(card.waiting)
    assert not any(each.address for each in card.waiting)


def test_whoever_only_takes_part_for_a_body_has_an_empty_board():
    initiative = InitiativeFactory()
    body = InvolvementFactory(initiative=initiative, part=Part.PARTICIPANT).organisation
    subject = RoleFactory(organisation=body, kind=RoleKind.SUBJECT)
    TeamMemberFactory(initiative=initiative, role=subject, duty=Duty.SUBJECT, body=body)

    assert not board(subject.person).cards


def test_whoever_is_held_back_has_an_empty_board(lead, role):
    lead()
    RoleFactory(
        person=role.person,
        kind=RoleKind.SUPPLIER,
        organisation=OrganisationFactory(kind=OrganisationKind.COMPANY),
    )

    assert not board(role.person).cards


def test_what_is_archived_is_off_the_board(lead, role):
    lead(status=Status.ARCHIVED)

    assert not board(role.person).cards


# --- How it is arranged ----------------------------------------------------------------------


def test_columns_are_statuses_themes_or_regions(lead, role):
    theme, place = ThemeFactory(), TerritoryFactory()
    one, other = lead(), lead(status=Status.PLANNED)
    one.themes.add(theme)
    other.territories.add(place)

    def columns(by):
        return [
            (each.key, [card.initiative for card in each.cards])
            for each in board(role.person, by=by).columns
        ]

    assert columns(Arrangement.STAGE) == [("planned", [other]), ("ongoing", [one])]
    assert columns(Arrangement.THEME) == [(theme.slug, [one]), ("none", [other])]
    assert columns(Arrangement.REGION) == [(place.slug, [other]), ("none", [one])]


def test_a_long_column_shows_the_first_and_leads_to_all(lead, role):
    for _each in range(SHOWN_IN_A_COLUMN + 1):
        lead()

    (column,) = board(role.person).columns
    (whole,) = board(role.person, column="ongoing").columns

    assert column.has_more
    assert len(column.shown) == SHOWN_IN_A_COLUMN
    assert column.question == "?column=ongoing"
    assert len(whole.shown) == SHOWN_IN_A_COLUMN + 1


def test_it_is_narrowed_by_words_in_any_language(lead, role):
    wanted = lead(title=Translated(en="Ferries", nb="Ferger"))
    lead()

    assert [each.initiative for each in board(role.person, text="FERGER").cards] == [wanted]
    assert not board(role.person, text="trains").cards


def test_only_what_is_late_is_shown_when_asked_for(lead, role):
    lead()
    late = lead()
    StepFactory(initiative=late, starts=time("2026-01"), ends=time("2026-03"))

    assert late in {each.initiative for each in board(role.person, is_late_only=True).cards}
    assert all(each.late for each in board(role.person, is_late_only=True).cards)


# --- What is late ----------------------------------------------------------------------------


@pytest.fixture
def on_time(lead):
    """Begin an initiative in which nothing is late: a step goes on."""
    initiative = lead()
    StepFactory(initiative=initiative, starts=time("2026-04"), ends=time("2026-06"))
    return initiative


def test_nothing_is_late_while_a_step_goes_on(on_time, role):
    assert only_card(role.person).late == ()


@pytest.mark.parametrize(
    ("told", "is_late"),
    [
        ({"ends": time("2026-04")}, True),
        ({"ends": time("2026-05")}, False),
        ({"starts": time("2026-04-20"), "kind": StepKind.GATHERING}, True),
        ({"starts": time("2026-04-20"), "kind": StepKind.MOBILISATION}, False),
        ({"ends": time("2026-04"), "done": time("2026-04")}, False),
        ({"ends": time("2026-04"), "done": time("2026-07")}, True),
        ({"ends": time("2026-04"), "skipped_on": date(2026, 4, 1)}, False),
    ],
)
def test_a_step_is_late_when_its_time_passed_and_nobody_said_what_became_of_it(
    on_time, role, told, is_late
):
    StepFactory(initiative=on_time, title=Translated(en="Mobilise"), **told)

    late = said(only_card(role.person).late)

    assert any("“Mobilise”" in each for each in late) is is_late


def test_what_was_to_begin_or_end_and_has_not_is_late(lead, role):
    planned = lead(status=Status.PLANNED, starts=time("2026-03"))
    ongoing = lead(ends=time("2026-04"))
    done = lead(status=Status.COMPLETED, ends=time("2026-04"))

    found = {each.initiative: said(each.late) for each in board(role.person).cards}

    assert found[planned] == ["It was to begin by now (March 2026), and has not begun."]
    assert "It was to be over by now (April 2026), and is still going on." in found[ongoing]
    assert found[done] == []


def test_what_goes_on_without_a_step_that_has_a_time_is_late(lead, role):
    StepFactory(initiative=lead())

    assert said(only_card(role.person).late) == [
        "It is going on, but no step is, and the next one has no time."
    ]


def test_an_update_that_should_have_gone_is_late(on_time, role):
    update = UpdateFactory(interest_list=on_time.interest_list, published_at=NOON - timedelta(1))
    due = {"decided_at": NOON - timedelta(days=2), "begun_at": None, "happening": None}
    sending = SendingFactory(key=f"update:{update.pk}", goes_at=NOON - timedelta(hours=1), **due)
    assert "1 update should have been sent" in said(only_card(role.person).late)[0]

    sending.goes_at = NOON - timedelta(minutes=1)
    sending.save()

    assert only_card(role.person).late == ()


def test_a_gathering_that_was_never_published_is_late(on_time, role):
    GatheringFactory(initiative=on_time, published_at=None, when=time("2026-04-20"))
    GatheringFactory(initiative=on_time, published_at=None, when=time("2026-06-20"))

    assert said(only_card(role.person).late) == [
        "The time of 1 gathering has passed, and it was never published."
    ]


# --- What waits ------------------------------------------------------------------------------


def test_drafts_and_bodies_without_a_coordinator_wait(on_time, role):
    UpdateFactory(interest_list=on_time.interest_list, published_at=None)
    InvolvementFactory(initiative=on_time, part=Part.PARTICIPANT)
    waiting = only_card(role.person).waiting

    assert said(waiting) == [
        "1 update has been written and not sent.",
        "1 public body has no coordinator.",
    ]
    assert all(each.address for each in waiting)


def test_a_body_with_a_coordinator_does_not_wait_for_one(on_time, role):
    body = InvolvementFactory(initiative=on_time, part=Part.PARTICIPANT).organisation
    coordinator = RoleFactory(organisation=body, kind=RoleKind.COORDINATOR)
    TeamMemberFactory(initiative=on_time, role=coordinator, duty=Duty.COORDINATOR, body=body)

    assert only_card(role.person).waiting == ()


def test_an_update_that_the_site_held_back_waits(on_time, role):
    update = UpdateFactory(interest_list=on_time.interest_list, published_at=None)
    moment = NOON - timedelta(hours=1)
    SendingFactory(
        key=f"update:{update.pk}",
        decided_at=moment - timedelta(days=1),
        goes_at=moment,
        recalled_at=moment,
        begun_at=None,
        happening=None,
    )

    assert said(only_card(role.person).waiting) == [
        "1 update was held back by the site when its moment came."
    ]


def test_unanswered_invitations_wait_for_those_who_may_see_them(on_time, role):
    body = InvolvementFactory(initiative=on_time, part=Part.PARTNER).organisation
    InvitationFactory(organisation=body)
    RoleFactory(person=role.person, organisation=body, kind=RoleKind.ADMINISTRATOR)
    other = RoleFactory()
    TeamMemberFactory(initiative=on_time, role=other, duty=Duty.PROJECT_LEAD)

    assert any("has not been answered" in each for each in said(only_card(role.person).waiting))
    assert not any("answered" in each for each in said(only_card(other.person).waiting))


def test_people_with_ties_on_two_sides_wait_for_those_who_may_clear_them(on_time, role):
    tied = RoleFactory()
    TeamMemberFactory(initiative=on_time, role=tied, duty=Duty.PROJECT_LEAD)
    company = OrganisationFactory(kind=OrganisationKind.COMPANY)
    RoleFactory(person=tied.person, kind=RoleKind.SUPPLIER, organisation=company)
    assert not any("two sides" in each for each in said(only_card(role.person).waiting))

    RoleFactory(person=role.person, kind=RoleKind.PROGRAMME_MANAGER)

    assert any("1 person at work here" in each for each in said(only_card(role.person).waiting))


# --- All of it at once -----------------------------------------------------------------------


@pytest.mark.parametrize("by", Arrangement)
def test_the_number_of_queries_does_not_grow_with_the_board(lead, role, by):
    RoleFactory(person=role.person, kind=RoleKind.PROGRAMME_MANAGER)

    def count():
        with CaptureQueriesContext(connection) as asked:
            table(board(role.person, by=by))
        return len(asked)

    fill(lead())
    with_one = count()
    for _each in range(4):
        fill(lead())

    assert count() == with_one
    assert len(board(role.person).cards) == 5


def test_the_table_has_each_initiative_once_whatever_the_columns(lead, role):
    initiative = lead()
    initiative.themes.add(ThemeFactory(), ThemeFactory())

    head, *rows = table(board(role.person, by=Arrangement.THEME))

    assert len(rows) == 1
    assert len(rows[0]) == len(head)
    assert rows[0][0] == str(initiative.title)
    assert rows[0][4] == role.person.name
