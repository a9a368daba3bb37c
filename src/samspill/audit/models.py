"""What has been done, by whom, from what to what: kept apart from what it is about.

Who does something adds an :class:`Entry` and goes on. The worker seals: it chains each entry to the
one before (:class:`Seal`) and signs how far the chain has come (:class:`Checkpoint`).
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, NoReturn

from django.db import models

from samspill.audit.personal import DISCLOSURE, ENTRY

#: What the first entry is chained to.
BEGINNING = "0" * 64

#: The deed by which personal values are erased from the trail.
ERASED = "audit.erased"

NEVER_CHANGED = "The audit trail is never changed."
NEVER_SHORTENED = "The audit trail is never shortened."


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows can be read and added; nothing else."""

    def update(self, **_changes: object) -> NoReturn:
        """Refuse.

        :raises TypeError: always.
        """
        raise TypeError(NEVER_CHANGED)

    def bulk_update(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse.

        :raises TypeError: always.
        """
        raise TypeError(NEVER_CHANGED)

    def delete(self) -> NoReturn:
        """Refuse.

        :raises TypeError: always.
        """
        raise TypeError(NEVER_SHORTENED)


class Evidence(models.Model):
    """A row that is added once. Triggers in the database refuse changes too."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a new row.

        :raises TypeError: it has been added before.
        """
        if not self._state.adding:
            raise TypeError(NEVER_CHANGED)
        super().save(*args, **kwargs)

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse.

        :raises TypeError: always.
        """
        raise TypeError(NEVER_SHORTENED)


class Entry(Evidence):
    """One thing done. No foreign keys: the trail outlives what it speaks of.

    ``organisation`` and ``role`` say for whom it was done and in which role, where somebody said
    so. Of personal values it holds salted digests only (``commitments``): see :class:`Disclosure`.
    """

    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    by = models.CharField(max_length=200)
    organisation = models.CharField(max_length=120, blank=True, default="")
    role = models.CharField(max_length=60, blank=True, default="")
    subject = models.CharField(max_length=120)
    changes = models.JSONField(default=dict)
    commitments = models.JSONField(default=dict)

    PERSONAL, BELONGS_TO = ENTRY.personal, ENTRY.belongs_to
    NOT_PERSONAL = {"what"}

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_entry_about"),
            models.Index(fields=["by", "id"], name="audit_entry_by"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what} {self.subject}"

    def content(self, number: int) -> str:
        """Write what is hashed of the entry, as the one that has this number in the chain.

        What came later to the model is part of it only where it is set, so that older entries keep
        the digest that they have.
        """
        later = {
            "organisation": self.organisation,
            "role": self.role,
            "commitments": self.commitments,
        }
        return canonical(
            {
                "number": number,
                "at": moment(self.at),
                "what": self.what,
                "by": self.by,
                "subject": self.subject,
                "changes": self.changes,
                **{name: value for name, value in later.items() if value},
            }
        )


class Unsealed(models.Model):
    """An entry that waits to be sealed: added with it, gone when it has its place in the chain."""

    entry = models.PositiveBigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.entry)


class Seal(Evidence):
    """An entry's place in the chain.

    ``digest`` is the SHA-256 of the digest of the entry before and of this entry's content, so
    that a change anywhere breaks everything after it.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    entry = models.PositiveBigIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    NOT_PERSONAL = {"digest"}

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class Head(models.Model):
    """The end of the chain: one row, held by whoever seals. Writers of entries leave it alone."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=BEGINNING)

    NOT_PERSONAL = {"digest"}

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class Checkpoint(Evidence):
    """How far the chain had come at a moment, signed with the key of the site."""

    number = models.PositiveBigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    signature = models.CharField(max_length=128)

    NOT_PERSONAL = {"digest", "signature"}

    def __str__(self) -> str:
        return f"{self.number} {self.at:%Y-%m-%d %H:%M}"

    @property
    def content(self) -> str:
        """What is signed."""
        return canonical({"number": self.number, "digest": self.digest, "at": moment(self.at)})


class Disclosure(Evidence):
    """A personal value that an entry committed itself to, and the salt that opens the commitment.

    The row can be deleted, and nothing of the value is left then; the entry stays as it was, and
    so does the chain. Whoever knows neither value nor salt learns nothing from the commitment.
    """

    commitment = models.CharField(max_length=64, primary_key=True)
    entry = models.PositiveBigIntegerField(db_index=True)
    of = models.CharField(max_length=120, db_index=True)
    name = models.CharField(max_length=80)
    salt = models.CharField(max_length=32)
    value = models.TextField()

    PERSONAL, BELONGS_TO = DISCLOSURE.personal, DISCLOSURE.belongs_to
    NOT_PERSONAL = {"commitment", "name", "salt"}

    def __str__(self) -> str:
        return f"{self.name} of {self.of}"

    def computed(self) -> str:
        """Compute the commitment that fits what the row says."""
        return digest(canonical([self.salt, self.of, self.name, self.value]))


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def chained(previous: str, content: str) -> str:
    """Return the digest of an entry's content after the digest of the entry before it."""
    return digest(f"{previous}\n{content}")


def canonical(content: object) -> str:
    """Write content as JSON in the one way in which it is hashed."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def moment(at: datetime) -> str:
    """Write a moment in the one way in which it is hashed."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
