"""What an organisation of a table is part of: one of the register, or of another row."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samspill.core.translated import Translated
from samspill.organisations.actions.imports.known import Known, names_of
from samspill.organisations.actions.imports.rows import PlannedRow
from samspill.organisations.models import Organisation
from samspill.organisations.words import Column


def find_wholes(rows: Sequence[PlannedRow], known: Known) -> None:
    """Find what each is part of: in the register, else in the table."""
    named: dict[str, PlannedRow] = {}
    for each in rows:
        number = [each.facts.number.casefold()] if each.facts.number else []
        for name in (*names_of(each.facts.name, each.facts.abbreviation), *number):
            named.setdefault(name, each)
    for each in rows:
        if each.facts.part_of:
            _find_whole(each, named, known)


def _find_whole(planned: PlannedRow, named: dict[str, PlannedRow], known: Known) -> None:
    facts = planned.facts
    found = known.called(facts.part_of, facts.country)
    row = next(
        (named[name] for name in names_of(Translated(en=facts.part_of)) if name in named), None
    )
    if len(found) == 1:
        planned.part_of = found[0]
    elif found:
        facts.blame(
            Column.PART_OF,
            _("Several organisations are called “%(text)s”. Write the number of the one you mean.")
            % {"text": facts.part_of},
        )
    elif row is None:
        facts.blame(
            Column.PART_OF,
            _(
                "“%(text)s” is neither in the register nor in the table."
                " Write its name or number, or leave it empty."
            )
            % {"text": facts.part_of},
        )
    elif row.faults:
        facts.blame(
            Column.PART_OF,
            _("This is part of the organisation in row %(row)s, which has to be put right first.")
            % {"row": row.row.number},
        )
    else:
        planned.part_of = row.organisation or row


def refuse_rings(rows: Sequence[PlannedRow], known: Known) -> None:
    """Let nothing be a part of itself, however long the way round is."""
    planned = {each.organisation.pk: each for each in rows if each.organisation}

    def above(one: Organisation | PlannedRow) -> Organisation | PlannedRow | None:
        row = planned.get(one.pk) if isinstance(one, Organisation) else one
        if row is not None and row.part_of is not None:
            return row.part_of
        whole = one if isinstance(one, Organisation) else one.organisation
        return known.organisations.get(whole.part_of_id or 0) if whole else None

    for each in rows:
        if each.part_of is None:
            continue
        own: set[int] = {id(each), id(each.organisation)} - {id(None)}
        seen: set[int] = set()
        step: Organisation | PlannedRow | None = each.part_of
        while step is not None and id(step) not in seen | own:
            seen |= {id(step)}
            step = above(step)
        if step is not None and id(step) in own:
            each.facts.blame(Column.PART_OF, _("An organisation cannot be a part of itself."))
