"""Write a table into the register: all of it, or nothing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.organisations import rules
from samspill.organisations.actions.imports.planning import Plan, plan_of
from samspill.organisations.actions.imports.rows import PLAIN, PlannedRow, state_of
from samspill.organisations.choices import AddressKind
from samspill.organisations.findable import put_organisation
from samspill.organisations.models import Address, Import, ImportedRow, Organisation

_LONGEST_SLUG = 50
#: Letters that are not written with a mark over another one.
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss"})


@transaction.atomic
def carry_out(table: Import, *, by: Person, at: datetime) -> None:
    """Import a table: one deed in the trail, with its rows.

    :raises NotPermitted: the person does not keep the register.
    :raises NotPossible: rows are faulty, there is nothing to write, it has been imported already,
        or somebody else has just written one of them.
    """
    rules.check_may(by, "organisations.register", at=at)
    held = Import.objects.select_for_update().get(pk=table.pk)
    if not held.is_open:
        raise NotPossible(_("This table has been imported already."))
    plan = plan_of(held, at=at)
    new, changed = plan.new, plan.changed
    _check_can_be_carried_out(plan)
    for each in plan.rows:
        each.row.outcome = each.outcome.value
    try:
        with transaction.atomic():
            _make(new, taken=set(plan.known.slugs))
            _change(changed)
    except IntegrityError as error:
        raise NotPossible(
            _("Somebody else has just changed the register. Look at the table again.")
        ) from error
    for each in (*new, *changed):
        if each.organisation:
            put_organisation(each.organisation, at=at)
    _keep_what_became(plan, new)
    held.imported_at = at
    held.save(update_fields=["imported_at"])
    told = [_told(each) for each in (*new, *changed)]
    record("organisations.imported", held, by=by, at=at, many=len(told), rows=told)


def _check_can_be_carried_out(plan: Plan) -> None:
    if plan.faulty:
        raise NotPossible(_("Some rows are faulty. Put them right, or leave them out."))
    if not plan.new and not plan.changed:
        raise NotPossible(_("There is nothing to import: the register says all of it already."))


def _make(new: Sequence[PlannedRow], *, taken: set[str]) -> None:
    """Add those that are new, then what they are part of, and where they are."""
    for each in new:
        slug = free_slug(str(next(iter(each.facts.name.values()), "")), taken)
        taken.add(slug)
        facts = each.facts
        each.organisation = Organisation(
            slug=slug,
            name=facts.name,
            territory_id=each.territory,
            **{name: getattr(facts, name) for name in PLAIN},
        )
    made = [each.organisation for each in new if each.organisation]
    Organisation.objects.bulk_create(made, batch_size=200)
    parts = [each for each in new if each.part_of is not None]
    for each in parts:
        if each.organisation:
            each.organisation.part_of = _whole(each)
    with_a_whole = [each.organisation for each in parts if each.organisation]
    Organisation.objects.bulk_update(with_a_whole, ["part_of"], batch_size=200)
    Address.objects.bulk_create(
        Address(organisation=each.organisation, kind=kind, country=each.facts.country, **address)
        for each in new
        for kind, address in each.facts.addresses.items()
    )


def _change(changed: Sequence[PlannedRow]) -> None:
    """Write what is to be otherwise in those that are there already."""
    for each in changed:
        if "part_of" in each.changes:
            whole = _whole(each)
            each.changes["part_of"] = (each.changes["part_of"][0], whole.pk if whole else None)
        if each.organisation:
            set_facts(
                each.organisation, {name: after for name, (_was, after) in each.changes.items()}
            )


def set_facts(organisation: Organisation, facts: dict[str, Any]) -> None:
    """Let an organisation be as its row, or what was before it, says; addresses by their kind."""
    for name, value in facts.items():
        if name in AddressKind:
            _set_address(organisation, name, value)
        elif name in {"part_of", "territory"}:
            setattr(organisation, f"{name}_id", value)
        else:
            setattr(organisation, name, value)
    organisation.save()


def _set_address(organisation: Organisation, kind: str, address: dict[str, str] | None) -> None:
    if address is None:
        organisation.addresses.filter(kind=kind).delete()
        return
    Address.objects.update_or_create(
        organisation=organisation,
        kind=kind,
        defaults=address,
        create_defaults={**address, "country": organisation.country},
    )


def _whole(planned: PlannedRow) -> Organisation | None:
    whole = planned.part_of
    return whole.organisation if isinstance(whole, PlannedRow) else whole


def _keep_what_became(plan: Plan, new: Sequence[PlannedRow]) -> None:
    """Write beside each row what became of it, so that it can be taken back."""
    made = {each.row.pk for each in new}
    for each in plan.rows:
        row, organisation = each.row, each.organisation
        if row.is_left_out or organisation is None:
            continue
        row.organisation = organisation
        if row.pk in made:
            row.after = state_of(organisation, addresses=each.facts.addresses)
        else:
            row.before = {name: was for name, (was, _after) in each.changes.items()}
            row.after = {name: after for name, (_was, after) in each.changes.items()}
    ImportedRow.objects.bulk_update(
        [each.row for each in plan.rows],
        ["outcome", "organisation", "before", "after"],
        batch_size=200,
    )


def _told(planned: PlannedRow) -> dict[str, Any]:
    """Say of a row what the trail keeps of it."""
    organisation = planned.organisation
    return {
        "row": planned.row.number,
        "organisation": organisation.slug if organisation else "",
        "before": planned.row.before,
        "after": planned.row.after,
    }


def free_slug(name: str, taken: set[str]) -> str:
    """Make an address out of a name, in letters that every keyboard has, that nobody has yet."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    first = "-".join(words)[:_LONGEST_SLUG].strip("-") or "organisation"
    return next(each for each in _tries(first) if each not in taken)


def _tries(first: str) -> Iterator[str]:
    yield first
    number = 2
    while True:
        yield f"{first[: _LONGEST_SLUG - 6]}-{number}"
        number += 1
