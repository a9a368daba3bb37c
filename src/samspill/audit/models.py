"""What has been done, by whom, from what to what: kept apart from what it is about."""

from django.db import models


class Entry(models.Model):
    """One thing done. No foreign keys: the trail outlives what it speaks of.

    ``digest`` is the SHA-256 of the entry's content and of the digest of the entry before it, so
    that a change anywhere breaks every entry after it.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    by = models.CharField(max_length=200)
    subject = models.CharField(max_length=120)
    changes = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["subject", "number"], name="audit_entry_of_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what} {self.subject}"


class Head(models.Model):
    """The last entry of the chain: one row, locked while an entry is added."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
