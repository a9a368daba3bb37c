"""Which accounts nobody uses any more."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from samspill.accounts.models import Person
from samspill.organisations.models import Role


def unused_since(moment: datetime) -> QuerySet[Person]:
    """Find accounts that nobody has signed in to since a moment, without a role since then."""
    theirs = Role.objects.filter(person=OuterRef("pk"))
    has_or_had_a_role = theirs.filter(Q(to_on=None) | Q(to_on__gte=localtime(moment).date()))
    return (
        Person.objects.filter(erased_at=None, joined_at__lt=moment)
        .filter(Q(last_login=None) | Q(last_login__lt=moment))
        .exclude(Exists(has_or_had_a_role))
    )
