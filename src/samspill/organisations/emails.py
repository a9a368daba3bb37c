"""The e-mails of organisations: one function each."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.core import clock
from samspill.core.email_addresses import for_sending
from samspill.organisations.choices import InvitationState
from samspill.organisations.models import Enquiry, Invitation, InvitationLink, Role
from samspill.organisations.queries import organisations_open_to, second_persons, state_of
from samspill.outbox.actions import post
from samspill.outbox.models import Message
from samspill.outbox.parts import Button, Facts, Heading, Mail, Paragraph, Quotation

#: The kinds of these letters; ``samspill.worker`` wires in who decides about each.
INVITATION = "organisations.invitation"
ACCEPTED = "organisations.accepted"
WAITING = "organisations.role_waits"
#: Nobody decides about these when they are sent: whose role has ended may always know.
ROLE_ENDED = "organisations.role_ended"


def enquiry(letter: Enquiry, *, at: datetime) -> None:
    """Hand a visitor's letter to the person it is for, who answers the visitor directly."""
    person = letter.role.person
    post(
        "organisations.enquiry",
        key=f"enquiry:{letter.pk}",
        to=person.email,
        language=person.language,
        compose=lambda: _enquiry(letter),
        at=at,
        reply_to=letter.sender_address,
        reference=f"enquiry:{letter.pk}",
        about=letter.sender_address,
    )


def invitation(link: InvitationLink, secret: str, *, at: datetime) -> None:
    """Invite somebody to act for an organisation: only the button on the page behind the link counts."""
    invited = link.invitation
    with translation.override(invited.language):
        address = settings.SITE_URL + reverse("organisations:invitation", args=[secret])
    post(
        INVITATION,
        key=f"{INVITATION}:{link.digest[:40]}",
        to=for_sending(invited.address),
        language=invited.language,
        compose=lambda: _invitation(invited),
        at=at,
        reference=f"link:{link.pk}",
        personal={"invitation": address},
        about=invited.invited_by.email if invited.invited_by else "",
    )


def _invitation(invited: Invitation) -> Mail:
    names = {
        "site": settings.SITE_NAME,
        "organisation": invited.organisation.name,
        "person": invited.invited_by.name if invited.invited_by else "",
    }
    opening = (
        _("%(person)s invites you to act for %(organisation)s on %(site)s.")
        if invited.invited_by
        else _("You are invited to act for %(organisation)s on %(site)s.")
    )
    facts = [(_("Organisation"), str(invited.organisation.name))]
    facts.append((_("Role"), invited.get_kind_display()))
    if invited.to_on:
        facts.append((_("Until"), date_format(invited.to_on)))
    return Mail(
        subject=_("Invitation to act for %(organisation)s") % names,
        parts=[
            Paragraph(opening % names),
            Facts(facts),
            Paragraph(_("Open the page below, look at what it says, and press the button there.")),
            Button(_("Open the invitation"), "%%invitation%%"),
            Paragraph(
                _("The link works once, for this address, until %(day)s.")
                % {"day": date_format(localtime(invited.expires_at))}
            ),
            Paragraph(_("If you do not know what this is about, do nothing.")),
        ],
        reason=_("You get this e-mail because your address was given to invite you."),
    )


def accepted(role: Role, inviter: Person, *, at: datetime) -> None:
    """Tell whoever invited somebody that they have accepted."""
    names = {"person": role.person.name, "organisation": role.organisation.name}

    def compose() -> Mail:
        parts: list[Paragraph | Facts] = [
            Paragraph(_("%(person)s has accepted your invitation.") % names),
            Facts(
                [
                    (_("Organisation"), str(role.organisation.name)),
                    (_("Role"), role.get_kind_display()),
                ]
            ),
        ]
        if role.is_waiting:
            parts.append(
                Paragraph(_("The role takes effect when a second person has confirmed it."))
            )
        return Mail(
            subject=_("%(person)s now acts for %(organisation)s") % names
            if not role.is_waiting
            else _("%(person)s has accepted your invitation") % names,
            parts=parts,
            reason=_("You get this e-mail because you sent the invitation."),
        )

    post(
        ACCEPTED,
        key=f"{ACCEPTED}:{role.pk}:{at:%Y%m%d%H%M%S%f}",
        to=inviter.email,
        language=inviter.language,
        compose=compose,
        at=at,
        reference=f"{inviter.pk}:{role.organisation_id}",
        about=role.person.email,
    )


