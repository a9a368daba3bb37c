"""Rows of an initiative's page: steps, requirements, documents, parties and people at work in it.

They are added, changed, moved and taken away one by one. What is taken away lies in the bin for 30
days, and can be put back by whoever may change the page.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record, revise
from samspill.bin.actions import put_away, put_back
from samspill.bin.models import TakenAway
from samspill.core import ordering
from samspill.core.errors import NotPossible
from samspill.core.references import reference_to
from samspill.core.translated import Translated
from samspill.initiatives import rules
from samspill.initiatives.actions.life import touch
from samspill.initiatives.models import (
    Document,
    Initiative,
    Involvement,
    Requirement,
    Step,
    TeamMember,
)

Row = Step | Requirement | Document | Involvement | TeamMember


@transaction.atomic
def add_row(
    initiative: Initiative,
    model: type[Row],
    said: Mapping[str, Any],
    *,
    by: Person,
    at: datetime,
) -> Row:
    """Add a row at the end of its list.

    :raises NotPermitted: the person may not change this part of the initiative.
    :raises NotPossible: it stands there already.
    """
    rules.check_may_change_rows(by, model, initiative, at=at)
    _hold(initiative)
    row = model(initiative=initiative, **said)
    row.number = ordering.next_number(siblings(row))
    _check_is_new(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossible(_("This is in the list already.")) from error
    touch(initiative, at=at)
    record("initiatives.row_added", initiative, by=by, at=at, **named(row))
    return row


@transaction.atomic
def revise_row(
    row: Row, said: Mapping[str, Any], *, seen: str = "", by: Person, at: datetime
) -> frozenset[str]:
    """Let a row say something else; return which of its fields changed.

    :raises NotPermitted: the person may not change this part of the initiative.
    :raises NotPossible: somebody else has changed it since (``core.revising.Overtaken``), or has
        taken it away.
    """
    initiative = row.initiative
    rules.check_may_change_rows(by, type(row), initiative, at=at)
    about = {name: value for name, value in named(row).items() if name not in said}
    changed = revise(
        row,
        said,
        what="initiatives.row_changed",
        seen=seen,
        subject=initiative,
        by=by,
        at=at,
        **about,
    )
    if changed:
        touch(initiative, at=at)
    return changed


@transaction.atomic
def move_row(row: Row, *, up: bool, by: Person, at: datetime) -> None:
    """Let a row change places with the one above or below it. At the end of a list, it stays.

    :raises NotPermitted: the person may not change this part of the initiative.
    """
    initiative = row.initiative
    rules.check_may_change_rows(by, type(row), initiative, at=at)
    _hold(initiative)
    if ordering.move(siblings(row), row.pk, up=up):
        touch(initiative, at=at)
        record("initiatives.row_moved", initiative, by=by, at=at, **named(row))


@transaction.atomic
def take_row_away(row: Row, *, by: Person, at: datetime) -> TakenAway:
    """Take a row away; for 30 days it can be put back.

    :raises NotPermitted: the person may not change this part of the initiative.
    :raises NotPossible: somebody else has taken it away, or something builds on it.
    """
    initiative = row.initiative
    rules.check_may_change_rows(by, type(row), initiative, at=at)
    _hold(initiative)
    if not type(row)._default_manager.filter(pk=row.pk).exists():
        raise NotPossible(_("Somebody else has taken this away meanwhile."))
    rules.check_can_be_taken_away(row)
    about = named(row)
    kept = put_away([row], of=initiative, title=title_of(row), at=at)
    touch(initiative, at=at)
    record("initiatives.row_taken_away", initiative, by=by, at=at, **about)
    return kept


@transaction.atomic
def put_row_back(initiative: Initiative, kept: TakenAway, *, by: Person, at: datetime) -> None:
    """Put back what was taken away: where it stood, or last, if another stands there now.

    :raises NotPermitted: the person may not change this part of the initiative.
    :raises NotPossible: it belongs to another initiative, was put back already, or something that
        it belonged to is not there any more.
    """
    model = {each._meta.label_lower: each for each in ROWS}.get(kept.kind)
    if model is None or kept.of != reference_to(initiative):
        raise NotPossible(_("This does not belong to the initiative."))
    rules.check_may_change_rows(by, model, initiative, at=at)
    _hold(initiative)
    (row,) = put_back(kept, change=_fit_in)
    touch(initiative, at=at)
    record("initiatives.row_put_back", initiative, by=by, at=at, **named(row))


ROWS: tuple[type[Row], ...] = (Step, Requirement, Document, Involvement, TeamMember)


def siblings(row: Row) -> models.QuerySet[Any]:
    """Find the rows among which a row has its place: parties, those with the same part."""
    rows: models.QuerySet[Any] = type(row)._default_manager.filter(initiative=row.initiative_id)
    return rows.filter(part=row.part) if isinstance(row, Involvement) else rows


def title_of(row: Row) -> Translated:
    """Say in a list what a row is: of people and bodies, the organisation."""
    if isinstance(row, Involvement):
        return Translated(row.organisation.name)
    return Translated(row.role.organisation.name if isinstance(row, TeamMember) else row.title)


def named(row: Any) -> dict[str, Any]:
    """Say in the trail which row it is."""
    kind = {"row": row._meta.model_name}
    if isinstance(row, Involvement):
        return {**kind, "organisation": row.organisation.slug, "part": row.part}
    if isinstance(row, TeamMember):
        said = {"person": row.role.person_id, "duty": row.duty, "country": row.country}
        return {**kind, **said}
    return {**kind, "title": dict(row.title)}


def _fit_in(row: Any) -> None:
    """Give a row that comes back its old number, or the last, if another has it now."""
    _check_is_new(row)
    if siblings(row).filter(number=row.number).exists():
        row.number = ordering.next_number(siblings(row))


def _check_is_new(row: Row) -> None:
    same: dict[str, object] = {}
    if isinstance(row, Involvement):
        same = {"organisation": row.organisation_id, "part": row.part}
    elif isinstance(row, TeamMember):
        same = {"role": row.role_id, "duty": row.duty, "country": row.country}
    if same and type(row)._default_manager.filter(initiative=row.initiative_id, **same).exists():
        raise NotPossible(_("This is in the list already."))


def _hold(initiative: Initiative) -> None:
    """Let those who change the lists of one initiative do so one after the other."""
    Initiative.objects.select_for_update().get(pk=initiative.pk)
