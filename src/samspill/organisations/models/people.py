"""The people who act for organisations, in roles, and who writes to them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from samspill.accounts.models import Person
from samspill.core.languages import LANGUAGES
from samspill.core.translated import TranslatedField
from samspill.organisations.choices import CONFIRMED_BY_A_SECOND, RoleKind
from samspill.organisations.models.organisation import Organisation
from samspill.organisations.personal import CLEARANCE, ENQUIRY, ROLE


class RoleQuerySet(models.QuerySet["Role"]):
    """Roles, by what one asks of them."""

    def current(self, day: date) -> Self:
        """Keep the roles that are held on a day; one that waits for a second person is not."""
        begun = Q(from_on=None) | Q(from_on__lte=day)
        return self.filter(begun, is_waiting=False).not_over(day)

    def not_over(self, day: date) -> Self:
        """Keep the roles whose last day has not passed, whether they have begun or not."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=day))


class Role(models.Model):
    """A person acting for an organisation, from one day to another.

    The person's e-mail address is shown in public only where ``is_address_public`` says so; a
    contact form reaches them in any case. A role that ``is_waiting`` takes effect when a second
    person confirms it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=30, choices=RoleKind)
    title = TranslatedField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_address_public = models.BooleanField(default=False)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    is_waiting = models.BooleanField(default=False)
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    PERSONAL, BELONGS_TO = ROLE.personal, ROLE.belongs_to

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "kind"], name="role_once_per_organisation"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=CONFIRMED_BY_A_SECOND)
                | Q(from_on__isnull=False, to_on__isnull=False),
                name="role_that_reads_all_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | ~Q(confirmed_by=F("person")) & Q(given_by=None)
                | ~Q(confirmed_by=F("person")) & ~Q(confirmed_by=F("given_by")),
                name="role_confirmed_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"

    def is_held_on(self, day: date) -> bool:
        """Tell whether the role is held on a day: nobody is shown in a role that has ended."""
        return (
            not self.is_waiting
            and (self.from_on is None or self.from_on <= day)
            and (self.to_on is None or day <= self.to_on)
        )

    @property
    def shown_name(self) -> str:
        """Return the person's name; of somebody who has been erased, the title of the role."""
        return self.person.name or str(self.title) or str(self.get_kind_display())

    @property
    def public_address(self) -> str:
        """Return the e-mail address if everybody may see it, else nothing."""
        return self.person.email if self.is_address_public else ""


class Clearance(models.Model):
    """A second person's word that somebody with ties to buyers and suppliers may be trusted.

    It holds for the roles that were seen, and for no others: as soon as they change, what is
    confidential is held back again.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="clearances")
    seen = models.JSONField()
    reason = models.CharField(max_length=500)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    PERSONAL, BELONGS_TO = CLEARANCE.personal, CLEARANCE.belongs_to
    NOT_PERSONAL = {"seen"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="clearance_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("given_by")), name="clearance_by_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.given_at:%Y-%m-%d}"


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
