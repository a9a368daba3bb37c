"""Tables of organisations that somebody has sent in, until they have been forgotten."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samspill.accounts.models import Person
from samspill.organisations.choices import Outcome
from samspill.organisations.models.organisation import Organisation
from samspill.organisations.personal import IMPORT, KEEP_IMPORTS


class Import(models.Model):
    """A table of organisations on its way into the register: looked at, then imported, or undone.

    Nothing of it stands in the register until ``imported_at``.
    """

    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    left_aside = models.JSONField(default=list, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    PERSONAL, BELONGS_TO = IMPORT.personal, IMPORT.belongs_to
    #: Headings that were not understood.
    NOT_PERSONAL = {"left_aside"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(imported_at__lte=F("undone_at")),
                name="import_undone_after_it_was_made",
            )
        ]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("workspace:import", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Tell whether nothing of it has been written yet."""
        return self.imported_at is None

    def can_be_undone(self, at: datetime) -> bool:
        """Tell whether it stands in the register, and its time for taking it back has not passed."""
        return (
            self.imported_at is not None
            and self.undone_at is None
            and at - self.imported_at <= KEEP_IMPORTS
        )


class ImportedRow(models.Model):
    """One row of the table: its cells as they were sent or mended, and what became of it.

    ``before`` and ``after`` say what the import changed of the organisation, so that it can be
    taken back, and so that later changes are noticed.
    """

    table = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    is_left_out = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    #: Facts about organisations, by column.
    NOT_PERSONAL = {"cells", "before", "after"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="imported_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}"
