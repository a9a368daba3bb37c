"""How far the trail has come: what there is, what has been sealed, what waits."""

from datetime import datetime, timedelta

from django.db.models import BigIntegerField, Count, Exists, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce

from samspill.audit.models import Checkpoint, Entry, Head, Unsealed


def newest_number() -> int:
    """Return how many entries there are: it grows with everything that is done on the site.

    Sealed ones are counted by the head and the others by their rows, in one statement, so that an
    entry that is just being sealed counts once.
    """
    sealed = Subquery(Head.objects.filter(pk=1).values("number"))
    counted = Unsealed.objects.aggregate(
        entries=Count("pk") + Coalesce(sealed, 0, output_field=BigIntegerField())
    )
    return int(counted["entries"])


def is_anything_to_seal() -> bool:
    """Tell whether entries wait, or a head that nobody has signed; nobody is disturbed by asking."""
    signed = Checkpoint.objects.filter(number=OuterRef("number"))
    return (
        Unsealed.objects.exists()
        or Head.objects.filter(~Exists(signed), pk=1, number__gt=0).exists()
    )


def age_of_oldest_unsealed(at: datetime) -> timedelta | None:
    """Return for how long the oldest entry has waited to be sealed, where one does."""
    waiting = Entry.objects.filter(pk__in=Unsealed.objects.values("entry"))
    oldest: datetime | None = waiting.aggregate(oldest=Min("at"))["oldest"]
    return at - oldest if oldest else None
