"""Every cell of the table: role, thing, action, relation and state, asked of the site itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from samspill.accounts.models import Reader
from samspill.core import policy
from samspill.core.rules import refusal
from samspill.editorial import rules as editorial_rules
from samspill.editorial.models import Piece
from samspill.events import rules as event_rules
from samspill.events.models import Gathering
from samspill.initiatives import rules as initiative_rules
from samspill.initiatives.models import Initiative
from samspill.newsletters import rules as newsletter_rules
from samspill.newsletters.models import Newsletter
from samspill.organisations import rules as organisation_rules
from samspill.organisations.choices import Reach
from samspill.organisations.models import Organisation
from samspill.organisations.queries import giving
from samspill.outreach import rules as outreach_rules
from samspill.outreach.models import Contribution
from samspill.programmes import rules as programme_rules
from samspill.programmes.models import Programme
from tests.access.reach import REACH, allowed
from tests.access.summary import CELLS
from tests.access.world import NOW, Relation, World
from tests.databases import SHARED_BY, is_asked, is_second

pytestmark = pytest.mark.django_db

#: Actions on things that are about to be made: there is nothing yet that could be somebody's own.
OF_NOTHING_YET = {"initiatives.create", "programmes.create", "editorial.create"}
#: The register of organisations is kept by whoever runs programmes, wherever they do.
OF_THE_REGISTER = {
    *("organisations.register", "organisations.rename", "organisations.succeed"),
    *("organisations.confirm_role",),
}


@dataclass(frozen=True)
class Asked:
    """A thing in a state, and how the site is asked about it."""

    thing: Any
    state: str
    may: Callable[[Reader, str], bool]


def _may_initiative(initiative: Initiative) -> Callable[[Reader, str], bool]:
    def may(person: Reader, action: str) -> bool:
        if action.startswith("initiatives.read") and "history" not in action:
            shown = Initiative.objects.visible_to(person, at=NOW)
            return shown.filter(pk=initiative.pk).exists()
        return not refusal(initiative_rules.check_may, person, action, initiative, at=NOW)

    return may


def _may_programme(programme: Programme) -> Callable[[Reader, str], bool]:
    def may(person: Reader, action: str) -> bool:
        if action.startswith("programmes.read"):
            return Programme.objects.visible_to(person, at=NOW).filter(pk=programme.pk).exists()
        state = _state_of_share(action)
        check = programme_rules.check_may
        return not refusal(check, person, action, programme, at=NOW, state=state)

    return may


def _may_article(piece: Piece) -> Callable[[Reader, str], bool]:
    def may(person: Reader, action: str) -> bool:
        if action.startswith("editorial.read"):
            return Piece.objects.visible_to(person, at=NOW).filter(pk=piece.pk).exists()
        return not refusal(editorial_rules.check_may, person, action, piece.programme, at=NOW)

    return may


def _may_newsletter(newsletter: Newsletter) -> Callable[[Reader, str], bool]:
    def may(person: Reader, action: str) -> bool:
        if action.startswith("newsletters.read"):
            return Newsletter.objects.visible_to(person, at=NOW).filter(pk=newsletter.pk).exists()
        return not refusal(newsletter_rules.check_may, person, action, newsletter.programme, at=NOW)

    return may


def _may_contribution(contribution: Contribution) -> Callable[[Reader, str], bool]:
    def may(person: Reader, action: str) -> bool:
        if action == "outreach.read":
            visible = Contribution.objects.visible_to(person, at=NOW)
            return visible.filter(pk=contribution.pk).exists()
        return not refusal(outreach_rules.check_may, person, action, contribution, at=NOW)

    return may


def _may_gathering(gathering: Gathering) -> Callable[[Reader, str], bool]:
    def may(person: Reader, action: str) -> bool:
        if action == "events.read":
            return Gathering.objects.visible_to(person, at=NOW).filter(pk=gathering.pk).exists()
        return not refusal(event_rules.check_may, person, action, gathering, at=NOW)

    return may


def _may_organisation(organisation: Organisation) -> Callable[[Reader, str], bool]:
    def may(person: Reader, action: str) -> bool:
        check = organisation_rules.check_may_look_after
        return not refusal(check, person, action, organisation, at=NOW)

    return may


def _state_of_share(action: str) -> str:
    """Return a state in which a share of a programme can be moved, where the action asks for one."""
    row = policy.row(action)
    return min(row.states) if row and row.states else ""


def things(world: World) -> Iterator[tuple[str, Asked]]:
    """Name each thing that is asked about, with the states it is in: of itself, and as published."""
    for name, initiative in world.here.initiatives.items():
        status = "archived" if name == "archived" else "ongoing"
        yield "initiative", Asked(initiative, status, _may_initiative(initiative))
    programme = world.here.programme
    yield "programme", Asked(programme, "published", _may_programme(programme))
    for name, piece in world.here.articles.items():
        yield "article", Asked(piece, name, _may_article(piece))
    for name, newsletter in world.here.newsletters.items():
        yield "newsletter", Asked(newsletter, name, _may_newsletter(newsletter))
    contribution = world.here.contribution
    yield "contribution", Asked(contribution, contribution.status, _may_contribution(contribution))
    gathering = world.here.gathering
    assert programme.host is not None
    yield "organisation", Asked(programme.host, "", _may_organisation(programme.host))
    yield "gathering", Asked(gathering, "published", _may_gathering(gathering))


def state_for(row: policy.Row, asked: Asked) -> str:
    """Choose which of a thing's states a row speaks of: published or draft, a share's, or its own."""
    if row.states and row.states <= {"published", "draft"}:
        is_draft = asked.state == "draft" or not getattr(asked.thing, "published_at", asked.state)
        return "draft" if is_draft else "published"
    if row.action.startswith("programmes.move"):
        return _state_of_share(row.action)
    return asked.state


def verdicts(world: World, about: str = "") -> Iterator[tuple[str, bool, bool]]:
    """Ask for every cell, and give it with what is wanted and what the site says.

    On the second database everybody in turns: who may do what is found in the same way.
    """
    turn = 0
    for thing, asked in things(world):
        if about not in {"", thing}:
            continue
        for row in policy.rows():
            if row.thing != thing or row.action in OF_NOTHING_YET | OF_THE_REGISTER:
                continue
            state = state_for(row, asked)
            turn += 1
            for number, ((role, relation), person) in enumerate(world.people.items(), start=turn):
                if not is_asked(number):
                    continue
                wanted = allowed(row, role, Relation(relation), state)
                cell = f"{row.action} on {asked.thing} ({state}) by {role}, {relation}"
                yield cell, wanted, asked.may(person, row.action)


#: What is public is public for everybody: a draft is read through another row than a published one.
READ_ROWS = {
    "initiatives.read": "initiatives.read_draft",
    "programmes.read": "programmes.read_draft",
    "editorial.read": "editorial.read_draft",
    "newsletters.read": "newsletters.read_draft",
}


def test_every_cell_is_as_the_table_says(world, record_property):
    seen, wrong = 0, []
    for cell, wanted, is_so in verdicts(world):
        seen += 1
        if wanted != is_so and not _read_through_the_other_row(cell):
            wrong.append(f"{cell}: wanted {wanted}, is {is_so}")

    record_property(CELLS, seen)
    assert not wrong, "\n".join([f"{len(wrong)} of {seen} cells are wrong:", *wrong])
    assert seen >= (3_000 // SHARED_BY if is_second() else 3_000)


def _read_through_the_other_row(cell: str) -> bool:
    """Leave out the half of reading that the other row of its pair decides."""
    action, _on, rest = cell.partition(" on ")
    is_draft = "(draft)" in rest
    return (action in READ_ROWS and is_draft) or (action in READ_ROWS.values() and not is_draft)


def test_the_table_speaks_of_every_thing_that_has_a_state():
    assert {row.thing for row in policy.rows()} >= set(REACH)


@pytest.mark.parametrize("role", ["facilitator", "programme_manager", "auditor"])
def test_a_site_that_forgets_how_far_a_role_reaches_is_found_out(world, monkeypatch, role):
    person = world.people[role, Relation.OTHER_INITIATIVE]
    everywhere = frozenset({"auditor", role}) if role != "auditor" else frozenset()
    monkeypatch.setattr("samspill.initiatives.models.initiative.EVERYWHERE", everywhere)
    shown = Initiative.objects.visible_to(person, at=NOW)

    is_shown = shown.filter(pk=world.here.initiatives["draft"].pk).exists()

    draft = policy.row("initiatives.read_draft")
    assert draft is not None
    assert is_shown != allowed(draft, role, Relation.OTHER_INITIATIVE, "draft")


def test_a_site_that_lets_administrators_look_after_others_people_is_found_out(world, monkeypatch):
    monkeypatch.setattr(giving, "REACH", {**giving.REACH, "administrator": Reach.EVERYWHERE})

    asked = verdicts(world, "organisation")
    wrong = [cell for cell, wanted, is_so in asked if wanted != is_so]

    changed = [cell for cell in wrong if cell.startswith("organisations.")]
    assert any("organisations.invite on" in cell for cell in changed)
    assert all(" by administrator, " in cell for cell in changed)
