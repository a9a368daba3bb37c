"""The e-mails of outreach: one function each."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.core import clock
from samspill.core.email_addresses import for_sending
from samspill.outbox.actions import post
from samspill.outbox.models import Message
from samspill.outbox.parts import Button, Facts, Heading, Mail, Paragraph, Quotation
from samspill.outreach.models import Contribution

#: Nobody decides about these when they are sent: they go to whoever wrote.
RECEIPT = "outreach.receipt"
ANSWER = "outreach.answer"
#: ``samspill.worker`` wires in who decides about it when it is sent.
ARRIVED = "outreach.arrived"


def receipt(contribution: Contribution, *, at: datetime) -> None:
    """Tell whoever sent something that it has come, and under which reference.

    It repeats nothing of what was written: the address may be somebody else's.
    """
    post(
        RECEIPT,
        key=f"{RECEIPT}:{contribution.pk}",
        to=for_sending(contribution.sender_address),
        language=contribution.language,
        compose=lambda: _receipt(contribution),
        at=at,
        reference=f"contribution:{contribution.pk}",
    )


def arrived(contribution: Contribution, *, at: datetime) -> None:
    """Tell whoever a contribution goes to that it waits for them; what it says is read there."""
    role = contribution.responsible
    if role is None:
        return
    post(
        ARRIVED,
        key=f"{ARRIVED}:{contribution.pk}:{contribution.revision}",
        to=role.person.email,
        language=role.person.language,
        compose=lambda: _arrived(contribution),
        at=at,
        reference=f"{role.person_id}:{contribution.pk}",
    )


def answer(contribution: Contribution, *, at: datetime) -> None:
    """Give whoever sent something the answer, above what they wrote."""
    post(
        ANSWER,
        key=f"{ANSWER}:{contribution.pk}:{contribution.revision}",
        to=for_sending(contribution.sender_address),
        language=contribution.language,
        compose=lambda: _answer(contribution),
        at=at,
        reference=f"contribution:{contribution.pk}",
        about=contribution.sender_address,
    )


def personal_while_readable(message: Message) -> Mapping[str, str] | None:
    """Tell of a contribution only whoever may still read it when the mail is sent."""
    person, _colon, key = message.reference.partition(":")
    reader = Person.objects.filter(pk=person, is_active=True).first()
    if reader is None:
        return None
    visible = Contribution.objects.visible_to(reader, at=clock.now())
    return {} if visible.filter(pk=key).exists() else None


def _about(contribution: Contribution) -> str:
    return str((contribution.initiative or contribution.programme).title)


def _where(contribution: Contribution) -> str:
    initiative = contribution.initiative
    slug = initiative.slug if initiative else contribution.programme.slug
    name = "outreach:contribute_to_initiative" if initiative else "outreach:contribute"
    return settings.SITE_URL + reverse(name, args=[slug])


def _receipt(contribution: Contribution) -> Mail:
    return Mail(
        subject=_("We have received what you sent, %(reference)s")
        % {"reference": contribution.reference},
        parts=[
            Paragraph(
                _(
                    "Thank you. What you sent has come in, and somebody answers you by e-mail, as a"
                    " rule within two weeks."
                )
            ),
            Facts(
                [
                    (_("Reference"), contribution.reference),
                    (_("What it is"), contribution.get_kind_display()),
                    (_("About"), _about(contribution)),
                ]
            ),
            Paragraph(_("Name the reference if you write again about the same.")),
            Button(_("Write again"), _where(contribution)),
            Paragraph(
                _("If you have sent nothing, somebody has given your address. Do nothing then.")
            ),
        ],
        reason=_("You get this e-mail because this address was given with what was sent."),
    )


def _arrived(contribution: Contribution) -> Mail:
    kind = contribution.get_kind_display()
    return Mail(
        subject=_("Waiting for you: %(kind)s %(reference)s")
        % {"kind": kind, "reference": contribution.reference},
        parts=[
            Paragraph(_("Somebody has written to those who run the programme. It goes to you.")),
            Facts(
                [
                    (_("What it is"), kind),
                    (_("Reference"), contribution.reference),
                    (_("About"), _about(contribution)),
                    (_("To be answered by"), date_format(contribution.due_on)),
                ]
            ),
            Paragraph(_("Read it there, answer it, or give it to somebody else.")),
            Button(_("Open it in the inbox"), settings.SITE_URL + contribution.get_absolute_url()),
        ],
        reason=_("You get this e-mail because you answer for this programme or initiative."),
    )


def _answer(contribution: Contribution) -> Mail:
    return Mail(
        subject=_("Answer to what you sent, %(reference)s") % {"reference": contribution.reference},
        parts=[
            Facts([(_("About"), _about(contribution))]),
            *(Paragraph(each) for each in contribution.answer.split("\n\n") if each.strip()),
            Heading(_("What you wrote")),
            Quotation(contribution.text),
            Paragraph(_("Name the reference if you write again about the same.")),
            Button(_("Write again"), _where(contribution)),
        ],
        reason=_("You get this e-mail because you wrote to us, and asked for an answer here."),
    )
