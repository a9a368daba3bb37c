"""Invitations by link: sent, sent again, withdrawn, accepted once."""

import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.accounts.actions import open_account
from samspill.accounts.models import Person
from samspill.accounts.queries import find_account
from samspill.audit.actions import record
from samspill.core import email_addresses
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.languages import known
from samspill.organisations import emails, rules
from samspill.organisations.actions.roles import hold_people_of, put_in_role
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Invitation, InvitationLink, Organisation, Role
from samspill.organisations.queries import (
    digest_of,
    find_invitation,
    is_address_of,
)

#: Who the trail names where the operator's command invites, on the machine itself.
COMMAND = "command"
#: So long an invitation is kept after it has been answered, withdrawn or become too old.
KEEP_INVITATIONS = timedelta(days=30)


@transaction.atomic
def invite(
    organisation: Organisation,
    kind: RoleKind,
    *,
    address: str,
    language: str,
    to_on: date | None = None,
    by: Person | None,
    at: datetime,
) -> Invitation:
    """Invite an address to a role, or invite it anew: only the newest link works.

    Whoever invites learns nothing about accounts. Without ``by`` the operator's command does it.

    :raises NotPermitted: the person may not give this role, or would invite themselves.
    :raises NotPossible: the address, the role or the days cannot be these, or there are too many.
    """
    address = email_addresses.clean(address)
    if by is not None:
        rules.check_may_invite(by, kind, organisation, address=address, at=at)
    rules.check_fits(kind, organisation)
    rules.check_days(kind, localtime(at).date(), to_on, at=at)
    rules.check_is_new(address, kind, organisation, at=at)
    rules.check_invitation_limits(by, address=address, at=at)
    invitation = _begin_or_renew(
        organisation,
        kind,
        address,
        language=_language_of(address, language),
        to_on=to_on,
        invited_by=by,
        invited_at=at,
        expires_at=at + timedelta(days=settings.DAYS_AN_INVITATION_WORKS),
    )
    _send(invitation, by=by or COMMAND, at=at)
    return invitation


def send_again(invitation: Invitation, *, by: Person, at: datetime) -> Invitation:
    """Send a new link, which takes the place of the one before, in the name of whoever sends it.

    :raises NotPermitted: the person may not give this role.
    :raises NotPossible: the invitation has been answered or withdrawn, or there are too many.
    """
    invitation.refresh_from_db()
    if invitation.accepted_at or invitation.withdrawn_at:
        raise NotPossible(_("This invitation has been answered or withdrawn already."))
    return invite(
        invitation.organisation,
        RoleKind(invitation.kind),
        address=invitation.address,
        language=invitation.language,
        to_on=invitation.to_on,
        by=by,
        at=at,
    )


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Person, at: datetime) -> None:
    """Take an invitation back before it is accepted.

    :raises NotPermitted: the person may not give this role.
    :raises NotPossible: the invitation has been answered or withdrawn already.
    """
    rules.check_may_give(by, RoleKind(invitation.kind), invitation.organisation, to=None, at=at)
    unanswered = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not unanswered.update(withdrawn_at=at):
        raise NotPossible(_("This invitation has been answered or withdrawn already."))
    record(
        "organisations.invitation_withdrawn",
        invitation,
        by=by,
        at=at,
        organisation=invitation.organisation.slug,
        kind=RoleKind(invitation.kind).value,
    )


@transaction.atomic
def accept(secret: str, *, by: Person | None, name: str = "", at: datetime) -> Role:
    """Take up the role that a link leads to; whoever has no account gets one with this name.

    The right of whoever invited is asked for again. Of many who press at once, one succeeds.

    :raises NotPermitted: the invitation is for another address than that of the account.
    :raises NotPossible: the link no longer works, or the account of its address is closed.
    """
    found = find_invitation(secret, at=at)
    if found.invitation is not None:
        hold_people_of(found.invitation.organisation)
        found = find_invitation(secret, at=at)
    rules.check_can_accept(found)
    invitation = found.invitation
    if invitation is None:  # an open link always has one
        raise NotPossible(_("We do not know this invitation."))
    person = by or _open_account(invitation, name=name, at=at)
    if not is_address_of(person, invitation.address):
        raise NotPermitted(_("This invitation is for another address than your account has."))
    unanswered = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not unanswered.update(accepted_at=at):
        raise NotPossible(_("This invitation has been accepted already."))
    role = put_in_role(
        person,
        invitation.organisation,
        RoleKind(invitation.kind),
        to_on=invitation.to_on,
        given_by=_other_than(person, invitation.invited_by),
        by=person,
        at=at,
    )
    _note_accepted(invitation, role, by=person, at=at)
    if invitation.invited_by is not None:
        emails.accepted(role, invitation.invited_by, at=at)
    return role


@transaction.atomic
def forget_invitations(*, at: datetime) -> int:
    """Delete invitations that have been over for a month, and return how many."""
    before = at - KEEP_INVITATIONS
    old = Invitation.objects.filter(accepted_at__lt=before)
    old |= Invitation.objects.filter(withdrawn_at__lt=before)
    old |= Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__lt=before)
    _links, by_model = old.delete()
    forgotten = by_model.get(Invitation._meta.label, 0)
    if forgotten:
        record(
            "organisations.invitations_forgotten", "invitations", by="rule", at=at, many=forgotten
        )
    return forgotten


def _begin_or_renew(
    organisation: Organisation, kind: RoleKind, address: str, **terms: object
) -> Invitation:
    """Keep one unanswered invitation for an address and a role, in the terms of the newest."""
    unanswered = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    invitation, _is_new = unanswered.update_or_create(
        organisation=organisation,
        kind=kind,
        address_key=email_addresses.key_of(address),
        defaults={"address": address, **terms},
    )
    return invitation


def _language_of(address: str, language: str) -> str:
    """Choose the language of whoever has the address, else the one that was asked for."""
    account = find_account(address)
    return account.language if account else known(language)


def _send(invitation: Invitation, *, by: object, at: datetime) -> None:
    secret = secrets.token_urlsafe(32)
    link = InvitationLink.objects.create(
        digest=digest_of(secret), invitation=invitation, made_at=at
    )
    emails.invitation(link, secret, at=at)
    record(
        "organisations.invited",
        invitation,
        by=by,
        at=at,
        # To what is said here; to whom, only the invitation itself says.
        organisation=invitation.organisation.slug,
        kind=RoleKind(invitation.kind).value,
        to_on=invitation.to_on,
    )


def _note_accepted(invitation: Invitation, role: Role, *, by: Person, at: datetime) -> None:
    record(
        "organisations.invitation_accepted",
        invitation,
        by=by,
        at=at,
        role=role.pk,
        organisation=invitation.organisation.slug,
        kind=RoleKind(invitation.kind).value,
    )


def _open_account(invitation: Invitation, *, name: str, at: datetime) -> Person:
    """Open an account for an address whose mailbox has just been shown to be read.

    :raises NotPossible: there is an account already, or no name.
    """
    if not name.strip():
        raise NotPossible(_("Write your name."))
    return open_account(invitation.address, name=name.strip(), language=invitation.language, at=at)


def _other_than(person: Person, giver: Person | None) -> Person | None:
    """Return who gave a role.

    :raises NotPermitted: it is the very person who gets it, whose address has changed since.
    """
    if giver is not None and giver.pk == person.pk:
        raise NotPermitted(_("Nobody gives a role to themselves. Ask somebody else to give it."))
    return giver
