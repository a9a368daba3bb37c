"""Gatherings and dialogue conferences."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samspill.accounts.models import Reader
from samspill.core.imprecise import ImpreciseTimeField
from samspill.core.translated import TranslatedField
from samspill.events.choices import Attendance, GatheringKind
from samspill.events.policy import OF_AN_INITIATIVE, ROWS
from samspill.initiatives.models import Initiative
from samspill.initiatives.models.parties import where_held
from samspill.organisations.models import Territory
from samspill.organisations.queries import held_by
from samspill.programmes.models import Programme, run_by


class GatheringQuerySet(models.QuerySet["Gathering"]):
    """Gatherings, by what one asks of them."""

    def visible_to(self, person: Reader, *, at: datetime) -> Self:
        """Show published gatherings of what the person may see."""
        return self.filter(published_at__lte=at).filter(
            Q(initiative__in=Initiative.objects.visible_to(person, at=at))
            | Q(initiative=None, programme__in=Programme.objects.visible_to(person, at=at))
        )

    def open_to(self, person: Reader, action: str, *, at: datetime) -> Self:
        """Keep those with which somebody's roles let them do something, drafts among them.

        :raises KeyError: the policy table has no row for the action.
        """
        held, row = held_by(person, at), ROWS[action]
        if not held.roles:
            return self.none()
        return self.filter(
            Q(initiative__in=Initiative.objects.filter(where_held(held, row.roles)))
            | Q(initiative=None, programme__in=run_by(held, row.roles - OF_AN_INITIATIVE))
        )


class Gathering(models.Model):
    """A meeting of people about an initiative or a programme.

    ``starts_at`` and ``ends_at`` are set once the time of day is known; ``when`` says the time as
    precisely as it is known. A gathering cannot be published without time, place and purpose. One
    taken over from an older source that did not say them (``is_as_told``) is shown with its gaps.
    """

    slug = models.SlugField(unique=True, max_length=80)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="gatherings"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="gatherings"
    )
    kind = models.CharField(max_length=20, choices=GatheringKind)
    title = TranslatedField()
    purpose = TranslatedField(blank=True)
    audience = TranslatedField(blank=True)
    programme_text = TranslatedField(blank=True)
    outcome = TranslatedField(blank=True)
    when = ImpreciseTimeField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/Oslo")
    attendance = models.CharField(max_length=7, choices=Attendance, default=Attendance.ON_SITE)
    venue = models.CharField(max_length=150, blank=True)
    street = models.CharField(max_length=150, blank=True)
    place = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="gatherings"
    )
    online_url = models.URLField(blank=True)
    notice_url = models.URLField(blank=True)
    notice_published = ImpreciseTimeField(blank=True)
    participant_count = models.PositiveIntegerField(null=True, blank=True)
    supplier_count = models.PositiveIntegerField(null=True, blank=True)
    is_as_told = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    NOT_PERSONAL = {"time_zone", "venue", "street", "place"}

    objects = GatheringQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(initiative__isnull=False, programme=None)
                | Q(initiative=None, programme__isnull=False),
                name="gathering_of_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None)
                | Q(ends_at=None)
                | Q(starts_at__lt=models.F("ends_at")),
                name="gathering_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(is_as_told=True) | Q(starts_at__isnull=False),
                name="gathering_published_with_its_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("portal:gathering", args=[self.slug])
