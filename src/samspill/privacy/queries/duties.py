"""What would be left undone if somebody went: where they are the only one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.initiatives.choices import OVER, Duty
from samspill.initiatives.models import Initiative, TeamMember
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Role
from samspill.organisations.queries import roles_of

#: An initiative needs somebody who does these, as long as it is not over.
NECESSARY = (Duty.FACILITATOR, Duty.PROJECT_LEAD)


@dataclass(frozen=True, kw_only=True)
class Burden:
    """Something that nobody else does, and what to do about it."""

    what: str
    remedy: str
    link: str = ""


def burdens(person: Person, *, at: datetime) -> list[Burden]:
    """List what somebody alone does, in the order in which it should be handed on."""
    return [*_in_initiatives(person, at), *_at_organisations(person, at)]


def _in_initiatives(person: Person, at: datetime) -> Iterable[Burden]:
    current = Role.objects.current(localtime(at).date()).filter(person__is_active=True)
    mine = Initiative.objects.filter(
        team__role__in=current.filter(person=person), team__duty__in=NECESSARY
    )
    for initiative in mine.with_status(at=at).distinct().order_by("pk"):
        others = TeamMember.objects.filter(
            initiative=initiative, duty__in=NECESSARY, role__in=current.exclude(person=person)
        )
        if initiative.status_then not in OVER and not others.exists():
            yield Burden(
                what=_("You alone run the initiative “%(title)s”.") % {"title": initiative.title},
                remedy=_("Let the programme name another facilitator or project lead first."),
                link=initiative.get_absolute_url() if initiative.published_at else "",
            )


def _at_organisations(person: Person, at: datetime) -> Iterable[Burden]:
    managers = Role.objects.current(localtime(at).date()).filter(
        kind=RoleKind.PROGRAMME_MANAGER, person__is_active=True
    )
    for role in roles_of(person, at).filter(kind=RoleKind.PROGRAMME_MANAGER):
        others = managers.filter(organisation=role.organisation_id).exclude(person=person)
        if not others.exists():
            yield Burden(
                what=_("You are the only programme manager at %(organisation)s.")
                % {"organisation": role.organisation},
                remedy=_("Give somebody else the role first."),
                link=role.organisation.get_absolute_url(),
            )
