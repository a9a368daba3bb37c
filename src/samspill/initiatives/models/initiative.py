"""Initiatives: innovation procurements, from need to effect."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.timezone import localtime

from samspill.accounts.models import Reader
from samspill.core.imprecise import ImpreciseTimeField
from samspill.core.translated import TranslatedField
from samspill.initiatives.choices import (
    AnswerKind,
    DocumentKind,
    InnovationKind,
    Scope,
    Status,
    StepKind,
)
from samspill.initiatives.models.parties import where_held
from samspill.initiatives.policy import (
    DRAFT_READERS,
    EVERYWHERE,
    ROWS,
)
from samspill.mailings.models import InterestList
from samspill.organisations.models import Territory
from samspill.organisations.queries import held_by
from samspill.programmes.models import Goal, Grant, Programme, Theme


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """Initiatives, by what one asks of them."""

    def visible_to(self, person: Reader, *, at: datetime) -> Self:
        """Show what has been published by then to everybody, and drafts to those who prepare them."""
        published = Q(published_at__lte=at)
        held = held_by(person, at)
        if held.is_held_back or not held.roles:
            return self.filter(published)
        if EVERYWHERE & DRAFT_READERS & held.kinds():
            return self.all()
        return self.filter(published | where_held(held, DRAFT_READERS))

    def open_to(self, person: Reader, action: str, *, at: datetime) -> Self:
        """Keep those in which somebody's roles let them do something, in some state at least.

        :raises KeyError: the policy table has no row for the action.
        """
        row = ROWS[action]
        held = held_by(person, at)
        if not held.roles or (row.is_confidential and held.is_held_back):
            return self.none()
        if EVERYWHERE & row.roles & held.kinds():
            return self.all()
        return self.filter(where_held(held, row.roles))

    def with_status(self, *, at: datetime) -> Self:
        """Add ``status_then``: the status that the initiative had at a moment."""
        return self.annotate(status_then=_newest_status(at))

    def in_status(self, status: Status, *, at: datetime) -> Self:
        """Keep those that had a status at a moment; ``status_then`` comes with them."""
        return self.annotate(status_then=_newest_status(at)).filter(status_then=status)


def _newest_status(at: datetime) -> Subquery:
    until_then = StatusChange.objects.filter(
        initiative=OuterRef("pk"), since_on__lte=localtime(at).date()
    )
    return Subquery(until_then.order_by("-since_on", "-number").values("status")[:1])


class Initiative(models.Model):
    """A pågående anskaffelse: public bodies prepare together to buy something new.

    The status is not a column but the newest :class:`StatusChange`, so that the site can be shown
    as it stood on any day.
    """

    slug = models.SlugField(unique=True, max_length=80)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatives"
    )
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatives"
    )
    follows_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    title = TranslatedField()
    short_title = TranslatedField(blank=True)
    lead = TranslatedField(blank=True)
    about = TranslatedField(blank=True)
    need = TranslatedField(blank=True)
    ambition = TranslatedField(blank=True)
    result = TranslatedField(blank=True)
    depends_on = TranslatedField(blank=True)
    group_reason = TranslatedField(blank=True)
    call_text = TranslatedField(blank=True)
    scope = models.CharField(max_length=8, choices=Scope)
    innovation_kind = models.CharField(max_length=8, choices=InnovationKind, blank=True)
    covers_goods = models.BooleanField(default=False)
    covers_services = models.BooleanField(default=False)
    covers_works = models.BooleanField(default=False)
    is_pilot = models.BooleanField(default=False)
    national_example_since = ImpreciseTimeField(blank=True)
    starts = ImpreciseTimeField(blank=True)
    ends = ImpreciseTimeField(blank=True)
    commitment_ends = ImpreciseTimeField(blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    group_least = models.PositiveSmallIntegerField(null=True, blank=True)
    group_most = models.PositiveSmallIntegerField(null=True, blank=True)
    is_open_for_participants = models.BooleanField(default=False)
    themes = models.ManyToManyField(Theme, blank=True, related_name="initiatives")
    territories = models.ManyToManyField(Territory, blank=True, related_name="initiatives")
    goals = models.ManyToManyField(Goal, blank=True, related_name="initiatives")
    interest_list = models.OneToOneField(
        InterestList, on_delete=models.PROTECT, related_name="initiative"
    )
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = InitiativeQuerySet.as_manager()

    #: Added by ``with_status``.
    status_then: str | None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(group_least=None)
                | Q(group_most=None)
                | Q(group_least__lte=F("group_most")),
                name="initiative_group_least_not_over_most",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | ~Q(currency=""), name="initiative_value_has_currency"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("portal:initiative", args=[self.slug])


class StatusChange(models.Model):
    """An initiative entering a status on a day. Rows are only ever added."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="status_changes"
    )
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status)
    since_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    NOT_PERSONAL = {"reason"}

    class Meta:
        constraints = [
            # Whoever decides second finds the number taken: the conditional update of this table.
            models.UniqueConstraint(
                fields=["initiative", "number"], name="status_change_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.since_on}"


class Step(models.Model):
    """A step of an initiative's public process. Its state is computed: see ``queries.Process``."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=StepKind, default=StepKind.OTHER)
    title = TranslatedField()
    summary = TranslatedField(blank=True)
    text = TranslatedField(blank=True)
    starts = ImpreciseTimeField(blank=True)
    ends = ImpreciseTimeField(blank=True)
    done = ImpreciseTimeField(blank=True)
    skipped_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="step_number_once")
        ]

    def __str__(self) -> str:
        return str(self.title)


class Requirement(models.Model):
    """What a public body must meet in order to take part."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="requirements"
    )
    number = models.PositiveSmallIntegerField()
    title = TranslatedField()
    explanation = TranslatedField(blank=True)
    answer = models.CharField(max_length=11, choices=AnswerKind, default=AnswerKind.DECLARATION)
    asks_evidence = models.BooleanField(default=False)
    until = ImpreciseTimeField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="requirement_number_once")
        ]

    def __str__(self) -> str:
        return str(self.title)


class Document(models.Model):
    """A document or web page that belongs to an initiative."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="documents")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=DocumentKind)
    title = TranslatedField()
    url = models.URLField(max_length=500)
    language = models.CharField(max_length=2, blank=True)
    published = ImpreciseTimeField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="document_number_once")
        ]

    def __str__(self) -> str:
        return str(self.title)
