"""What has been done: to an object, and in somebody's name."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, QuerySet

from samspill.audit.models import Disclosure, Entry
from samspill.core.references import reference_to


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One thing done, in references: whoever shows it finds the words for them.

    ``changes`` are values, or pairs of what was and what is. Personal values are among them as
    long as they have not been erased; ``erased`` names those that have.
    """

    at: datetime
    what: str
    by: str
    organisation: str
    role: str
    subject: str
    changes: Mapping[str, object]
    erased: Sequence[str] = ()


@dataclass(frozen=True)
class Deeds:
    """Deeds that are read as far as they are shown, as a paginator wants them."""

    _entries: QuerySet[Entry]

    def count(self) -> int:
        """Count them all."""
        return self._entries.count()

    def __getitem__(self, shown: slice) -> list[Deed]:
        """Read some, with their personal values."""
        entries = list(self._entries[shown])
        values = _values(each.pk for each in entries if each.commitments)
        return [_deed(each, values.get(each.pk, {})) for each in entries]


def deeds_about(subjects: Iterable[str]) -> Deeds:
    """List what was done to objects, given by their references, the newest first."""
    return Deeds(Entry.objects.filter(subject__in=list(subjects)).order_by("-at", "-pk"))


def deeds_by(person: Model) -> Deeds:
    """List what has been done in somebody's name, the newest first."""
    by = f"{person._meta.model_name}:{person.pk}"
    return Deeds(Entry.objects.filter(by=by).order_by("-at", "-pk"))


def entries_about(subject: Model) -> QuerySet[Entry]:
    """List the entries about an object, the first first."""
    return Entry.objects.filter(subject=reference_to(subject)).order_by("pk")


def _values(keys: Iterable[int]) -> Mapping[int, Mapping[str, object]]:
    """Read the personal values of entries that are still there."""
    values: dict[int, dict[str, object]] = {}
    if wanted := list(keys):
        for each in Disclosure.objects.filter(entry__in=wanted).order_by("pk"):
            values.setdefault(each.entry, {})[each.name] = json.loads(each.value)
    return values


def _deed(entry: Entry, values: Mapping[str, object]) -> Deed:
    return Deed(
        at=entry.at,
        what=entry.what,
        by=entry.by,
        organisation=entry.organisation,
        role=entry.role,
        subject=entry.subject,
        changes={**entry.changes, **values},
        erased=[name for name in entry.commitments if name not in values],
    )
