"""What monitoring asks: whether the process lives, and whether the site is ready for readers."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samspill.audit.queries import age_of_oldest_unsealed
from samspill.core import clock, jobs
from samspill.core.access import Access, open_to
from samspill.outbox.queries import age_of_oldest_unsent

HEARTBEAT_WITHIN = timedelta(minutes=1)
UNSENT_WITHIN = timedelta(minutes=30)
UNSEALED_WITHIN = timedelta(minutes=5)
OK = "ok"
UNKNOWN = "unknown: the database does not answer as it should"

#: Answers ``ok``, or what is wrong.
Check = Callable[[], str]


@open_to(Access.MACHINE, to="portal.check_health")
@require_safe
@never_cache
def livez(_request: HttpRequest) -> JsonResponse:
    """Answer as long as the process does; nothing else is asked, not even the database."""
    return JsonResponse({"status": OK})


@open_to(Access.MACHINE, to="portal.check_health")
@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 where every part is well, else 503, with what each check found."""
    found = {name: _ask(check) for name, check in CHECKS.items()}
    is_ready = all(answer == OK for answer in found.values())
    body = {
        "status": OK if is_ready else "unready",
        "checks": found,
        "oldest_unsent_seconds": _seconds_unsent(),
    }
    return JsonResponse(body, status=200 if is_ready else 503)


def _ask(check: Check) -> str:
    try:
        return check()
    except DatabaseError:
        return UNKNOWN


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} not applied" if missing else OK


def _worker() -> str:
    seen_at = jobs.newest_heartbeat()
    if seen_at is None:
        return "none has been seen"
    # In real time: heartbeats take no part in a rehearsal.
    return (
        OK
        if timezone.now() - seen_at <= HEARTBEAT_WITHIN
        else f"last seen {seen_at:%Y-%m-%dT%H:%M:%SZ}"
    )


def _mail() -> str:
    age = age_of_oldest_unsent(clock.now())
    return OK if age is None or age <= UNSENT_WITHIN else "a message has waited for too long"


def _audit() -> str:
    age = age_of_oldest_unsealed(clock.now())
    return OK if age is None or age <= UNSEALED_WITHIN else "an entry has waited for too long"


def _seconds_unsent() -> int | None:
    try:
        age = age_of_oldest_unsent(clock.now())
    except DatabaseError:
        return None
    return round(age.total_seconds()) if age else None


CHECKS: Mapping[str, Check] = {
    "database": _database,
    "migrations": _migrations,
    "worker": _worker,
    "mail": _mail,
    "audit": _audit,
}
