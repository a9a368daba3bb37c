"""Whose a contribution is: who may do what with it, to whom it goes, who could take it over."""

from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localtime

from samspill.accounts.models import Reader
from samspill.core.policy import HELD_BACK
from samspill.initiatives.models import Initiative, TeamMember
from samspill.initiatives.queries import contact_for
from samspill.initiatives.queries.team import SPEAKING
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Role, RoleQuerySet
from samspill.organisations.queries import held_by
from samspill.outreach.models import Contribution
from samspill.outreach.policy import EVERYWHERE, MANAGERS, OF_THE_COUNTRY, RESPONSIBLE
from samspill.programmes.models import Programme
from samspill.programmes.queries import duties_of as programme_duties_of


def duties_of(person: Reader, contribution: Contribution, at: datetime) -> frozenset[str]:
    """Tell what somebody is to a contribution: for its programme, for its country, or responsible."""
    held = held_by(person, at)
    duties = programme_duties_of(person, contribution.programme, at)
    counting = duties & (MANAGERS | EVERYWHERE | {HELD_BACK})
    if contribution.responsible_id in {role.pk for role in held.roles}:
        counting |= {RESPONSIBLE}
    if contribution.country:
        counting |= {
            role.kind
            for role in held.roles
            if role.kind in OF_THE_COUNTRY and role.organisation.country == contribution.country
        }
    return counting


def runs(person: Reader, programme: Programme, *, at: datetime) -> bool:
    """Tell whether somebody runs a programme, and so has an inbox of it."""
    if not person.is_authenticated:
        return False
    duties = programme_duties_of(person, programme, at)
    return bool(duties & MANAGERS) and HELD_BACK not in duties


def recipient_of(
    programme: Programme, initiative: Initiative | None, country: str, *, at: datetime
) -> Role | None:
    """Choose to whom something goes that comes from a country.

    About an initiative that is its contact for the country, else its project lead or facilitator;
    else the leader of the programme, or whoever has managed it longest; else the same of the
    programme above.
    """
    found = contact_for(initiative, country, at=at) if initiative else None
    step: Programme | None = programme
    seen: set[int] = set()
    while found is None and step is not None and step.pk not in seen:
        seen.add(step.pk)
        found = _leader_of(step, at=at)
        step = step.part_of
    return found


def _leader_of(programme: Programme, *, at: datetime) -> Role | None:
    current = _at_work(at)
    led = current.filter(led_programmes=programme).first()
    managing = current.filter(organisation=programme.host_id, kind__in=MANAGERS)
    return led or managing.order_by("pk").first()


def candidates(contribution: Contribution, *, at: datetime) -> list[Role]:
    """List in which roles somebody could take a contribution over, in one query.

    They are those who run the programme, its facilitators, and those whom the initiative names.
    """
    programme, initiative = contribution.programme, contribution.initiative_id
    kinds = MANAGERS | {RoleKind.FACILITATOR.value}
    named = TeamMember.objects.filter(initiative=initiative, duty__in=SPEAKING).values("role_id")
    theirs = Q(organisation=programme.host_id, kind__in=kinds) | Q(
        pk__in=[programme.project_leader_id, contribution.responsible_id]
    )
    wanted = theirs | Q(pk__in=named) if initiative else theirs
    return list(_at_work(at).filter(wanted).order_by("person__name", "pk"))


def _at_work(at: datetime) -> RoleQuerySet:
    current = Role.objects.current(localtime(at).date()).filter(person__is_active=True)
    return current.select_related("person", "organisation")
