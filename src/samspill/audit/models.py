"""What has been done, by whom, from what to what: kept apart from what it is about."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspill.core.personal import FOR_GOOD, Belongs, Group, Held, Stays, To

#: Why the trail outlives an erasure.
_AUDIT = Stays("Proof of equal treatment, which must be shown years later (audit)")
#: What the first entry is chained to.
BEGINNING = "0" * 64


class AppendOnlyQuerySet(models.QuerySet["Entry"]):
    """Entries can be read and added; nothing else."""

    def update(self, **_changes: object) -> NoReturn:
        """Refuse.

        :raises TypeError: always.
        """
        raise TypeError("The audit trail is never changed.")

    def bulk_update(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse.

        :raises TypeError: always.
        """
        raise TypeError("The audit trail is never changed.")

    def delete(self) -> NoReturn:
        """Refuse.

        :raises TypeError: always.
        """
        raise TypeError("The audit trail is never shortened.")


class Entry(models.Model):
    """One thing done. No foreign keys: the trail outlives what it speaks of.

    ``digest`` is the SHA-256 of the digest of the entry before and of this entry's content, so
    that a change anywhere breaks every entry after it. Triggers in the database refuse changes too.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    by = models.CharField(max_length=200)
    subject = models.CharField(max_length=120)
    changes = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    PERSONAL = {
        "by": Held(
            purpose="Proof of who did what: a key, no name", until=FOR_GOOD, at_erasure=_AUDIT
        ),
        "subject": Held(
            purpose="Proof of what it was done to: a key, no name",
            until=FOR_GOOD,
            at_erasure=_AUDIT,
        ),
        "changes": Held(
            purpose="Proof of what was changed",
            until=FOR_GOOD,
            at_erasure=_AUDIT,
            hidden="What was changed is shown where it stands",
        ),
    }
    BELONGS_TO = (
        Belongs(
            to=To.REFERENCE,
            path="by",
            group=Group.TRAIL,
            heading=_("What was done in your name"),
            shows={"at": _("When"), "what": _("What"), "subject": _("To what")},
        ),
        Belongs(
            to=To.REFERENCE,
            path="subject",
            group=Group.TRAIL,
            heading=_("What was done with your account"),
            shows={"at": _("When"), "what": _("What")},
        ),
    )
    NOT_PERSONAL = {"what", "digest"}

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "number"], name="audit_entry_of_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a new entry.

        :raises TypeError: the entry has been added before.
        """
        if not self._state.adding:
            raise TypeError("The audit trail is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse.

        :raises TypeError: always.
        """
        raise TypeError("The audit trail is never shortened.")

    def digest_after(self, previous: str) -> str:
        """Compute the digest that this entry must have after the one before it."""
        content = canonical(
            {
                "number": self.number,
                "at": _moment(self.at),
                "what": self.what,
                "by": self.by,
                "subject": self.subject,
                "changes": self.changes,
            }
        )
        return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


class Head(models.Model):
    """The last entry of the chain: one row, locked while an entry is added."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=BEGINNING)

    NOT_PERSONAL = {"digest"}

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


def canonical(content: Mapping[str, object]) -> str:
    """Write content as JSON in the one way in which it is hashed."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
