"""What is done to accounts."""

from datetime import datetime

from django.db import transaction

from samspill.accounts.models import Person
from samspill.audit.actions import record


@transaction.atomic
def deactivate(person: Person, *, by: object, at: datetime) -> None:
    """Close an account: whoever is signed in with it is signed out at their very next step."""
    if Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        record("accounts.deactivated", person, by=by, at=at, is_active=(True, False))
    person.refresh_from_db()


@transaction.atomic
def reactivate(person: Person, *, by: object, at: datetime) -> None:
    """Open a closed account again."""
    if Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        record("accounts.reactivated", person, by=by, at=at, is_active=(False, True))
    person.refresh_from_db()
