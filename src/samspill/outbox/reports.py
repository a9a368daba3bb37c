"""Read what mail servers report: mail that came back (RFC 3464), and complaints (RFC 5965).

A report is written by a stranger. It counts only for a copy that it proves to know: by the signed
address that the copy was sent from, or by its Message-ID, which nobody can guess. Nothing else in
it is believed but the code that says why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import Message as Mail
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from django.conf import settings

from samspill.outbox.choices import Fate
from samspill.outbox.returns import copy_of

#: Nothing that is needed stands behind so much.
MOST_BYTES = 5_000_000
#: Where a report says to which address it came, the surest first.
_ADDRESSED = ("X-Original-To", "Delivered-To", "Envelope-To", "To")
#: Where a complaint says from which address the copy came.
_SENT_FROM = ("Original-Mail-From", "Return-Path", "X-Original-From")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b", re.ASCII)
_CODE = re.compile(r"^\W*(?:smtp;)?\s*([245]\d\d)\b", re.ASCII | re.IGNORECASE)
#: Codes without a status (RFC 3463) that speak of the address and not of us or of the message.
_OF_THE_ADDRESS = frozenset({"550", "551", "553"})
#: Statuses that say so: no such mailbox or domain, a closed mailbox. Not: full, too large, unwanted.
_GONE = re.compile(r"5\.1\.\d+|5\.2\.1|5\.4\.4", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a report says of one copy, found by its key or its Message-ID."""

    fate: Fate
    status: str
    message_pk: int | None
    message_ids: tuple[str, ...]
    written_at: datetime | None


def status_in(words: str) -> str:
    """Return the code in a mail server's words: an enhanced status if there is one."""
    found = _STATUS.search(words)
    if found:
        return found[0]
    code = _CODE.search(words)
    return code[1] if code else ""


def is_about_address(words: str) -> bool:
    """Tell whether a final refusal means that mail will never reach the address.

    Refusals of our server, of what we write, or of a full mailbox do not: one block list would
    otherwise empty every list.
    """
    status = status_in(words)
    return status in _OF_THE_ADDRESS or _GONE.fullmatch(status) is not None


def read(content: bytes) -> list[Report]:
    """Read a mail, and return what it reports: nothing, where it is no report."""
    mail = BytesParser(policy=policy.compat32).parsebytes(content[:MOST_BYTES])
    match mail.get_param("report-type"):
        case "delivery-status":
            said = list(_delivery(mail))
        case "feedback-report":
            said = list(_complaint(mail))
        case _:
            said = []
    return [_report(mail, fate, status) for fate, status in said]


def _report(mail: Mail, fate: Fate, status: str) -> Report:
    return Report(
        fate=fate,
        status=status,
        message_pk=_message_pk(mail),
        message_ids=tuple(_message_ids(mail)),
        written_at=_written_at(mail),
    )


def _delivery(mail: Mail) -> Iterator[tuple[Fate, str]]:
    """Read what became of each receiver; a copy of ours has but one."""
    for fields in _fields(mail, "message/delivery-status"):
        action = str(fields.get("Action", "")).strip().lower()
        words = f"{fields.get('Status', '')}"
        why = f"{fields.get('Diagnostic-Code', '')}"
        if action == "failed":
            # The last server's own words are nearer to the cause than what was made of them.
            is_gone = (
                is_about_address(why) if status_in(why)[:1] == "5" else is_about_address(words)
            )
            yield (Fate.GONE if is_gone else Fate.RETURNED), status_in(words) or status_in(why)
        elif action == "delayed":
            yield Fate.DELAYED, status_in(words) or status_in(why)


def _complaint(mail: Mail) -> Iterator[tuple[Fate, str]]:
    """Read a complaint; reports that somebody did *not* find a mail unwanted are left alone."""
    kinds = {
        str(fields.get("Feedback-Type", "")).strip().lower()
        for fields in _fields(mail, "message/feedback-report")
    }
    for _kind in sorted(kinds & {"abuse", "fraud", "opt-out", "opt-out-list", "other"}):
        yield Fate.UNWANTED, ""
        return


def _fields(mail: Mail, kind: str) -> Iterator[Mail]:
    """Return the blocks of fields in the parts of a kind, which may or may not be parsed already."""
    for part in mail.walk():
        if part.get_content_type() != kind:
            continue
        inside = part.get_payload()
        if isinstance(inside, list):
            yield from (each for each in inside if isinstance(each, Mail))
        else:
            blocks = re.split(r"\r?\n\r?\n", _text(part))
            yield from (BytesParser().parsebytes(each.strip().encode()) for each in blocks)


def _message_pk(mail: Mail) -> int | None:
    """Find the copy by an address that we made for it."""
    candidates = [(mail, name) for name in _ADDRESSED]
    for fields in _fields(mail, "message/feedback-report"):
        candidates += [(fields, name) for name in _SENT_FROM]
    candidates += [(part, "Return-Path") for part in mail.walk() if part is not mail]
    for fields, name in candidates:
        for value in fields.get_all(name, []):
            if (found := copy_of(str(value))) is not None:
                return found
    return None


def _message_ids(mail: Mail) -> Iterator[str]:
    """Find the Message-IDs of ours in what the report gives of the copy."""
    ours = re.compile(rf"<([0-9a-f]{{32}})@{re.escape(settings.MAIL_DOMAIN)}>", re.IGNORECASE)
    told = [str(part.get("Message-ID", "")) for part in mail.walk() if part is not mail]
    told += [
        _text(part)
        for part in mail.walk()
        if part.get_content_type() in {"text/rfc822-headers", "message/rfc822-headers"}
    ]
    for digits in dict.fromkeys(ours.findall("\n".join(told))):
        yield f"<{digits.lower()}@{settings.MAIL_DOMAIN}>"


def _written_at(mail: Mail) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(mail.get("Date", "")))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _text(part: Mail) -> str:
    inside = part.get_payload(decode=True)
    if isinstance(inside, bytes):
        return inside.decode(errors="replace")
    return part.as_string().partition("\n\n")[2] if part.is_multipart() else ""
