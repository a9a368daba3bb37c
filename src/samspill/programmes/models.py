"""Programmes and regional projects: who owns them, who pays, where they work, what they aim at."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samspill.accounts.models import Reader
from samspill.core import personal
from samspill.core.imprecise import ImpreciseTimeField
from samspill.core.translated import TranslatedField
from samspill.mailings.models import InterestList
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Organisation, Role, Territory
from samspill.organisations.personal import ROLE_FORGOTTEN
from samspill.organisations.queries import Held, held_by
from samspill.programmes.choices import (
    Level,
    OwnershipKind,
    OwnershipStatus,
    PartnerStatus,
)
from samspill.programmes.policy import DRAFT_READERS, EVERYWHERE


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
    interest_list = models.OneToOneField(
        InterestList, on_delete=models.PROTECT, null=True, blank=True, related_name="theme"
    )

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

    def visible_to(self, person: Reader, *, at: datetime) -> Self:
        """Show what has been published by then to everybody, and drafts to those who run them."""
        published = Q(published_at__lte=at)
        held = held_by(person, at)
        if held.is_held_back or not held.roles:
            return self.filter(published)
        if EVERYWHERE & DRAFT_READERS & held.kinds():
            return self.all()
        return self.filter(published | Q(pk__in=run_by(held, DRAFT_READERS)))


def run_by(held: Held, kinds: frozenset[str]) -> frozenset[int]:
    """Name, by primary key, the programmes for which somebody holds a role of these kinds.

    A role at the host of a programme counts for it and for all that is part of it. Programmes are
    few: they are read whole (one query) and walked here, whatever the depth.
    """
    rows = Programme.objects.values_list("pk", "part_of_id", "host_id", "level")
    known = {pk: (above, host, level) for pk, above, host, level in rows}

    def is_run(pk: int | None, seen: frozenset[int] = frozenset()) -> bool:
        if pk is None or pk in seen:
            return False
        above, host, level = known[pk]
        return bool(kinds & roles_at(held, host, level)) or is_run(above, seen | {pk})

    return frozenset(pk for pk in known if is_run(pk))


def roles_at(held: Held, host: int | None, level: str) -> frozenset[str]:
    """Tell the roles that count at the host of a programme: a regional leader's in regions only."""
    kinds = held.kinds({host}) if host is not None else frozenset()
    is_regional = level == Level.REGIONAL
    return kinds if is_regional else kinds - {RoleKind.REGIONAL_PROJECT_LEADER.value}


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

    PERSONAL = {
        "project_leader": personal.Held(
            purpose="Showing who leads a programme",
            until=ROLE_FORGOTTEN,
            at_erasure=personal.Stays("The role has ended and leads to a nameless account"),
        )
    }
    NOT_PERSONAL = {"abbreviation"}
    BELONGS_TO = (
        personal.Belongs(
            to=personal.To.ACCOUNT,
            path="project_leader__person",
            group=personal.Group.WORK,
            heading=_("Programmes that you lead"),
            shows={
                "title": _("Programme"),
                "project_leader__organisation__name": _("Organisation"),
            },
        ),
    )

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
