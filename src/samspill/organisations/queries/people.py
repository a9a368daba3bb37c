"""Who acts for whom."""

from datetime import datetime

from django.utils.timezone import localtime

from samspill.accounts.models import Reader
from samspill.organisations.models import Role, RoleQuerySet


def roles_of(person: Reader, at: datetime) -> RoleQuerySet:
    """List the roles that somebody holds on the day of a moment, with their organisations."""
    if not person.is_authenticated:
        return Role.objects.none()
    held = Role.objects.current(localtime(at).date()).filter(person=person)
    return held.select_related("organisation").order_by("organisation_id", "kind", "pk")


def kinds_of(person: Reader, at: datetime) -> frozenset[str]:
    """Tell in which kinds of role somebody acts on the day of a moment, for whomever."""
    return frozenset(roles_of(person, at).order_by().values_list("kind", flat=True))
