"""Note what comes back, and let lists leave alone whom mail does not reach."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from samspill.audit.actions import record
from samspill.core.email_addresses import key_of
from samspill.outbox import kinds
from samspill.outbox.choices import Cause, Fate
from samspill.outbox.models import Message, Suppression
from samspill.outbox.queries import reported_message
from samspill.outbox.reports import Report

#: Who says so in the trail.
MAIL_SERVER = "mail server"


@transaction.atomic
def suppress(address: str, *, cause: Cause, status: str, at: datetime) -> bool:
    """Let lists no longer write to an address, and tell whether they did until now."""
    key = key_of(address)
    _row, is_new = Suppression.objects.get_or_create(
        address_key=key, defaults={"cause": cause, "status": status[:12], "suppressed_at": at}
    )
    if is_new:
        subject = f"subscriber:{key[:16]}"
        record("outbox.suppressed", subject, by=MAIL_SERVER, at=at, cause=str(cause), status=status)
    return is_new


@transaction.atomic
def suppress_receiver(message: Message, *, cause: Cause, status: str, at: datetime) -> None:
    """Let lists no longer write to who got, or should have got, this copy; tell who knows them."""
    suppress(message.to, cause=cause, status=status, at=at)
    kinds.tell_of_suppression(message, cause, at)


@transaction.atomic
def write_again(address: str, *, by: object, at: datetime) -> bool:
    """Let lists write to an address again, and tell whether they did not until now."""
    key = key_of(address)
    is_lifted = bool(Suppression.objects.filter(address_key=key).delete()[0])
    if is_lifted:
        record("outbox.written_to_again", f"subscriber:{key[:16]}", by=by, at=at)
    return is_lifted


@transaction.atomic
def take_in(report: Report, *, at: datetime) -> bool:
    """Note what a mail server reports of a copy, once; tell whether it was news of one of ours.

    Mail that does not reach its address, or is unwanted there, is the last that lists send to it.
    """
    message = reported_message(report.message_pk, report.message_ids)
    if message is None or not _note(message, report, at=at):
        return False
    cause = {Fate.GONE: Cause.BOUNCED, Fate.UNWANTED: Cause.COMPLAINED}.get(report.fate)
    if cause:
        suppress_receiver(message, cause=cause, status=report.status, at=at)
    record(
        "outbox.reported",
        f"message:{message.pk}",
        by=MAIL_SERVER,
        at=at,
        fate=str(report.fate),
        status=report.status,
    )
    return True


def _note(message: Message, report: Report, *, at: datetime) -> int:
    """Note a report beside its message, unless it has been; a mailbox may be read twice."""
    one = Message.objects.filter(pk=message.pk)
    written_at = min(report.written_at or at, at)
    newer = one.filter(Q(soft_bounced_at=None) | Q(soft_bounced_at__lt=written_at))
    softly = {"soft_bounces": F("soft_bounces") + 1, "soft_bounced_at": written_at}
    match report.fate:
        case Fate.UNWANTED:
            return one.filter(complained_at=None).update(complained_at=at)
        case Fate.GONE:
            return one.filter(bounced_at=None).update(bounced_at=at)
        case Fate.RETURNED:
            return newer.filter(bounced_at=None).update(bounced_at=at, **softly)
        case Fate.DELAYED:
            return newer.filter(bounced_at=None).update(**softly)
