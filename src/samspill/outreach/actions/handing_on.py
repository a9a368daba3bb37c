"""Hand on what has been sent: to somebody who takes care of it, or to an initiative of its own."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.translated import Translated
from samspill.initiatives.actions import create_initiative
from samspill.initiatives.choices import Scope
from samspill.initiatives.models import Initiative
from samspill.organisations.models import Role
from samspill.outreach import emails, rules
from samspill.outreach.actions.moves import move
from samspill.outreach.choices import ContributionStatus
from samspill.outreach.models import Contribution


@transaction.atomic
def assign(
    contribution: Contribution, role: Role, *, revision: int, by: Person, at: datetime
) -> None:
    """Give a contribution to somebody, who is told by mail unless they took it themselves.

    :raises NotPermitted: the person neither runs the programme nor is responsible.
    :raises NotPossible: it has been answered or closed, has changed meanwhile, or the other does
        not work for the programme.
    """
    rules.check_may(by, "outreach.assign", contribution, at=at)
    rules.check_assignable(contribution, role, at=at)
    was = (contribution.status, contribution.responsible_id)
    move(
        contribution,
        revision=revision,
        status=ContributionStatus.ASSIGNED,
        responsible=role,
    )
    record(
        "outreach.assigned",
        contribution,
        by=by,
        at=at,
        status=(was[0], contribution.status),
        responsible=(was[1], role.pk),
    )
    if role.person_id != by.pk:
        emails.arrived(contribution, at=at)


@transaction.atomic
def begin_initiative(
    contribution: Contribution,
    *,
    title: str,
    slug: str,
    revision: int,
    by: Person,
    at: datetime,
) -> Initiative:
    """Begin a draft of a possible initiative from a proposal, which stays tied to it.

    :raises NotPermitted: the person does not run the programme.
    :raises NotPossible: it is no proposal, has become an initiative, or has changed meanwhile; or
        the address is taken.
    """
    rules.check_may(by, "outreach.begin_initiative", contribution, at=at)
    rules.check_can_become_initiative(contribution)
    programme = contribution.programme
    initiative = create_initiative(
        slug=slug,
        title=Translated({contribution.language: title}),
        scope=Scope(programme.level),
        controller=str(programme.host.name) if programme.host else settings.SITE_NAME,
        programme=programme,
        by=by,
        at=at,
    )
    move(contribution, revision=revision, became=initiative)
    record("outreach.became_initiative", contribution, by=by, at=at, initiative=initiative.slug)
    return initiative
