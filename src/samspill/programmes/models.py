"""Programmes and regional projects: who owns them, who pays, where they work, what they aim at."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samspill.accounts.models import Reader
from samspill.core.imprecise import ImpreciseTimeField
from samspill.core.translated import TranslatedField
from samspill.mailings.models import InterestList
from samspill.organisations.models import Organisation, Role, Territory
from samspill.programmes.choices import (
    Level,
    OwnershipKind,
    OwnershipStatus,
    PartnerStatus,
)


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Themes, by what one asks of them."""

    def visible_to(self, _person: Reader) -> Self:
        """Show every theme to everybody."""
        return self.all()


class Theme(models.Model):
    """A subject that initiatives share, such as emission-free transport or welfare technology."""

    slug = models.SlugField(unique=True)
    name = TranslatedField()
    description = TranslatedField(blank=True)
    is_green = models.BooleanField(default=False)

    objects = ThemeQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("portal:theme", args=[self.slug])


class Goal(models.Model):
    """What a programme or an initiative wants to achieve: written once, used wherever it applies."""

    slug = models.SlugField(unique=True)
    text = TranslatedField()
    measure = TranslatedField(blank=True)
    baseline = TranslatedField(blank=True)

    def __str__(self) -> str:
        return str(self.text)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes, by what one asks of them."""

    def visible_to(self, _person: Reader, *, at: datetime) -> Self:
        """Show what has been published by then."""
        return self.filter(published_at__lte=at)


class Programme(models.Model):
    """A standing effort that starts and supports initiatives; regional projects are its arms."""

    slug = models.SlugField(unique=True)
    level = models.CharField(max_length=8, choices=Level)
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    title = TranslatedField()
    abbreviation = models.CharField(max_length=20, blank=True)
    lead = TranslatedField(blank=True)
    about = TranslatedField(blank=True)
    message = TranslatedField(blank=True)
    strategy = TranslatedField(blank=True)
    keywords = TranslatedField(blank=True)
    host = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_programmes",
    )
    project_leader = models.ForeignKey(
        Role, on_delete=models.PROTECT, null=True, blank=True, related_name="led_programmes"
    )
    territories = models.ManyToManyField(Territory, blank=True, related_name="programmes")
    themes = models.ManyToManyField(Theme, blank=True, related_name="programmes")
    goals = models.ManyToManyField(Goal, blank=True, related_name="programmes")
    starts = ImpreciseTimeField(blank=True)
    ends = ImpreciseTimeField(blank=True)
    interest_list = models.OneToOneField(
        InterestList, on_delete=models.PROTECT, null=True, blank=True, related_name="programme"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    NOT_PERSONAL = {"abbreviation"}

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(part_of=models.F("pk")), name="programme_not_part_of_itself"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("portal:programme", args=[self.slug])


class Ownership(models.Model):
    """A body's share in a programme, and how far it has come on its way there."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="ownerships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="ownerships"
    )
    kind = models.CharField(max_length=8, choices=OwnershipKind)
    status = models.CharField(max_length=10, choices=OwnershipStatus)
    since = ImpreciseTimeField(blank=True)
    note = TranslatedField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"], name="ownership_once_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_status_display()}"


class Partnership(models.Model):
    """A cooperation partner of a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="partnerships"
    )
    status = models.CharField(max_length=10, choices=PartnerStatus)
    since = ImpreciseTimeField(blank=True)
    note = TranslatedField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"], name="partnership_once_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_status_display()}"


class Grant(models.Model):
    """Money from a funder for a purpose, to one or more organisations, with a duty to report."""

    slug = models.SlugField(unique=True)
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants_given")
    grantees = models.ManyToManyField(Organisation, related_name="grants_received")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    title = TranslatedField()
    purpose = TranslatedField(blank=True)
    awarded = ImpreciseTimeField(blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    reporting_duty = TranslatedField(blank=True)
    report_by = ImpreciseTimeField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | ~Q(currency=""), name="grant_amount_has_currency"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)
