"""Being signed in somewhere, and no longer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samspill.accounts.choices import Browser, Means, System
from samspill.accounts.models import OpenSession, Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible


@transaction.atomic
def signed_in(
    person: Person,
    *,
    key: str,
    means: Means,
    browser: Browser,
    system: System,
    network: str,
    provider_session: str = "",
    at: datetime,
) -> OpenSession:
    """Write down that a person has signed in, so that they can see where, and end it."""
    opened, _is_new = OpenSession.objects.update_or_create(
        session_id=key,
        defaults={
            "person": person,
            "means": means,
            "browser": browser,
            "system": system,
            "network": network,
            "provider_session": provider_session[:255],
            "started_at": at,
            "seen_at": at,
        },
    )
    record("accounts.signed_in", person, by=person, at=at, means=means.value)
    return opened


def seen(key: str, *, network: str, at: datetime) -> None:
    """Note that a session is in use."""
    OpenSession.objects.filter(session_id=key).update(seen_at=at, network=network)


@transaction.atomic
def renewed(opened: OpenSession | None, *, key: str) -> None:
    """Show a session under its new key, after the old one has gone."""
    if opened:
        opened.pk, opened.session_id = None, key
        opened.save(force_insert=True)


@transaction.atomic
def end_session(person: Person, pk: int, *, by: Person, at: datetime) -> None:
    """End one of a person's sessions.

    :raises NotPossible: it has ended already.
    """
    opened = person.open_sessions.filter(pk=pk).select_related("session").first()
    if opened is None:
        raise NotPossible(_("This session has ended already."))
    opened.session.delete()
    record("accounts.session_ended", person, by=by, at=at)


@transaction.atomic
def ended_by_provider(issuer: str, provider_session: str, *, at: datetime) -> int:
    """End what was opened by a session at a sign-in service, which has ended there."""
    if not provider_session:
        return 0
    theirs = OpenSession.objects.filter(
        provider_session=provider_session, person__identities__issuer=issuer
    ).select_related("session", "person")
    found = list(theirs)
    for opened in found:
        opened.session.delete()
        record("accounts.session_ended", opened.person, by=f"provider:{issuer}", at=at)
    return len(found)
