"""Who works in an initiative, and whom a visitor should write to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from samspill.accounts.models import Reader
from samspill.core.policy import HELD_BACK
from samspill.initiatives.choices import Duty
from samspill.initiatives.models import Initiative, Involvement, TeamMember
from samspill.initiatives.policy import AT_THE_HOST, EVERYWHERE, OF_A_BODY, PARTS_OF_ROLE
from samspill.organisations.choices import Country, RoleKind
from samspill.organisations.models import Organisation, Role
from samspill.organisations.queries import held_by
from samspill.programmes.queries import duties_of as programme_duties_of

#: To whom a visitor is led where nobody answers for their country.
_FALLBACK = (Duty.PROJECT_LEAD, Duty.FACILITATOR)
#: Those whom an initiative names in public; the other people at work in it are known to its team.
SPEAKING = frozenset({Duty.CONTACT, *_FALLBACK})


def duties_of(person: Reader, initiative: Initiative, at: datetime) -> frozenset[str]:
    """Tell what somebody is to an initiative: in its team, for its programme, for a party to it.

    Duties and kinds of role share words; a role counts only where ``policy`` says that it reaches.
    """
    held = held_by(person, at)
    if not held.roles:
        return frozenset()
    team = TeamMember.objects.at_work().filter(initiative=initiative, role__in=held.roles)
    at_the_host = programme_duties_of(person, initiative.programme, at)
    parts = Involvement.objects.filter(
        initiative=initiative,
        organisation__in={role.organisation_id for role in held.roles},
        until="",
    ).values_list("organisation_id", "part")
    party = {
        role.kind
        for role in held.roles
        for organisation, part in parts
        if organisation == role.organisation_id and part in PARTS_OF_ROLE.get(role.kind, ())
    }
    return (
        frozenset(team.values_list("duty", flat=True))
        | (at_the_host & (AT_THE_HOST | EVERYWHERE | {HELD_BACK}))
        | party
    )


def contact_for(initiative: Initiative, country: str, *, at: datetime) -> Role | None:
    """Return in whose role somebody answers a visitor from a country, in one query."""
    member = choose_contact(team_of(initiative, at=at), country)
    return member.role if member else None


def contact_countries(initiative: Initiative, *, at: datetime) -> tuple[Country, ...]:
    """List the countries that have a contact person of their own, in one query."""
    contacts = (each for each in team_of(initiative, at=at) if each.duty == Duty.CONTACT)
    return tuple(dict.fromkeys(Country(each.country) for each in contacts))


def team_of(initiative: Initiative, *, at: datetime) -> list[TeamMember]:
    """List those at work in an initiative on the day of a moment, in one query."""
    return list(
        TeamMember.objects.filter(
            initiative=initiative, role__in=Role.objects.current(localtime(at).date())
        )
        .select_related("role__person", "role__organisation")
        .order_by("number", "pk")
    )


def choose_contact(team: Iterable[TeamMember], country: str | None) -> TeamMember | None:
    """Choose the contact of the visitor's country, else the project lead, else the facilitator."""
    members = list(team)
    for each in members:
        if country and each.duty == Duty.CONTACT and each.country == country:
            return each
    for duty in _FALLBACK:
        for each in members:
            if each.duty == duty:
                return each
    return next((each for each in members if each.duty == Duty.CONTACT), None)


@dataclass(frozen=True, kw_only=True)
class Coordinated:
    """A body with a part in an initiative: who coordinates for it, and who else could."""

    body: Organisation
    coordinator: Role | None
    others: tuple[Role, ...]


def coordination_of(initiative: Initiative, *, at: datetime) -> list[Coordinated]:
    """List the bodies with a part now, with their coordinators, in three queries."""
    parts = Involvement.objects.filter(initiative=initiative, part__in=OF_A_BODY, until="")
    bodies = Organisation.objects.filter(pk__in=parts.values("organisation")).order_by("slug", "pk")
    current = Role.objects.current(localtime(at).date()).filter(
        kind=RoleKind.COORDINATOR, organisation__in=bodies, person__is_active=True
    )
    named = dict(
        TeamMember.objects.filter(initiative=initiative, duty=Duty.COORDINATOR).values_list(
            "body_id", "role_id"
        )
    )
    roles = list(current.select_related("person", "organisation").order_by("person__name", "pk"))
    return [
        Coordinated(
            body=body,
            coordinator=next((each for each in roles if each.pk == named.get(body.pk)), None),
            others=tuple(
                each
                for each in roles
                if each.organisation_id == body.pk and each.pk != named.get(body.pk)
            ),
        )
        for body in bodies
    ]
