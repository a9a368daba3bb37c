"""The e-mails of organisations: one function each."""

from datetime import datetime

from django.utils.translation import gettext as _

from samspill.organisations.models import Enquiry
from samspill.outbox.actions import post
from samspill.outbox.parts import Facts, Heading, Mail, Paragraph, Quotation


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
