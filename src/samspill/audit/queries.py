"""Ask the audit trail whether it is whole, how far it has come, and what it says."""

from django.db.models import Model, QuerySet

from samspill.audit.models import BEGINNING, Entry, Head


def verify() -> int | None:
    """Return the number of the first entry that is missing or not as it was written, if any."""
    digest, number = BEGINNING, 0
    for number, entry in enumerate(Entry.objects.order_by("number", "pk").iterator(), start=1):
        if entry.number != number or entry.digest != entry.digest_after(digest):
            return number
        digest = entry.digest
    head = Head.objects.filter(pk=1).first() or Head()
    if (head.number, head.digest) == (number, digest):
        return None
    # What is left is whole, but the end has been cut off.
    return number + 1


def newest_number() -> int:
    """Return the number of the newest entry: it grows with everything that is done on the site."""
    return Head.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def entries_about(subject: Model) -> QuerySet[Entry]:
    """List what was done to an object, the first first."""
    reference = f"{subject._meta.label_lower}:{subject.pk}"
    return Entry.objects.filter(subject=reference).order_by("number", "pk")
