"""E-mail that has been written, waits to be sent, or has been sent."""

from django.db import models
from django.db.models import Q

from samspill.core.languages import LANGUAGES


class Letter(models.Model):
    """What is said: frozen, in each of its languages, when somebody approves it.

    ``kind`` names the callable, wired in by the worker, which decides at sending whether a
    receiver still has the right to it and what is personal in their copy.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True)
    headers = models.JSONField(default=dict)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Wording(models.Model):
    """A letter in one language: subject, text and HTML, with marks where personal parts go."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "language"], name="wording_once_per_language")
        ]

    def __str__(self) -> str:
        return self.subject


class Message(models.Model):
    """One copy of a letter to one address. Its Message-ID stays the same through every attempt."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="messages")
    to = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    reference = models.CharField(max_length=120, blank=True)
    personal = models.JSONField(default=dict)
    message_id = models.CharField(max_length=200, unique=True)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "to"], name="message_once_per_address"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="message_unsent",
                condition=Q(sent_at=None, failed_at=None, dropped_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter} → {self.to}"
