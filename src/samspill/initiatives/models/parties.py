"""Who has a part in an initiative: organisations, and the people at work for them."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from samspill.core.imprecise import ImpreciseTimeField
from samspill.core.translated import TranslatedField
from samspill.initiatives.choices import BODY_DUTIES, Duty, Part
from samspill.initiatives.personal import TEAM_MEMBER
from samspill.initiatives.policy import AT_THE_HOST, OF_A_BODY, PARTS_OF_ROLE
from samspill.organisations.choices import Country
from samspill.organisations.models import Organisation, Role
from samspill.organisations.queries import Held
from samspill.programmes.models import run_by


class Involvement(models.Model):
    """The part that one organisation has in an initiative, from one time to another."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, related_name="involvements"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="involvements"
    )
    part = models.CharField(max_length=14, choices=Part)
    number = models.PositiveSmallIntegerField(default=0)
    since = ImpreciseTimeField(blank=True)
    until = ImpreciseTimeField(blank=True)
    note = TranslatedField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "organisation", "part"], name="involvement_part_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_part_display()}"


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    """Team members, by what one asks of them."""

    def at_work(self) -> Self:
        """Leave out those whose body no longer has a part in the initiative."""
        still_in = Involvement.objects.filter(
            initiative=OuterRef("initiative"),
            organisation=OuterRef("body"),
            part__in=OF_A_BODY,
            until="",
        )
        return self.filter(Q(body=None) | Exists(still_in))


class TeamMember(models.Model):
    """A person at work in an initiative, in a role for their organisation.

    A contact person answers for a country; a visitor is routed to the contact of their own. What
    is done for a body counts as long as the body has a part in the initiative.
    """

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, related_name="team"
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="team_memberships")
    duty = models.CharField(max_length=14, choices=Duty)
    country = models.CharField(max_length=2, choices=Country, blank=True)
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField(default=0)

    PERSONAL, BELONGS_TO = TEAM_MEMBER.personal, TEAM_MEMBER.belongs_to

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "role", "duty", "country"], name="team_member_duty_once"
            ),
            models.CheckConstraint(
                condition=~Q(duty=Duty.CONTACT) | ~Q(country=""),
                name="team_contact_answers_for_a_country",
            ),
            models.CheckConstraint(
                condition=Q(duty__in=BODY_DUTIES) & Q(body__isnull=False)
                | ~Q(duty__in=BODY_DUTIES) & Q(body=None),
                name="team_body_for_duties_of_a_body",
            ),
            models.UniqueConstraint(
                fields=["initiative", "body"],
                condition=Q(duty=Duty.COORDINATOR),
                name="team_one_coordinator_per_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.get_duty_display()}"


def where_held(held: Held, kinds: frozenset[str]) -> Q:
    """Find where somebody is one of these: in its team, for its programme, or for a party to it."""
    team = TeamMember.objects.at_work().filter(role__in=held.roles, duty__in=kinds)
    parts = Q(pk__in=[])
    for role in held.roles:
        if role.kind in kinds:
            parts |= Q(
                organisation_id=role.organisation_id, part__in=PARTS_OF_ROLE.get(role.kind, ())
            )
    parties = Involvement.objects.filter(parts, until="")
    return (
        Q(pk__in=team.values("initiative_id"))
        | Q(pk__in=parties.values("initiative_id"))
        | Q(programme__in=run_by(held, AT_THE_HOST & kinds))
    )
