"""People with ties to buyers and to suppliers: a second person may let them read secrets again."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.organisations import rules
from samspill.organisations.models import Clearance
from samspill.organisations.queries import held_by, print_of


@transaction.atomic
def clear_ties(person: Person, *, reason: str, by: Person, at: datetime) -> Clearance:
    """Let somebody with ties on two sides read what is confidential, in the roles they have now.

    :raises NotPermitted: whoever decides runs no programme, is the person, or gave them a role.
    :raises NotPossible: there are no ties on two sides, no reason, or it has been done already.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    rules.check_may_clear(by, person, at=at)
    if not reason.strip():
        raise NotPossible(_("Write why this person may read what is confidential."))
    end_clearances(person, by=by, at=at)
    try:
        with transaction.atomic():
            clearance = Clearance.objects.create(
                person=person,
                seen=print_of(held_by(person, at).roles),
                reason=reason.strip(),
                given_by=by,
                given_at=at,
            )
    except IntegrityError as error:
        raise NotPossible(_("Somebody else has decided this just now.")) from error
    record("organisations.ties_cleared", clearance, by=by, at=at, person=person.pk)
    return clearance


@transaction.atomic
def take_back_clearance(clearance: Clearance, *, by: Person, at: datetime) -> None:
    """Hold back from somebody with ties on two sides what is confidential, once more.

    :raises NotPermitted: the person does not run a programme.
    :raises NotPossible: it has been taken back already.
    """
    rules.check_may_see_ties(by, at=at)
    if not Clearance.objects.filter(pk=clearance.pk, ended_at=None).update(ended_at=at):
        raise NotPossible(_("This has been taken back already."))
    record("organisations.clearance_ended", clearance, by=by, at=at, person=clearance.person_id)


def end_clearances(person: Person, *, by: object, at: datetime) -> None:
    """End what was decided about other roles than those that somebody has now, as part of an action."""
    for clearance in Clearance.objects.filter(person=person, ended_at=None).order_by("pk"):
        Clearance.objects.filter(pk=clearance.pk).update(ended_at=at)
        record("organisations.clearance_ended", clearance, by=by, at=at, person=person.pk)
