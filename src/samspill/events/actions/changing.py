"""Change what readers and calendars show of a gathering, and tell those who follow of it, once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import revise
from samspill.core.errors import NotPossible
from samspill.events import rules
from samspill.events.findable import put_gathering
from samspill.events.models import Gathering
from samspill.events.queries import announced, lists_told_of
from samspill.mailings.actions import recall_sending, tell_unless_stopped
from samspill.mailings.actions.retelling import without_hidden
from samspill.mailings.actions.telling import shortened
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import Happening, Sending

#: What calendars show: where it changes, they are to take it over.
IN_CALENDARS = frozenset(
    {"title", "purpose", "attendance", "venue", "street", "place", "online_url"}
)


@transaction.atomic
def revise_gathering(
    gathering: Gathering, said: Mapping[str, object], *, seen: str = "", by: Person, at: datetime
) -> frozenset[str]:
    """Let a gathering say something else in some fields, its time apart; return which changed.

    ``seen`` is the digest of what they said when somebody began to change them. Calendars take
    over what they show, since the sequence goes up.

    :raises NotPermitted: the person does not run what gathers.
    :raises NotPossible: somebody else has changed it since (``core.revising.Overtaken``).
    """
    rules.check_may(by, "events.edit", gathering, at=at)
    changed = revise(
        gathering, said, what="events.revised", seen=seen, row="gathering", by=by, at=at
    )
    if changed & IN_CALENDARS:
        change(gathering, at=at)
    elif changed:
        Gathering.objects.filter(pk=gathering.pk).update(changed_at=at)
        gathering.refresh_from_db()
    if changed:
        put_gathering(gathering, at=at)
    return changed


def change(gathering: Gathering, *, at: datetime, **changes: object) -> None:
    """Change what calendars show, unless somebody else has changed it first.

    :raises NotPossible: somebody else has.
    """
    unmoved = Gathering.objects.filter(pk=gathering.pk, sequence=gathering.sequence)
    if not unmoved.update(sequence=F("sequence") + 1, changed_at=at, **changes):
        raise NotPossible(_("Somebody else has just changed this."))
    gathering.refresh_from_db()


def tell_of_change(gathering: Gathering, kind: HappeningKind, *, by: Person, at: datetime) -> None:
    """Tell those who follow that it has another time, or does not take place.

    It goes when the time to undo has passed. What was to be told of an earlier change, and has not
    been, is not told any more: the newest says all of it.
    """
    key = f"gathering:{gathering.pk}"
    waiting = Sending.objects.recallable(at=at).filter(
        tells__in=[HappeningKind.MOVED, HappeningKind.CANCELLED], key__endswith=f":{key}"
    )
    for each in waiting.order_by("pk"):
        recall_sending(each, by=by, at=at)
    tell_unless_stopped(
        kind,
        key=f"{gathering.sequence}:{key}",
        title=gathering.title,
        summary=announced(gathering),
        link=gathering.get_absolute_url,
        lists=lists_told_of(gathering),
        by=by,
        at=at,
    )


def look_once_more(sending: Sending, at: datetime) -> bool:
    """Tell whether everybody may still read of the gathering whose change is to be told."""
    shown = Gathering.objects.visible_to(AnonymousUser(), at=at)
    return shown.filter(pk=int(sending.key.rpartition(":")[2])).exists()


def retell(happenings: Sequence[Happening], at: datetime) -> list[Happening]:
    """Leave out of digests the gatherings of which not everybody may read by now.

    Of the others the digest says the time and the place that they have now.
    """
    shown = Gathering.objects.visible_to(AnonymousUser(), at=at)
    kept = without_hidden(happenings, Gathering.objects.all(), shown)
    ends = {each.pk: each.key.rpartition(":")[2] for each in kept}
    there = Gathering.objects.in_bulk([int(end) for end in ends.values() if end.isdecimal()])
    for each in kept:
        end = ends[each.pk]
        if end.isdecimal() and (gathering := there.get(int(end))):
            each.summary = shortened(announced(gathering))
    return kept
