"""Letters of visitors to people in a role."""

from datetime import datetime, timedelta

from django.db import transaction

from samspill.audit.actions import record
from samspill.core import email_addresses
from samspill.organisations import emails, rules
from samspill.organisations.models import Enquiry, Role

#: Who the trail names where a visitor without an account acts.
_VISITOR = "visitor"
#: What the privacy notice promises, as the fields of an enquiry declare.
KEEP_ENQUIRIES = timedelta(days=365)


@transaction.atomic
def write_enquiry(
    role: Role,
    *,
    name: str,
    address: str,
    text: str,
    language: str,
    at: datetime,
    organisation: str = "",
    about: str = "",
) -> Enquiry:
    """Keep a visitor's letter to a person in a role, and then mail it to them.

    Nothing is mailed to the address the visitor gave: it may be somebody else's.

    :raises NotPossible: the role has ended, the address cannot be one, or there are too many.
    """
    sender = email_addresses.clean(address)
    rules.check_is_held(role, at=at)
    rules.check_enquiry_limits(role, sender=sender, at=at)
    letter = Enquiry.objects.create(
        role=role,
        about=_one_line(about)[:200],
        sender_name=_one_line(name)[:100],
        sender_address=sender,
        organisation_name=_one_line(organisation)[:150],
        text=text.replace("\r\n", "\n").strip(),
        language=language,
        written_at=at,
    )
    record("organisations.enquiry_written", letter, by=_VISITOR, at=at, role=role.pk)
    emails.enquiry(letter, at=at)
    return letter


@transaction.atomic
def forget_enquiries(*, at: datetime) -> int:
    """Delete the letters of visitors that have been kept for a year, and return how many."""
    old = Enquiry.objects.filter(written_at__lt=at - KEEP_ENQUIRIES)
    forgotten, _by_model = old.delete()
    if forgotten:
        record("organisations.enquiries_forgotten", "enquiries", by="rule", at=at, many=forgotten)
    return forgotten


def _one_line(text: str) -> str:
    """Take away line breaks, which could begin a header of their own in a mail."""
    return " ".join(text.split())
