"""Take in what anyone sends, and forget it again."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from samspill.audit.actions import record
from samspill.core import email_addresses
from samspill.initiatives.models import Initiative
from samspill.outreach import emails, rules
from samspill.outreach.choices import ContributionKind, ContributionStatus
from samspill.outreach.models import Contribution
from samspill.outreach.queries import recipient_of
from samspill.programmes.models import Programme

#: Who the trail names where a visitor without an account acts.
_VISITOR = "visitor"
#: Whoever asks hears from somebody within this time; after it, the inbox says that it is late.
ANSWER_WITHIN = timedelta(days=14)
#: What the privacy notice promises, as the fields of a contribution declare.
KEEP_CONTRIBUTIONS = timedelta(days=365)
#: Letters and digits that nobody takes for each other when they are read out.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@transaction.atomic
def contribute(
    programme: Programme,
    kind: ContributionKind,
    *,
    name: str,
    address: str,
    text: str,
    language: str,
    at: datetime,
    initiative: Initiative | None = None,
    organisation: str = "",
    country: str = "",
) -> Contribution:
    """Keep what somebody sends, tell them that it has come, and tell whoever is to answer.

    :raises NotPossible: the address cannot be one, or there are too many.
    """
    sender = email_addresses.clean(address)
    rules.check_limits(programme, sender=sender, at=at)
    contribution = Contribution.objects.create(
        reference=_new_reference(),
        programme=programme,
        initiative=initiative,
        kind=kind,
        sender_name=_one_line(name)[:100],
        sender_address=sender,
        organisation_name=_one_line(organisation)[:150],
        country=country,
        text=text.replace("\r\n", "\n").strip(),
        language=language,
        written_at=at,
        due_on=localtime(at + ANSWER_WITHIN).date(),
        responsible=recipient_of(programme, initiative, country, at=at),
    )
    record("outreach.contributed", contribution, by=_VISITOR, at=at, programme=programme.slug)
    emails.receipt(contribution, at=at)
    emails.arrived(contribution, at=at)
    return contribution


@transaction.atomic
def forget_contributions(*, at: datetime) -> int:
    """Empty what was answered or closed a year ago, or never looked at in a year; say how many."""
    long_ago = at - KEEP_CONTRIBUTIONS
    old = Contribution.objects.filter(
        Q(settled_at__lt=long_ago) | Q(settled_at=None, written_at__lt=long_ago)
    ).exclude(sender_address="", text="", responsible=None)
    keys = list(old.values_list("pk", flat=True))
    found = Contribution.objects.filter(pk__in=keys)
    found.filter(settled_at=None).update(status=ContributionStatus.CLOSED, settled_at=at)
    emptied = dict.fromkeys(
        ("sender_name", "sender_address", "organisation_name", "text", "answer", "closing_reason"),
        "",
    )
    forgotten = found.update(**emptied, responsible=None)
    if forgotten:
        record(
            "outreach.contributions_forgotten", "contributions", by="rule", at=at, many=forgotten
        )
    return forgotten


def _new_reference() -> str:
    signs = "".join(secrets.choice(_SIGNS) for _each in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def _one_line(text: str) -> str:
    """Take away line breaks, which could begin a header of their own in a mail."""
    return " ".join(text.split())
