"""Drafts of initiatives that nobody goes on with: taken away whole, and put back for 30 days."""

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
from samspill.initiatives import rules
from samspill.initiatives.findable import put_initiative
from samspill.initiatives.models import Initiative
from samspill.programmes.models import Programme
from samspill.search.actions import remove, remove_others
from samspill.search.choices import Kind
from samspill.search.things import name_of


@transaction.atomic
def take_draft_away(initiative: Initiative, *, by: Person, at: datetime) -> TakenAway:
    """Take a draft away with all that stands on its page; its interest list stays, and is empty.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: it has been published, belongs to no programme, or something builds on it.
    """
    rules.check_may(by, "initiatives.take_away", initiative, at=at)
    held = Initiative.objects.select_for_update().filter(pk=initiative.pk).first()
    rules.check_is_draft_of_a_programme(held)
    programme: Any = initiative.programme
    parts = (
        *initiative.status_changes.order_by("pk"),
        *initiative.steps.order_by("pk"),
        *initiative.requirements.order_by("pk"),
        *initiative.documents.order_by("pk"),
        *initiative.involvements.order_by("pk"),
        *initiative.team.order_by("pk"),
    )
    key, reference = initiative.pk, reference_to(initiative)
    kept = put_away([initiative, *parts], of=programme, title=initiative.title, at=at)
    for kind in (Kind.DOCUMENT, Kind.UPDATE):
        remove_others(kind, within=name_of(Kind.INITIATIVE, key), keys=[])
    remove(Kind.INITIATIVE, key, at=at)
    record("initiatives.draft_taken_away", reference, by=by, at=at, title=dict(kept.title))
    return kept


@transaction.atomic
def put_draft_back(
    programme: Programme, kept: TakenAway, *, by: Person, at: datetime
) -> Initiative:
    """Put a draft back into its programme, as it was.

    :raises NotPermitted: the person may not begin initiatives in the programme.
    :raises NotPossible: it was put back already, another has its address now, or something that it
        belonged to is not there any more.
    """
    rules.check_may_create(by, programme, at=at)
    if kept.kind != Initiative._meta.label_lower or kept.of != reference_to(programme):
        raise NotPossible(_("This does not belong to the programme."))
    draft: Any = put_back(kept)[0]
    put_initiative(draft, at=at)
    record("initiatives.draft_put_back", draft, by=by, at=at, title=dict(draft.title))
    return Initiative.objects.get(pk=draft.pk)