def role_waits(role: Role, *, at: datetime) -> None:
    """Ask those who may confirm a role that reads everything to look at it."""
    for person in second_persons(role, at=at):
        post(
            WAITING,
            key=f"{WAITING}:{role.pk}:{person.pk}:{at:%Y%m%d%H%M%S%f}",
            to=person.email,
            language=person.language,
            compose=lambda: _role_waits(role),
            at=at,
            reference=f"{person.pk}:{role.pk}",
            about=role.person.email,
        )


def _role_waits(role: Role) -> Mail:
    facts = [
        (_("Name"), role.person.name),
        (_("Organisation"), str(role.organisation.name)),
        (_("Role"), role.get_kind_display()),
    ]
    if role.given_by:
        facts.append((_("Given by"), role.given_by.name))
    if role.to_on:
        facts.append((_("Until"), date_format(role.to_on)))
    return Mail(
        subject=_("%(person)s waits for a second person") % {"person": role.person.name},
        parts=[
            Paragraph(
                _(
                    "Somebody has been given a role that reads everything. It takes effect when a"
                    " second person confirms it, and you may be that person."
                )
            ),
            Facts(facts),
            Button(
                _("Look at what needs a second person"),
                settings.SITE_URL + reverse("organisations:second_person"),
            ),
        ],
        reason=_("You get this e-mail because you may confirm this role."),
    )


def role_ended(role: Role, *, at: datetime) -> None:
    """Tell somebody that a role of theirs has ended."""
    names = {"organisation": role.organisation.name}

    def compose() -> Mail:
        return Mail(
            subject=_("One of your roles at %(organisation)s has ended") % names,
            parts=[
                Paragraph(_("A role of yours has ended:")),
                Facts(
                    [
                        (_("Organisation"), str(role.organisation.name)),
                        (_("Role"), role.get_kind_display()),
                    ]
                ),
                Paragraph(
                    _(
                        "If this is a mistake, ask whoever looks after your organisation here to"
                        " invite you again."
                    )
                ),
            ],
            reason=_("You get this e-mail because you had this role."),
        )

    post(
        ROLE_ENDED,
        key=f"{ROLE_ENDED}:{role.pk}:{at:%Y%m%d%H%M%S%f}",
        to=role.person.email,
        language=role.person.language,
        compose=compose,
        at=at,
    )


def personal_while_open(message: Message) -> Mapping[str, str] | None:
    """Let an invitation go as long as its link would still work."""
    key = message.reference.removeprefix("link:")
    links = InvitationLink.objects.select_related(
        "invitation__organisation", "invitation__invited_by"
    )
    link = links.filter(pk=key).first()
    is_open = link is not None and state_of(link, at=clock.now()) == InvitationState.OPEN
    return {} if is_open else None


def personal_while_waiting(message: Message) -> Mapping[str, str] | None:
    """Ask only whoever may still confirm the role, as long as it waits."""
    person, _colon, key = message.reference.partition(":")
    waiting = Role.objects.not_over(clock.today()).filter(pk=key, is_waiting=True)
    role = waiting.select_related("organisation").first()
    if role is None:
        return None
    may = {each.pk for each in second_persons(role, at=clock.now())}
    return {} if int(person) in may else None


def personal_while_looking_after(message: Message) -> Mapping[str, str] | None:
    """Tell of an organisation's people only whoever still looks after them."""
    person, _colon, organisation = message.reference.partition(":")
    inviter = Person.objects.filter(pk=person, is_active=True).first()
    if inviter is None:
        return None
    theirs = organisations_open_to(inviter, "organisations.see_people", at=clock.now())
    return {} if theirs.filter(pk=organisation).exists() else None


def _enquiry(letter: Enquiry) -> Mail:
    sender = [(_("Name"), letter.sender_name), (_("E-mail address"), letter.sender_address)]
    if letter.organisation_name:
        sender.append((_("Organisation"), letter.organisation_name))
    if letter.about:
        sender.append((_("About"), letter.about))
    about = letter.about or str(letter.role.organisation)
    return Mail(
        subject=_("Question about %(about)s") % {"about": about},
        parts=[
            Paragraph(_("Somebody has written to you through the contact form.")),
            Facts(sender),
            Heading(_("What they wrote")),
            Quotation(letter.text),
            Paragraph(_("Answer this mail to write back to them.")),
        ],
        reason=_("You get this mail because you are named as a contact person."),
    )
