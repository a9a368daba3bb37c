"""Pieces of editorial work, and the languages in which each exists."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from samspill.accounts.models import Person, Reader
from samspill.core.languages import LANGUAGES
from samspill.editorial.choices import Genre
from samspill.editorial.models.revisions import Revision
from samspill.editorial.personal import VERSION
from samspill.editorial.policy import DRAFT_READERS, EVERYWHERE, ROWS
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.organisations.models import Territory
from samspill.organisations.queries import held_by
from samspill.programmes.models import Programme, Theme, run_by


class PieceQuerySet(models.QuerySet["Piece"]):
    """Articles and guides, by what one asks of them."""

    def visible_to(self, person: Reader, *, at: datetime) -> Self:
        """Show what has been published by then to everybody, and drafts to those who write them."""
        live = Revision.objects.filter(version__piece=OuterRef("pk")).live(at=at)
        published = Q(Exists(live))
        held = held_by(person, at)
        if held.is_held_back or not held.roles:
            return self.filter(published)
        if EVERYWHERE & DRAFT_READERS & held.kinds():
            return self.all()
        own = Programme.objects.visible_to(person, at=at).filter(pk__in=run_by(held, DRAFT_READERS))
        return self.filter(published | Q(programme__in=own.values("pk")))

    def open_to(self, person: Reader, action: str, *, at: datetime) -> Self:
        """Keep those with which somebody's roles let them do something.

        :raises KeyError: the policy table has no row for the action.
        """
        row = ROWS[action]
        held = held_by(person, at)
        if not held.roles or (row.is_confidential and held.is_held_back):
            return self.none()
        own = Programme.objects.visible_to(person, at=at).filter(pk__in=run_by(held, row.roles))
        return self.filter(programme__in=own.values("pk"))


class Piece(models.Model):
    """An article or a guide, whatever the language: where it belongs, and what it is about.

    An article lies in the archive under the year of its day. A guide lies in a tree of guides.
    What they say stands in their versions, one for each language.
    """

    slug = models.SlugField(unique=True, max_length=80)
    genre = models.CharField(max_length=7, choices=Genre)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pieces")
    dated_on = models.DateField(null=True, blank=True)
    above = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="below"
    )
    position = models.PositiveSmallIntegerField(default=0)
    themes = models.ManyToManyField(Theme, blank=True, related_name="pieces")
    territories = models.ManyToManyField(Territory, blank=True, related_name="pieces")
    initiatives = models.ManyToManyField(Initiative, blank=True, related_name="pieces")
    gatherings = models.ManyToManyField(Gathering, blank=True, related_name="pieces")
    changed_at = models.DateTimeField()

    objects = PieceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["genre", "-dated_on"], name="piece_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(above=F("pk")), name="piece_not_above_itself"),
            models.CheckConstraint(
                condition=Q(genre="guide") | Q(above=None), name="piece_only_guides_lie_in_a_tree"
            ),
            models.CheckConstraint(
                condition=Q(genre="article") | Q(dated_on=None),
                name="piece_only_articles_have_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        if self.genre == Genre.GUIDE:
            return reverse("portal:guide", args=[self.slug])
        year = self.dated_on.year if self.dated_on else 0
        return reverse("portal:article", args=[year, self.slug])

    @property
    def is_guide(self) -> bool:
        return self.genre == Genre.GUIDE


class Version(models.Model):
    """A piece in one language. ``edited_by`` has it open to change it, since ``edited_at``."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    edited_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)

    PERSONAL, BELONGS_TO = VERSION.personal, VERSION.belongs_to

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "language"], name="version_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.piece} ({self.language})"


class FormerSlug(models.Model):
    """An address that a piece had before. It leads to the piece for ever, and to no other."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(unique=True, max_length=80)

    def __str__(self) -> str:
        return self.slug


class OldAddress(models.Model):
    """The path that a piece had on another site, before it was taken over. It leads here for ever."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="old_addresses")
    path = models.CharField(max_length=300, unique=True)

    NOT_PERSONAL = {"path"}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(path__startswith="/"), name="old_address_is_a_path"),
        ]

    def __str__(self) -> str:
        return self.path
