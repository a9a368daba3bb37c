"""``samspill bounce``: take in what mail servers report of our mail."""

import mailbox
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import DatabaseError, transaction

from samspill.core import clock
from samspill.core.email_addresses import clean
from samspill.core.errors import NotPossible
from samspill.outbox.actions import take_in, write_again
from samspill.outbox.reports import MOST_BYTES, read

#: Tells a mail server that hands over a report to keep it and try again (sysexits.h).
TRY_AGAIN = 75


def take_in_one() -> int:
    """Take in the mail on standard input, as a mail server hands it over; return the exit code.

    What is no report is no fault: an error would send a bounce about a bounce.
    """
    try:
        reports, news = _take_in([sys.stdin.buffer.read(MOST_BYTES)])
    except DatabaseError as error:
        print(f"Not taken in, try again: {error}", file=sys.stderr)
        return TRY_AGAIN
    print(_said(1, reports, news))
    return 0


def take_in_all(path: Path) -> int:
    """Take in every report in a mailbox, an mbox file or a Maildir folder; it stays as it is.

    :raises NotPossible: there is none.
    """
    if not path.exists():
        raise NotPossible(f"There is no mailbox at {path}.")
    mails = list(_mails(path))
    print(_said(len(mails), *_take_in(mails)))
    return 0


def forgive(address: str) -> int:
    """Let lists write to an address again, because its owner says that mail reaches it.

    :raises NotPossible: this can be nobody's address.
    """
    lifted = write_again(clean(address), by="operator", at=clock.now())
    print("Lists write to it again." if lifted else "Lists have not stopped writing to it.")
    return 0


def _mails(path: Path) -> Iterator[bytes]:
    box: mailbox.Mailbox[mailbox.Message] = (
        mailbox.Maildir(path, create=False) if path.is_dir() else mailbox.mbox(path, create=False)
    )
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)
    finally:
        box.close()


def _take_in(mails: Iterable[bytes]) -> tuple[int, int]:
    reports = news = 0
    for content in mails:
        with transaction.atomic():
            for report in read(content):
                reports += 1
                news += take_in(report, at=clock.now())
    return reports, news


def _said(mails: int, reports: int, news: int) -> str:
    return (
        f"{mails} {'mail' if mails == 1 else 'mails'} read,"
        f" {reports} {'report' if reports == 1 else 'reports'} in them,"
        f" {news} of them news of our mail."
    )
