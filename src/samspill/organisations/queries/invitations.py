"""What has become of an invitation, and what it is about."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from samspill.accounts.models import Person, Reader
from samspill.core.email_addresses import fold
from samspill.organisations.choices import InvitationState, RoleKind
from samspill.organisations.models import Invitation, InvitationLink, Organisation
from samspill.organisations.queries.giving import may_give
from samspill.organisations.queries.people import held_by


@dataclass(frozen=True, kw_only=True)
class FoundInvitation:
    """What a link leads to."""

    state: InvitationState
    invitation: Invitation | None = None


def digest_of(secret: str) -> str:
    """Return the hash under which a link's secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_invitation(secret: str, *, at: datetime) -> FoundInvitation:
    """Find what a link leads to, and what has become of it."""
    link = (
        InvitationLink.objects.select_related(
            "invitation__organisation__territory", "invitation__invited_by"
        )
        .filter(digest=digest_of(secret))
        .first()
    )
    if link is None:
        return FoundInvitation(state=InvitationState.UNKNOWN)
    return FoundInvitation(state=state_of(link, at=at), invitation=link.invitation)


def state_of(link: InvitationLink, *, at: datetime) -> InvitationState:
    """Tell what has become of the invitation that a link leads to."""
    invitation = link.invitation
    if invitation.accepted_at:
        return InvitationState.ACCEPTED
    if invitation.withdrawn_at:
        return InvitationState.WITHDRAWN
    if not is_newest(link):
        return InvitationState.SUPERSEDED
    if invitation.expires_at <= at:
        return InvitationState.EXPIRED
    return InvitationState.OPEN if is_backed(invitation, at=at) else InvitationState.VOID


def is_newest(link: InvitationLink) -> bool:
    """Tell whether no newer link to the same invitation has been sent."""
    return not link.invitation.links.filter(pk__gt=link.pk).exists()


def is_backed(invitation: Invitation, *, at: datetime) -> bool:
    """Tell whether whoever invited could still give the role; the machine's own command always can."""
    if invitation.invited_by is None:
        return True
    return invitation.invited_by.is_active and RoleKind(invitation.kind) in may_give(
        held_by(invitation.invited_by, at), invitation.organisation
    )


def unanswered_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Find the invitations of an organisation that have been neither accepted nor withdrawn."""
    unanswered = organisation.invitations.filter(accepted_at=None, withdrawn_at=None)
    return unanswered.select_related("organisation", "invited_by")


def invitations_of(organisation: Organisation, *, at: datetime) -> list[Invitation]:
    """List the invitations that wait for an answer, then those that waited in vain, the newest first."""
    listed = list(unanswered_invitations(organisation).order_by("-invited_at", "-pk"))
    return [each for each in listed if each.expires_at > at] + [
        each for each in listed if each.expires_at <= at
    ]


def is_address_of(person: Reader, address: str) -> bool:
    """Tell whether an address reaches the mailbox that somebody signs in with."""
    return isinstance(person, Person) and fold(person.email) == fold(address)
