"""``samspill doctor``: looks at a set-up and says what to do about what is wrong with it."""

import smtplib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from samspill.audit.queries import age_of_oldest_unsealed, verify
from samspill.command.preparing import missing_migrations
from samspill.command.reindexing import is_index_missing
from samspill.command.standing import is_in_development
from samspill.core import clock, jobs
from samspill.outbox.queries import trouble

#: A worker that has not been seen for so long is not at work.
HEARTBEAT_WITHIN = timedelta(minutes=1)
#: The worker seals within seconds; a restart may take a little.
SEALED_WITHIN = timedelta(minutes=5)
OLDEST_PYTHON = (3, 11)
#: So many mails come back in a week without anything being wrong, or so large a share of them.
FEW_COME_BACK = 10
SHARE_THAT_COMES_BACK = 0.05


class Mark(StrEnum):
    """How a finding is to be read."""

    WELL = "well"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """What one check found, and what to do about it."""

    mark: Mark
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.mark:5}  {self.what}" + (f"\n       → {self.remedy}" if self.remedy else "")


Check = Callable[[], Finding]


def well(what: str) -> Finding:
    return Finding(Mark.WELL, what)


def fault(what: str, remedy: str) -> Finding:
    return Finding(Mark.FAULT, what, remedy)


def unless_in_development(what: str, remedy: str) -> Finding:
    """Return a fault, or in development, where parts of a site may well be missing, a note."""
    return Finding(Mark.NOTE if _is_in_development() else Mark.FAULT, what, remedy)


def _is_in_development() -> bool:
    """Tell how the site is to be judged: as this command is told, or as the site was last run."""
    return settings.DEVELOPMENT or is_in_development(settings.DATA)


def examine() -> Iterator[Finding]:
    """Do every check; where the database is not as it should be, none of what is in it."""
    yield from (check() for check in CHECKS)
    database = _database()
    yield database
    if database.mark is Mark.WELL:
        yield from (check() for check in CHECKS_OF_WHAT_IS_KEPT)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return fault(f"Python {version} is too old.", "Install Python 3.11 or newer.")
    return well(f"Python {version}")


def _privacy() -> Finding:
    """Check that nobody else on the machine can read what the site keeps, its secrets above all."""
    if settings.DATA.stat().st_mode & 0o077:
        return fault(
            f"Others on this machine can look into {settings.DATA}.",
            f"Run: chmod 700 {settings.DATA}",
        )
    secrets = sorted(settings.DATA.glob("*.secret"))
    if readable := [str(path) for path in secrets if path.stat().st_mode & 0o077]:
        return fault(
            "The site's secrets can be read by others who may enter its folder.",
            f"Run: chmod 600 {' '.join(readable)}",
        )
    return well("What the site keeps is read by the site alone")


def _database() -> Finding:
    try:
        missing = missing_migrations()
    except DatabaseError as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        return fault(
            f"The database does not answer: {reason}",
            "Check SAMSPILL_DATABASE_URL or, for SQLite, SAMSPILL_DATA.",
        )
    if missing:
        return fault(f"The database lacks {missing} migrations.", "Run: samspill migrate")
    return well(f"The database answers and is up to date ({connection.vendor})")


def _durability() -> Finding:
    """Check that SQLite lets readers and a writer work at once, and refuses lost writes."""
    if connection.vendor != "sqlite":
        return well("Transactions are PostgreSQL's")
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    # Typed as PostgreSQL's or SQLite's wrapper, which differ here.
    begins = getattr(connection, "transaction_mode", None)
    if mode != "wal" or begins != "IMMEDIATE":
        return fault(
            f"SQLite runs with journal mode {mode} and transactions {begins}.",
            "Keep the file on a local disk, and the options of the database as delivered.",
        )
    return well("SQLite keeps a write-ahead log, and transactions that write begin as such")


