"""What must hold for what anyone sends. A check returns nothing or raises its reason."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from samspill.accounts.models import Reader
from samspill.core.email_addresses import key_of
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.limits import check_limit
from samspill.core.policy import allows
from samspill.initiatives.models import Initiative
from samspill.organisations.models import Role
from samspill.outreach.choices import (
    CONTRIBUTION_TRANSITIONS,
    OPEN,
    ContributionKind,
    ContributionStatus,
)
from samspill.outreach.models import Contribution
from samspill.outreach.queries import candidates, duties_of
from samspill.programmes.models import Programme

_HOUR = timedelta(hours=1)
MOST_CONTRIBUTIONS_PER_SENDER = 5
MOST_CONTRIBUTIONS_PER_PROGRAMME = 60


def check_may(person: Reader, action: str, contribution: Contribution, *, at: datetime) -> None:
    """Those who run the programme, and whoever it goes to, decide about a contribution."""
    if not allows(action, roles=duties_of(person, contribution, at)):
        raise NotPermitted(_("Only those who run this programme can do this."))


def check_limits(programme: Programme, *, sender: str, at: datetime) -> None:
    """Nobody sends, and no programme is sent, things without measure."""
    check_limit(f"contribution-from:{key_of(sender)}", MOST_CONTRIBUTIONS_PER_SENDER, _HOUR, at)
    check_limit(f"contribution-to:{programme.pk}", MOST_CONTRIBUTIONS_PER_PROGRAMME, _HOUR, at)


def check_move(contribution: Contribution, to: ContributionStatus) -> None:
    """A state follows only from some others."""
    was = ContributionStatus(contribution.status)
    if to not in CONTRIBUTION_TRANSITIONS[was]:
        raise NotPossible(
            _("This is “%(was)s”, and cannot become “%(to)s”.") % {"was": was.label, "to": to.label}
        )


def check_assignable(contribution: Contribution, role: Role, *, at: datetime) -> None:
    """What waits is given to somebody who works for the programme or the initiative."""
    if contribution.status not in OPEN:
        raise NotPossible(_("This has been answered or closed already."))
    if role.pk not in {each.pk for each in candidates(contribution, at=at)}:
        raise NotPossible(_("This person no longer works for the programme. Choose another one."))


def check_answerable(contribution: Contribution) -> None:
    """What waits can be answered, as long as it is known who asked."""
    check_move(contribution, ContributionStatus.ANSWERED)
    if not contribution.sender_address:
        raise NotPossible(
            _("It is no longer known who sent this, so nobody can be answered. Close it instead.")
        )


def check_shareable(contribution: Contribution) -> Initiative:
    """What was written about an initiative, and answered, may be shown on its page: returns which."""
    if contribution.initiative is None:
        raise NotPossible(_("This was not sent from the page of an initiative."))
    if contribution.status != ContributionStatus.ANSWERED:
        raise NotPossible(_("Answer whoever asked first."))
    return contribution.initiative


def check_can_become_initiative(contribution: Contribution) -> None:
    """A proposal becomes an initiative once."""
    if contribution.kind != ContributionKind.PROPOSAL:
        raise NotPossible(_("Only a proposal can become an initiative."))
    if contribution.became_id:
        raise NotPossible(_("This proposal has become an initiative already."))
