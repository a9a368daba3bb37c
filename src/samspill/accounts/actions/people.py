"""What is done to accounts as a whole."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.accounts.queries import find_account
from samspill.audit.actions import record
from samspill.core.email_addresses import for_sending
from samspill.core.errors import NotPossible


@transaction.atomic
def open_account(address: str, *, name: str, language: str, at: datetime) -> Person:
    """Open an account for an address whose mailbox has just been shown to be read.

    :raises NotPossible: there is an account with this address already, open or closed.
    """
    try:
        with transaction.atomic():
            if find_account(address) is not None:
                raise NotPossible(_("This address has an account. Sign in first, then accept."))
            person = Person.objects.create_user(for_sending(address), name=name, language=language)
    except IntegrityError as error:
        raise NotPossible(_("This address has an account. Sign in first, then accept.")) from error
    record("accounts.opened", person, by=person, at=at)
    return person


@transaction.atomic
def deactivate(person: Person, *, by: object, at: datetime) -> None:
    """Close an account: whoever is signed in with it is signed out at their very next step."""
    if Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        forget_sessions(person)
        record("accounts.deactivated", person, by=by, at=at, is_active=(True, False))
    person.refresh_from_db()


@transaction.atomic
def reactivate(person: Person, *, by: object, at: datetime) -> None:
    """Open a closed account again; sessions that it ended stay ended."""
    if Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        record("accounts.reactivated", person, by=by, at=at, is_active=(False, True))
    person.refresh_from_db()


@transaction.atomic
def end_sessions(person: Person, *, by: object, at: datetime, keep: str | None = None) -> None:
    """End every session of a person, at once: the next request of each finds nobody signed in.

    The session whose key is to be kept must be told the person's new state by whoever holds it.
    """
    forget_sessions(person, keep=keep)
    record("accounts.sessions_ended", person, by=by, at=at)


def forget_sessions(person: Person, *, keep: str | None = None) -> None:
    """Begin a new epoch, in which no session of the one before is known, as part of an action."""
    Person.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])
    Session.objects.filter(opened__person=person).exclude(pk=keep or "").delete()
