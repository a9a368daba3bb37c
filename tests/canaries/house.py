"""What the house itself keeps: workers, jobs, counts, told stories, sessions, ways of signing in."""

import json
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from fido2.utils import websafe_encode

from samspill.accounts.models import Identity, OpenSession
from samspill.accounts.tests.soft_key import SoftKey
from samspill.core.limits import count
from samspill.core.models import Lease, Slot
from samspill.core.tasks import tidy
from samspill.stories.models import Telling


def make_house(world: Any) -> None:
    """Let the house be at work, and let people have signed in by every means."""
    Lease.objects.create(worker="worker-1", seen_at=world.at)
    Slot.objects.create(job="samspill.core.tasks.tidy", slot_at=world.at)
    count("tests.tries:abc", at=world.at, window=timedelta(hours=1))
    Telling.objects.create(
        story="a-story", told_on=world.at.date(), digest="d" * 64, loaded_at=world.at
    )
    tidy.enqueue()
    for side in (world.ours, world.theirs):
        _signed_in(side.people[f"{side.name} facilitator"], at=world.at)


def _signed_in(person: Any, *, at: Any) -> None:
    session = SessionStore()
    session.create()
    OpenSession.objects.create(
        session_id=session.session_key,
        person=person,
        means="code",
        browser="firefox",
        system="linux",
        network="192.0.2.0/24",
        provider_session="there",
        started_at=at,
        seen_at=at,
    )
    Identity.objects.create(
        person=person, issuer="http://localhost:9", subject=f"subject-{person.pk}", connected_at=at
    )
    asked = {"user": {"id": websafe_encode(b"1")}, "challenge": websafe_encode(b"asked")}
    Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "A key", "credential": json.loads(SoftKey().make({"publicKey": asked}))},
    )
