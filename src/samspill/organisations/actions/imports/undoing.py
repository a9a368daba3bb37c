"""Take an import back, as long as nothing leans on what it made."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, ManyToOneRel
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.organisations import rules
from samspill.organisations.actions.imports.carrying_out import set_facts
from samspill.organisations.actions.imports.rows import state_of
from samspill.organisations.choices import Outcome
from samspill.organisations.findable import put_organisation
from samspill.organisations.models import Address, Import, ImportedRow, Organisation
from samspill.search.actions import remove
from samspill.search.choices import Kind


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """Why an import cannot be taken back: what leans on an organisation, or that it was changed.

    ``table`` names what leans on it, such as "initiatives.involvement"; empty: it was changed.
    """

    organisation: Organisation
    table: str = ""
    many: int = 1


def obstacles_to(table: Import) -> list[Obstacle]:
    """List what stands in the way of taking an import back, by organisation."""
    rows = _written(table)
    changed = [Obstacle(organisation=row.organisation) for row in rows if _is_changed(row)]
    made = {row.organisation.pk: row.organisation for row in rows if row.outcome == Outcome.NEW}
    # These are parts of what was made by the import itself, and are put back.
    put_back = {row.organisation.pk for row in rows if "part_of" in row.after}
    found = [*changed, *(_leaning(made, but_for=put_back) if made else ())]
    return sorted(found, key=lambda each: (str(each.organisation.name), each.table))


@transaction.atomic
def undo_import(table: Import, *, by: Person, at: datetime) -> None:
    """Take back what an import wrote: what it made goes, what it changed is as it was.

    :raises NotPermitted: the person does not keep the register.
    :raises NotPossible: it was not imported, has been undone, more than 30 days have passed, or
        something leans on what it made.
    """
    rules.check_may(by, "organisations.register", at=at)
    held = Import.objects.select_for_update().get(pk=table.pk)
    if not held.can_be_undone(at):
        raise NotPossible(_("This import can no longer be undone."))
    if obstacles_to(held):
        raise NotPossible(
            _("Something has come to lean on what was imported, or was changed since. See below.")
        )
    rows = _written(held)
    held.rows.update(organisation=None)
    for row in rows:
        if row.outcome == Outcome.CHANGED:
            set_facts(row.organisation, row.before)
            put_organisation(row.organisation, at=at)
    _take_away([row.organisation.pk for row in rows if row.outcome == Outcome.NEW], at=at)
    held.undone_at = at
    held.save(update_fields=["undone_at"])
    told = [{"row": row.number, "organisation": row.organisation.slug} for row in rows]
    record("organisations.import_undone", held, by=by, at=at, many=len(told), rows=told)


def _take_away(keys: Sequence[int], *, at: datetime) -> None:
    made = Organisation.objects.filter(pk__in=keys)
    # Parts and wholes were made together, and go together.
    made.update(part_of=None)
    made.delete()
    for key in keys:
        remove(Kind.ORGANISATION, key, at=at)


def _written(table: Import) -> list[Any]:
    """List the rows that made or changed an organisation, with it and its addresses."""
    rows = table.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED], organisation__isnull=False)
    return list(
        rows.select_related("organisation")
        .prefetch_related("organisation__addresses")
        .order_by("number")
    )


def _is_changed(row: ImportedRow) -> bool:
    """Tell whether what the import wrote is no longer what the register says."""
    if row.organisation is None:
        return False
    now = state_of(row.organisation)
    return any(now[name] != value for name, value in row.after.items())


def _leaning(made: Mapping[int, Organisation], *, but_for: Collection[int]) -> Iterator[Obstacle]:
    """Ask every table that leads to organisations, whatever app it is of: one query each."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        model: Any = relation.related_model
        if model in {Address, ImportedRow}:
            continue
        name = relation.field.name
        found = model._base_manager.filter(**{f"{name}__in": made})
        if model is Organisation:
            found = found.exclude(pk__in=but_for)
        counted = found.values_list(name).annotate(many=Count("pk")).order_by(name)
        for key, many in counted:
            yield Obstacle(organisation=made[key], table=model._meta.label_lower, many=many)
