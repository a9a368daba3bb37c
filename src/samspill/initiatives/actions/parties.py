"""Organisations with a part in an initiative: a body that joins the group, or leaves it, truly does."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samspill.accounts.models import Person
from samspill.core.revising import check_unchanged
from samspill.initiatives.actions.group import join, leave
from samspill.initiatives.actions.rows import add_row, revise_row
from samspill.initiatives.choices import Part
from samspill.initiatives.models import Initiative, Involvement


@transaction.atomic
def add_party(initiative: Initiative, said: Mapping[str, Any], *, by: Person, at: datetime) -> str:
    """Give an organisation a part; return a warning where the group is not as wanted.

    :raises NotPermitted: the person may not change who takes part.
    :raises NotPossible: the organisation has the part already.
    """
    if said["part"] != Part.PARTICIPANT:
        add_row(initiative, Involvement, said, by=by, at=at)
        return ""
    organisation = said["organisation"]
    warning = join(initiative, organisation, since=said.get("since"), by=by, at=at)
    seat = initiative.involvements.get(organisation=organisation, part=Part.PARTICIPANT)
    rest = {name: said[name] for name in ("note",) if said.get(name)}
    if rest:
        revise_row(seat, rest, by=by, at=at)
    if said.get("until"):
        warning = leave(initiative, organisation, until=said["until"], by=by, at=at)
    return warning


@transaction.atomic
def revise_party(
    seat: Involvement, said: Mapping[str, Any], *, seen: str = "", by: Person, at: datetime
) -> str:
    """Change since when, until when or how an organisation has a part; return a warning, if any.

    :raises NotPermitted: the person may not change who takes part.
    :raises NotPossible: somebody else has changed it since (``core.revising.Overtaken``).
    """
    check_unchanged(seat, said, seen)
    warning = ""
    rest = dict(said)
    if seat.part == Part.PARTICIPANT and said.get("until") and not seat.until:
        until = rest.pop("until")
        warning = leave(seat.initiative, seat.organisation, until=until, by=by, at=at)
    revise_row(seat, rest, by=by, at=at)
    return warning
