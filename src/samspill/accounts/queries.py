"""What the rest asks about people."""

from django.db.models import Q

from samspill.accounts.models import Person
from samspill.core.email_addresses import for_sending


def find_person(address: str) -> Person | None:
    """Find who may sign in with a cleaned address."""
    same = Q(email__iexact=address) | Q(email__iexact=for_sending(address))
    return Person.objects.filter(same, is_active=True).order_by("pk").first()
