"""The index: what can be found, the words by which it is found, and who may find it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from samspill.search.choices import Kind


class FindableQuerySet(models.QuerySet["Findable"]):
    """What can be found, by what one asks of it."""

    def closed(self) -> Self:
        """Keep what was not open to everybody when it was written into the index."""
        return self.filter(is_closed=True)

    def open_now(self, keys: frozenset[str], *, at: datetime) -> Self:
        """Keep what everybody may read at a moment, or whoever holds one of these keys."""
        return self.filter(
            Q(shown_until=None) | Q(shown_until__gt=at),
            Q(open_from__lte=at) | Q(audiences__key__in=keys),
            shown_from__lte=at,
        )


class Findable(models.Model):
    """One thing that a search can find, in all its languages: a slim row, of which many are read.

    ``number`` orders by ``dated_at``: the newest thing has the greatest. Every kind of database gives
    a thing the same number, so that they agree on any order. ``facets`` are written as
    ``kind=initiative theme=ferries year=2019``. Nobody finds it before ``shown_from`` or from
    ``shown_until`` on; everybody may from ``open_from`` on, and before that whoever holds the key of one of its audiences.
    """

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=60)
    within = models.CharField(max_length=80, blank=True, db_index=True)
    facets = models.TextField(blank=True)
    dated_at = models.DateTimeField(null=True, blank=True)
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField(null=True, blank=True)
    open_from = models.DateTimeField(null=True, blank=True)
    own_open_from = models.DateTimeField(null=True, blank=True)
    is_closed = models.BooleanField()
    digest = models.CharField(max_length=64)
    put_at = models.DateTimeField()

    NOT_PERSONAL = {"key", "within", "facets", "digest"}

    objects = FindableQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="findable_once")]
        indexes = [
            models.Index(fields=["is_closed"], condition=Q(is_closed=True), name="findable_closed"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Name the thing, as others say that they lie within it."""
        return f"{self.kind}:{self.key}"


class Content(models.Model):
    """What a thing says, and the tokens by which it is found.

    ``texts`` holds title, lead, body and context by language, as plain text; ``headings`` the stems
    of the title in each language, parted by bars. ``tokens`` are what the engines index: stems
    (``t:`` in a title, ``l:`` in a lead, ``o:`` often in the body, ``c:`` in its surroundings only),
    facets, and ``m:closed``. They hold letters a–z, digits and marks only, so that every engine
    takes them as they are.
    """

    findable = models.OneToOneField(
        Findable, on_delete=models.CASCADE, primary_key=True, related_name="content"
    )
    tokens = models.TextField()
    headings = models.TextField(blank=True)
    texts = models.JSONField()
    route = models.CharField(max_length=80)
    arguments = models.JSONField(default=list)
    fragment = models.CharField(max_length=60, blank=True)

    #: Texts that are shown elsewhere already, to the same readers.
    NOT_PERSONAL = {"tokens", "headings", "texts", "route", "arguments", "fragment"}

    def __str__(self) -> str:
        return self.headings


class Audience(models.Model):
    """A key whose holders find a thing before everybody does, such as ``initiative:12``."""

    findable = models.ForeignKey(Findable, on_delete=models.CASCADE, related_name="audiences")
    key = models.CharField(max_length=80, db_index=True)

    NOT_PERSONAL = {"key"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["findable", "key"], name="audience_once")]

    def __str__(self) -> str:
        return self.key


class Word(models.Model):
    """A word that stands in something: for finding compounds by their parts, and slips of the hand.

    Rows are added as things are, and swept when the index is rebuilt. Whether a word may be shown to
    a reader is asked of the index each time.
    """

    stem = models.CharField(max_length=80)
    word = models.CharField(max_length=80)
    folded = models.CharField(max_length=80)

    NOT_PERSONAL = {"stem", "word", "folded"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stem", "word"], name="word_once")]

    def __str__(self) -> str:
        return self.word
