"""Drafts of gatherings that nobody goes on with: taken away, and put back for 30 days."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.bin.actions import put_away, put_back
from samspill.bin.models import TakenAway
from samspill.core.errors import NotPossible
from samspill.core.references import reference_to
from samspill.events import rules
from samspill.events.findable import put_gathering
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.programmes.models import Programme
from samspill.search.actions import remove
from samspill.search.choices import Kind


@transaction.atomic
def take_gathering_away(gathering: Gathering, *, by: Person, at: datetime) -> TakenAway:
    """Take a draft away.

    :raises NotPermitted: the person does not run what gathers.
    :raises NotPossible: it has been published, so that it can only be cancelled.
    """
    rules.check_may(by, "events.edit", gathering, at=at)
    held = Gathering.objects.select_for_update().filter(pk=gathering.pk).first()
    if held is None:
        raise NotPossible(_("Somebody else has taken this away meanwhile."))
    if held.published_at:
        raise NotPossible(_("It has been published. Cancel it instead."))
    owner: Any = gathering.initiative or gathering.programme
    key, reference = held.pk, reference_to(held)
    kept = put_away([held], of=owner, title=held.title, at=at)
    remove(Kind.GATHERING, key, at=at)
    record("events.draft_taken_away", reference, by=by, at=at, title=dict(kept.title))
    return kept


@transaction.atomic
def put_gathering_back(
    owner: Initiative | Programme, kept: TakenAway, *, by: Person, at: datetime
) -> Gathering:
    """Put a draft back where it was taken from.

    :raises NotPermitted: the person does not run what gathers.
    :raises NotPossible: it was put back already, another has its address now, or it is no gathering
        of this owner.
    """
    is_of_initiative = isinstance(owner, Initiative)
    draft = Gathering(**{"initiative" if is_of_initiative else "programme": owner})
    rules.check_may(by, "events.plan", draft, at=at)
    if kept.kind != Gathering._meta.label_lower or kept.of != reference_to(owner):
        raise NotPossible(_("This does not belong here."))
    back: Any = put_back(kept)[0]
    put_gathering(back, at=at)
    record("events.draft_put_back", back, by=by, at=at, title=dict(back.title))
    return Gathering.objects.get(pk=back.pk)
