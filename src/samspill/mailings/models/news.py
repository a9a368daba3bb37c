"""What those who follow are told: updates, what has happened, and what is on its way to them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from samspill.accounts.models import Reader
from samspill.core.translated import TranslatedField
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models.lists import InterestList
from samspill.mailings.personal import SENDING, UPDATE
from samspill.outbox.models import Letter


class UpdateQuerySet(models.QuerySet["Update"]):
    """Updates, by what one asks of them."""

    def visible_to(self, _person: Reader, *, at: datetime) -> Self:
        """Show what has been published by then."""
        return self.filter(published_at__lte=at)


class Update(models.Model):
    """News about what a list follows: shown on the owner's page, in its feed, and mailed.

    A draft has no ``published_at``; one that has been decided has the moment at which it is shown
    and sent, which may lie ahead. ``letter`` holds the text as it is mailed, frozen.
    ``written_by`` refers to a person (``person:5``), or is the name that a story tells.
    """

    interest_list = models.ForeignKey(
        InterestList, on_delete=models.PROTECT, related_name="updates"
    )
    title = TranslatedField()
    body = TranslatedField()
    written_by = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    PERSONAL, BELONGS_TO = UPDATE.personal, UPDATE.belongs_to

    objects = UpdateQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.title)


class Happening(models.Model):
    """Something that those who follow one of some lists are told of, once each.

    ``key`` names what happened ("update:3", "gathering:7"); ``paths`` leads to its page, by
    language. ``letter`` is what was mailed at once, if anybody wanted that. ``nearest_first`` has
    the keys of the lists: a reader who follows several is written to for the nearest.
    """

    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=HappeningKind)
    title = TranslatedField()
    summary = TranslatedField(blank=True)
    paths = TranslatedField()
    interest_lists = models.ManyToManyField(InterestList, related_name="happenings")
    nearest_first = models.JSONField(default=list)
    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="happening"
    )
    happened_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True, blank=True)

    NOT_PERSONAL = {"key", "nearest_first"}

    def __str__(self) -> str:
        return str(self.title)


class SendingQuerySet(models.QuerySet["Sending"]):
    """Sendings, by where they stand."""

    def standing(self) -> Self:
        """Select what has not been recalled."""
        return self.filter(recalled_at=None)

    def due(self, *, at: datetime) -> Self:
        """Select what is to go, and has not begun to."""
        return self.standing().filter(begun_at=None, goes_at__lte=at)

    def recallable(self, *, at: datetime) -> Self:
        """Select what can still be recalled."""
        return self.standing().filter(begun_at=None, goes_at__gt=at)


class Sending(models.Model):
    """One approved text on its way to some lists: decided now, sent at ``goes_at``, or recalled.

    ``key`` names what is sent ("update:3"): it goes once, unless it has been recalled. ``letter``
    has its text in every language as it was when somebody decided; it is deleted with a recall.
    ``happening``, written when it begins to go, tells readers of digests. Who gets it is decided
    then. ``report`` keeps what became of it, when the copies have been forgotten.
    """

    key = models.CharField(max_length=60)
    tells = models.CharField(max_length=10, choices=HappeningKind)
    title = TranslatedField()
    summary = TranslatedField(blank=True)
    paths = TranslatedField()
    interest_lists = models.ManyToManyField(InterestList, related_name="sendings")
    nearest_first = models.JSONField(default=list)
    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="sending"
    )
    happening = models.OneToOneField(
        Happening, on_delete=models.PROTECT, null=True, blank=True, related_name="sending"
    )
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    goes_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(null=True, blank=True)

    PERSONAL, BELONGS_TO = SENDING.personal, SENDING.belongs_to
    NOT_PERSONAL = {"key", "nearest_first", "report"}

    objects = SendingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(recalled_at=None), name="sending_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(recalled_at=None) | Q(begun_at=None),
                name="sending_is_not_recalled_when_begun",
            ),
            models.CheckConstraint(
                condition=Q(begun_at=None) | Q(happening__isnull=False, letter__isnull=False),
                name="sending_that_has_begun_tells_of_something",
            ),
            models.CheckConstraint(
                condition=Q(goes_at__gte=F("decided_at")), name="sending_goes_after_its_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.goes_at:%Y-%m-%d %H:%M}"
