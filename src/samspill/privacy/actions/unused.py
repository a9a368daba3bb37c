"""Erase accounts that nobody uses, after a notice."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.privacy import emails
from samspill.privacy.actions.erasing import erase_person
from samspill.privacy.queries import unused_since

#: So long before, the account's owner is told.
NOTICE = timedelta(days=30)


def forget_unused_accounts(*, at: datetime) -> int:
    """Erase the accounts whose owners were told a month ago, tell others; return how many were erased.

    Whoever has signed in or got a role since is left alone, and told again another time.
    """
    lifetime = timedelta(days=settings.DAYS_UNUSED_ACCOUNTS_ARE_KEPT)
    unused = unused_since(at + NOTICE - lifetime)
    _forget_notices(unused, at=at)
    for person in unused.filter(warned_at=None).order_by("pk"):
        _tell(person, at=at)
    overdue = unused.filter(warned_at__lte=at - NOTICE)
    erased = 0
    for person in overdue.order_by("pk"):
        erase_person(person, by="rule", at=at)
        erased += 1
    return erased


def _forget_notices(unused: QuerySet[Person], *, at: datetime) -> None:
    """Forget that those were told who use their account again."""
    told = Person.objects.filter(warned_at__lte=at, erased_at=None)
    told.exclude(pk__in=unused.values("pk")).update(warned_at=None)


@transaction.atomic
def _tell(person: Person, *, at: datetime) -> None:
    if Person.objects.filter(pk=person.pk, warned_at=None).update(warned_at=at):
        emails.unused_account(person, ends_on=localtime(at + NOTICE).date(), at=at)
        record("privacy.owner_told", person, by="rule", at=at)
