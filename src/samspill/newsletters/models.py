"""Newsletters, and what stands in them, in order."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samspill.accounts.models import Reader
from samspill.core.translated import TranslatedField
from samspill.editorial.models import Piece
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.mailings.models import Update
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.personal import NEWSLETTER
from samspill.newsletters.policy import DRAFT_READERS, EVERYWHERE, ROWS
from samspill.organisations.queries import held_by
from samspill.programmes.models import Programme, Theme, run_by


class NewsletterQuerySet(models.QuerySet["Newsletter"]):
    """Newsletters, by what one asks of them."""

    def visible_to(self, person: Reader, *, at: datetime) -> Self:
        """Show what has been sent by then to everybody, and drafts to those who write them."""
        shown = Programme.objects.visible_to(person, at=at)
        sent = Q(published_at__lte=at, programme__in=shown.values("pk"))
        held = held_by(person, at)
        if held.is_held_back or not held.roles:
            return self.filter(sent)
        if EVERYWHERE & DRAFT_READERS & held.kinds():
            return self.all()
        own = shown.filter(pk__in=run_by(held, DRAFT_READERS))
        return self.filter(sent | Q(programme__in=own.values("pk")))

    def open_to(self, person: Reader, action: str, *, at: datetime) -> Self:
        """Keep those with which somebody's roles let them do something.

        :raises KeyError: the policy table has no row for the action.
        """
        row = ROWS[action]
        held = held_by(person, at)
        if not held.roles or (row.is_confidential and held.is_held_back):
            return self.none()
        if EVERYWHERE & row.roles & held.kinds():
            return self.all()
        own = Programme.objects.visible_to(person, at=at).filter(pk__in=run_by(held, row.roles))
        return self.filter(programme__in=own.values("pk"))


class Newsletter(models.Model):
    """What a programme tells those who follow it, in one mail and on one page.

    A draft has no ``published_at``. Once it has one, nothing in it changes any more: it is shown
    from that moment on, as it was sent. ``themes`` and ``initiatives`` are those whose followers
    get it too. ``lead`` is Markdown.

    ``written_by`` refers to a person (``person:5``), or is the name that a story tells.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="newsletters")
    title = TranslatedField()
    lead = TranslatedField(blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="newsletters")
    initiatives = models.ManyToManyField(Initiative, blank=True, related_name="newsletters")
    written_by = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    PERSONAL, BELONGS_TO = NEWSLETTER.personal, NEWSLETTER.belongs_to

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["programme", "-published_at"], name="newsletter_by_moment")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("newsletters:newsletter", args=[self.programme.slug, self.pk])


class Item(models.Model):
    """One thing in a newsletter, at its place.

    A section of one's own says what has been written in it: ``text`` is Markdown. What has been
    chosen says itself: of it ``title``, ``text``, ``note`` and ``paths`` (what it is and of when,
    and where it is shown) are empty in a draft, and frozen when the newsletter is sent.
    """

    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=ItemKind)
    update = models.ForeignKey(
        Update, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    piece = models.ForeignKey(
        Piece, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    gathering = models.ForeignKey(
        Gathering, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = TranslatedField(blank=True)
    text = TranslatedField(blank=True)
    note = TranslatedField(blank=True)
    paths = TranslatedField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["newsletter", "number"], name="item_number_once"),
            models.CheckConstraint(
                condition=Q(kind="section", update=None, piece=None, gathering=None)
                | Q(kind="update", update__isnull=False, piece=None, gathering=None)
                | Q(kind="article", piece__isnull=False, update=None, gathering=None)
                | Q(kind="gathering", gathering__isnull=False, update=None, piece=None),
                name="item_is_what_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_kind_display()}"