def _audit_chain() -> Finding:
    if flaw := verify():
        return fault(
            f"The audit log has been tampered with. {flaw}",
            "Keep the database as it is: docs/operate/runbooks.md, “The chain does not verify”.",
        )
    return well("The audit log is whole")


def _sealing() -> Finding:
    age = age_of_oldest_unsealed(clock.now())
    if age is not None and age > SEALED_WITHIN:
        minutes = round(age.total_seconds() / 60)
        return unless_in_development(
            f"An entry of the audit log has waited {minutes} minutes to be sealed.",
            "Start a worker: samspill work. If one is at work, look into what it logs.",
        )
    return well("Entries of the audit log are sealed")


def _static_files() -> Finding:
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        return fault("The style sheets and scripts have not been built.", "Run: make ready")
    return well("Style sheets and scripts are built")


def _catalogues() -> Finding:
    stale = [
        source.parent.parent.name
        for folder in settings.LOCALE_PATHS
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))
        if not source.with_suffix(".mo").exists()
    ]
    if stale:
        return fault(f"Translations have not been compiled: {', '.join(stale)}.", "Run: make ready")
    return well("Translations are compiled")


def _mail() -> Finding:
    if settings.MAIL_BACKEND:
        return well(f"Mail goes by {settings.MAIL_BACKEND}; whether it answers is seen at sending")
    where = f"{settings.EMAIL_HOST} port {settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
            server.noop()
    except OSError as error:
        return unless_in_development(
            f"The mail server at {where} does not answer: {error}.",
            "Set SAMSPILL_SMTP_HOST and SAMSPILL_SMTP_PORT"
            " (in development “samspill run” starts a local inbox).",
        )
    return well(f"The mail server at {where} answers")


def _returns() -> Finding:
    """Look at what came back in a week: a few do always, many mean that we are not trusted."""
    now = clock.now()
    seen = trouble(since=now - timedelta(days=7))
    back = seen.failed + seen.bounced + seen.complained
    said = (
        f"Mail of seven days: {seen.sent} sent, {seen.failed} refused or given up,"
        f" {seen.bounced} came back, {seen.complained} unwanted."
        f" Lists leave {seen.suppressed} addresses alone"
    )
    if back > FEW_COME_BACK and back > SHARE_THAT_COMES_BACK * (seen.sent + seen.failed):
        return fault(f"{said}.", "See docs/operate/mail.md, “Much comes back”.")
    return well(said)


def _index() -> Finding:
    if is_index_missing():
        return fault("The search index is empty: nobody finds anything.", "Run: samspill reindex")
    return well("The search index is filled")


def _worker() -> Finding:
    seen_at = jobs.newest_heartbeat()
    if seen_at is None or timezone.now() - seen_at > HEARTBEAT_WITHIN:
        last = "" if seen_at is None else f" since {seen_at:%Y-%m-%d %H:%M} UTC"
        return unless_in_development(
            f"No worker has been at work{last}: no mail leaves.", "Start one: samspill work"
        )
    return well("A worker is at work")


def _site_address() -> Finding:
    if _is_in_development():
        return Finding(
            Mark.NOTE,
            "This is a site in development: anybody may sign in as anybody.",
            "Where others can reach it, leave SAMSPILL_DEVELOPMENT unset"
            " and start it with: samspill run --production",
        )
    if not settings.SITE_URL.startswith("https://"):
        return fault(
            f"The site's address, {settings.SITE_URL}, is not secure: links in mails lead there.",
            "Set SAMSPILL_SITE_URL to the https:// address that readers use.",
        )
    return well(f"The site's address is {settings.SITE_URL}")


CHECKS: Sequence[Check] = [_python, _site_address, _privacy, _static_files, _catalogues, _mail]
CHECKS_OF_WHAT_IS_KEPT: Sequence[Check] = [
    _durability,
    _audit_chain,
    _sealing,
    _index,
    _worker,
    _returns,
]
