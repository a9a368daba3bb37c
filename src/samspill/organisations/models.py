"""Organisations, the map they lie on, and the people who act for them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from samspill.accounts.models import Person, Reader
from samspill.core.languages import LANGUAGES
from samspill.core.translated import TranslatedField
from samspill.organisations.choices import (
    PUBLIC_BODIES,
    AddressKind,
    Country,
    Level,
    OrganisationKind,
    RoleKind,
    TerritoryKind,
)
from samspill.organisations.personal import ENQUIRY, ROLE


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


class RoleQuerySet(models.QuerySet["Role"]):
    """Roles, by what one asks of them."""

    def current(self, day: date) -> Self:
        """Keep the roles that are held on a day."""
        return self.filter(Q(from_on=None) | Q(from_on__lte=day)).filter(
            Q(to_on=None) | Q(to_on__gte=day)
        )


class Role(models.Model):
    """A person acting for an organisation, from one day to another.

    The person's e-mail address is shown in public only where ``is_address_public`` says so; a
    contact form reaches them in any case.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=30, choices=RoleKind)
    title = TranslatedField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_address_public = models.BooleanField(default=False)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    PERSONAL, BELONGS_TO = ROLE.personal, ROLE.belongs_to

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "kind"], name="role_once_per_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"

    def is_held_on(self, day: date) -> bool:
        """Tell whether the role is held on a day: nobody is shown in a role that has ended."""
        return (self.from_on is None or self.from_on <= day) and (
            self.to_on is None or day <= self.to_on
        )

    @property
    def shown_name(self) -> str:
        """Return the person's name; of somebody who has been erased, the title of the role."""
        return self.person.name or str(self.title) or str(self.get_kind_display())

    @property
    def public_address(self) -> str:
        """Return the e-mail address if everybody may see it, else nothing."""
        return self.person.email if self.is_address_public else ""


class Enquiry(models.Model):
    """A letter from a visitor to a person in a role: kept first, mailed afterwards."""

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="enquiries")
    about = models.CharField(max_length=200, blank=True)
    sender_name = models.CharField(max_length=100)
    sender_address = models.EmailField(max_length=254)
    organisation_name = models.CharField(max_length=150, blank=True)
    text = models.TextField(max_length=5000)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    written_at = models.DateTimeField()

    PERSONAL, BELONGS_TO = ENQUIRY.personal, ENQUIRY.belongs_to

    def __str__(self) -> str:
        return f"{self.sender_name} {self.written_at:%Y-%m-%d %H:%M}"
