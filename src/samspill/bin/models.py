"""What has been taken away, for as long as it can be put back."""

from collections.abc import Collection
from datetime import timedelta
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from samspill.core.translated import TranslatedField

#: So long it can be put back.
KEPT = timedelta(days=30)


class TakenAwayQuerySet(models.QuerySet["TakenAway"]):
    """What has been taken away, by what one asks of it."""

    def visible_to(self, things: Collection[str]) -> Self:
        """Show what was taken from some things; the page says which ones a reader may change."""
        return self.filter(of__in=things)


class TakenAway(models.Model):
    """Some rows that were taken from a thing: whole, as they stood, until they are put back or gone.

    ``of`` refers to the thing from which they were taken, and whose editors may put them back;
    ``kind`` is the table of the first row, whose title stands in the list.
    """

    of = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=80)
    title = TranslatedField(blank=True)
    rows = models.JSONField(encoder=DjangoJSONEncoder)
    taken_at = models.DateTimeField(db_index=True)

    # Only rows of what pages show are put here; people stand in them as keys, of roles.
    NOT_PERSONAL = {"of", "kind", "rows"}

    objects = TakenAwayQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.title) or self.kind
