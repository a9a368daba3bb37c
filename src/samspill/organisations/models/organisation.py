"""Organisations, and the map they lie on."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samspill.accounts.models import Reader
from samspill.core.translated import TranslatedField
from samspill.mailings.models import InterestList
from samspill.organisations.choices import (
    PUBLIC_BODIES,
    AddressKind,
    Country,
    Level,
    OrganisationKind,
    TerritoryKind,
)


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Territories, by what one asks of them."""

    def visible_to(self, _person: Reader) -> Self:
        """Show the map to everybody."""
        return self.all()


class Territory(models.Model):
    """A piece of the map: the Nordic region, a country, a region of counties, a county, a municipality.

    Places change: Buskerud was merged away in 2020 and came back in 2024. A territory has a period
    of validity, so that an archive can keep the map of its day.
    """

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=12, choices=TerritoryKind)
    name = TranslatedField()
    abbreviation = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, choices=Country, blank=True)
    code = models.CharField(max_length=12, blank=True)
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    consists_of = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="belongs_to"
    )
    valid_from_on = models.DateField(null=True, blank=True)
    valid_to_on = models.DateField(null=True, blank=True)
    interest_list = models.OneToOneField(
        InterestList, on_delete=models.PROTECT, null=True, blank=True, related_name="territory"
    )
    map_column = models.PositiveSmallIntegerField(null=True, blank=True)
    map_row = models.PositiveSmallIntegerField(null=True, blank=True)

    NOT_PERSONAL = {"abbreviation", "code"}

    objects = TerritoryQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("portal:territory", args=[self.slug])


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations, by what one asks of them."""

    def visible_to(self, _person: Reader) -> Self:
        """Show the public part of every organisation to everybody."""
        return self.all()

    def public_bodies(self) -> Self:
        return self.filter(kind__in=PUBLIC_BODIES)


class Organisation(models.Model):
    """A public body, agency, supplier, network or standing group: who takes part, never a person alone.

    ``part_of`` nests levels (the regional KS in KS). Names are kept as they were: an organisation
    that becomes another one has a successor (Difi became DFØ), and archives go on saying Difi.
    """

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    level = models.CharField(max_length=8, choices=Level, blank=True)
    country = models.CharField(max_length=2, choices=Country, blank=True)
    number = models.CharField(max_length=20, blank=True)
    name = TranslatedField()
    abbreviation = models.CharField(max_length=20, blank=True)
    description = TranslatedField(blank=True)
    website = models.URLField(blank=True)
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    valid_from_on = models.DateField(null=True, blank=True)
    valid_to_on = models.DateField(null=True, blank=True)
    successors = models.ManyToManyField(
        "self", through="Succession", symmetrical=False, related_name="predecessors"
    )

    NOT_PERSONAL = {"number", "abbreviation"}

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "number"],
                condition=~Q(number=""),
                name="organisation_number_once_per_country",
            ),
            models.CheckConstraint(
                condition=Q(valid_from_on=None)
                | Q(valid_to_on=None)
                | Q(valid_from_on__lte=F("valid_to_on")),
                name="organisation_valid_from_before_to",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("portal:organisation", args=[self.slug])

    @property
    def is_public_body(self) -> bool:
        return self.kind in PUBLIC_BODIES

    def existed_on(self, day: date) -> bool:
        """Tell whether the organisation existed under this name on a day."""
        return (self.valid_from_on is None or self.valid_from_on <= day) and (
            self.valid_to_on is None or day <= self.valid_to_on
        )


class Succession(models.Model):
    """One organisation taking over from another on a day."""

    predecessor = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="succeeded_by"
    )
    successor = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="succeeding")
    since_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_not_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Address(models.Model):
    """Where to write to, or to visit, an organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="addresses"
    )
    kind = models.CharField(max_length=8, choices=AddressKind)
    lines = models.CharField(max_length=200)
    postcode = models.CharField(max_length=12, blank=True)
    place = models.CharField(max_length=80)
    country = models.CharField(max_length=2, choices=Country)
    map_url = models.URLField(blank=True)

    NOT_PERSONAL = {"lines", "postcode", "place"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="address_once_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.lines}, {self.postcode} {self.place}".strip()
