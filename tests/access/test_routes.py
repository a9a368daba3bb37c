"""Every route, with every method, as everybody: let in or kept out just as the policy table says."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samspill.accounts.models import Person
from samspill.audit.models import Entry
from samspill.core import policy
from samspill.core.access import Access
from samspill.initiatives.choices import Status
from tests.access.addresses import FILLS, Route, routes
from tests.access.reach import allowed
from tests.access.summary import REQUESTS, ROUTES
from tests.access.world import NOBODY, STRANGER, Relation, World
from tests.databases import is_asked

pytestmark = pytest.mark.django_db

SAID_LESS = ["PUT", "PATCH", "DELETE", "TRACE"]
#: Who tries what is open to everybody: what they see does not depend on more.
A_FEW = {NOBODY, STRANGER, "programme_manager", "auditor", "supplier"}
#: Whoever holds a role elsewhere, or held it once, is to be kept out: the two take turns.
KEPT_OUT = (Relation.OTHER_INITIATIVE, Relation.ENDED)
#: Public pages that show a draft to those who prepare it; feeds, calendars and forms never do.
SHOW_DRAFTS = {"portal:initiative"}
#: What is somebody's very own is there for nobody else.
OF_ANOTHER = {"organisations:leave"}
STATUSES = {each.value for each in Status}
#: Answers that are no fault: without a worker the site says that it is not ready.
WELL_KNOWN = {("readyz", 503)}


@dataclass
class Walk:
    """Everybody trying routes, with what was tried and what went wrong."""

    world: World
    tried: int = 0
    wrong: list[str] = field(default_factory=list)
    sessions: dict[tuple[str, str], str] = field(default_factory=dict)

    def everybody(self) -> Iterator[tuple[str, Relation]]:
        for role, relation in self.world.people:
            yield role, Relation(relation)

    def every_role(self, turn: int) -> Iterator[tuple[str, Relation]]:
        """Give every role where it counts, and where it does not: elsewhere and ended take turns.

        On the second database every third role, in turns: whether a role counts is asked alike.
        """
        for number, role in enumerate(dict.fromkeys(role for role, _ in self.world.people)):
            if not is_asked(turn // 2 + number):
                continue
            for relation in (Relation.OWN, KEPT_OUT[(turn + number) % 2]):
                if (role, relation) in self.world.people:
                    yield role, relation

    def try_out(
        self, route: Route, method: str, role: str, relation: Relation, state: str = "published"
    ) -> None:
        """Send one request, undo what it did, and compare with the table."""
        client = self.client(role, relation)
        with transaction.atomic():
            address = route.address(self.world.here, state)
            before = Entry.objects.count()
            answer = client.generic(method, address)
            has_acted = Entry.objects.count() > before
            transaction.set_rollback(True)
        wanted = self.wanted(route, role, relation, state)
        self.tried += 1
        if (route.name, answer.status_code) in WELL_KNOWN:
            return
        if fault := _fault(answer, method, wanted=wanted, has_acted=has_acted):
            where = f"{method} {route.name} ({state}) as {role}, {relation}"
            self.wrong.append(f"{where}: {fault}, answered {answer.status_code}")

    def client(self, role: str, relation: Relation) -> Client:
        """Give somebody a browser: each has signed in once, and whatever they do is undone."""
        client = Client(raise_request_exception=False)
        person = self.world.people[role, relation]
        if isinstance(person, Person):
            name = settings.SESSION_COOKIE_NAME
            if (role, relation) not in self.sessions:
                client.force_login(person)
                self.sessions[role, relation] = client.cookies[name].value
            client.cookies[name] = self.sessions[role, relation]
        return client

    def wanted(self, route: Route, role: str, relation: Relation, state: str) -> bool:
        """Say whether somebody is to be let in."""
        if route.access is Access.SIGNED_IN and role == NOBODY:
            return False
        if route.name in OF_ANOTHER:
            return False
        if route.access is Access.LINK:
            return True
        status = {"published": "ongoing", "draft": "ongoing", "archived": "archived"}[state]
        if route.is_about_an_initiative and route.access is Access.PUBLIC:
            draft = policy.row("initiatives.read_draft")
            assert draft is not None
            is_shown = route.name in SHOW_DRAFTS and allowed(draft, role, relation, "draft")
            return state != "draft" or is_shown
        if route.row.states and not route.row.states & {"published", *STATUSES}:
            # Pages that show nothing but drafts, or rows that have states of their own.
            return allowed(route.row, role, relation, min(route.row.states))
        has_own_state = route.row.states <= {"published", "draft"}
        return allowed(route.row, role, relation, state if has_own_state else status)

    def report(self, record_property) -> None:
        record_property(REQUESTS, self.tried)
        record_property(ROUTES, len(list(routes())))
        assert self.tried > 0
        assert not self.wrong, "\n".join([f"{len(self.wrong)} of {self.tried}:", *self.wrong])


def _fault(answer, method: str, *, wanted: bool, has_acted: bool) -> str:
    if answer.status_code >= 500:
        return "broken"
    if method in SAID_LESS and 200 <= answer.status_code < 300:
        return "a method that nobody offers was taken"
    is_kept_out = answer.status_code == 404 or _leads_to_signing_in(answer)
    if wanted and is_kept_out:
        return "kept out"
    if not wanted and not is_kept_out and answer.status_code != 405:
        return "let in"
    if not wanted and has_acted:
        return "has done something"
    return ""


def _leads_to_signing_in(answer) -> bool:
    # Whoever is to confirm that it is them has been let in, and is led to another page.
    signing_in = reverse(settings.LOGIN_URL)
    return answer.status_code == 302 and answer["Location"].startswith(f"{signing_in}?next=")


@pytest.fixture
def walk(world):
    return Walk(world)


def test_every_route_is_known_to_the_walk():
    unknown = [each.name for each in routes() if each.arguments and each.name not in FILLS]

    assert not unknown, f"Say in tests/access/addresses.py how to fill in {unknown}"


def test_what_asks_for_signing_in_lets_in_just_those_whom_the_table_allows(walk, record_property):
    for turn, route in enumerate(routes()):
        if route.access is Access.SIGNED_IN:
            states = ["published"]
            if route.is_about_an_initiative and "pk" not in route.arguments:
                states.append("archived")
            for role, relation in walk.every_role(turn):
                for method in ("GET", "POST"):
                    walk.try_out(route, method, role, relation, states[0])
                for state in states[1:]:
                    walk.try_out(route, "GET", role, relation, state)
    walk.report(record_property)


def test_a_draft_is_not_there_for_others(walk, record_property):
    for turn, route in enumerate(routes()):
        if route.is_about_an_initiative and "pk" not in route.arguments:
            for role, relation in walk.every_role(turn):
                walk.try_out(route, "GET", role, relation, "draft")
    walk.report(record_property)


def test_what_is_open_to_all_is_open_to_all(walk, record_property):
    for route in routes():
        if route.access is not Access.SIGNED_IN:
            for role in A_FEW:
                for method in ("GET", "HEAD", "POST"):
                    walk.try_out(route, method, role, Relation.OWN)
    walk.report(record_property)


def test_no_other_method_does_anything(walk, record_property):
    for route in routes():
        for role in (NOBODY, "programme_manager"):
            for method in SAID_LESS:
                walk.try_out(route, method, role, Relation.OWN)
    walk.report(record_property)


@pytest.mark.full
def test_every_route_and_method_for_every_role_in_every_relation(walk, record_property):
    for route in routes():
        states = ["published", "draft"] if route.is_about_an_initiative else ["published"]
        states = states[:1] if "pk" in route.arguments else states
        for state in states:
            for role, relation in walk.everybody():
                for method in ("GET", "HEAD", "POST", *SAID_LESS):
                    walk.try_out(route, method, role, relation, state)
    walk.report(record_property)


def test_a_link_with_a_letter_changed_leads_nowhere(world):
    for route in routes():
        if route.access is Access.LINK:
            address = route.address(world.here)
            changed = f"{address[:-2]}{'A' if address[-2] != 'A' else 'B'}/"
            for role in A_FEW:
                client = Client()
                if isinstance(person := world.people[role, Relation.OWN], Person):
                    client.force_login(person)
                assert client.get(changed).status_code == 404, route.name


def test_the_walk_finds_a_page_that_lets_anybody_in(walk, monkeypatch):
    monkeypatch.setattr(
        "samspill.initiatives.models.InitiativeQuerySet.open_to", lambda found, *_a, **_k: found
    )
    monkeypatch.setattr("samspill.portal.finding.refusal", lambda *_a, **_k: "")
    (steer,) = (each for each in routes() if each.name == "portal:steer")

    walk.try_out(steer, "GET", STRANGER, Relation.OWN)

    assert walk.wrong == [f"GET portal:steer (published) as {STRANGER}, own: let in, answered 200"]


def test_signing_in_is_where_it_is_asked_for():
    with translation.override("en"):
        assert settings.LOGIN_URL == "account_request_login_code"
        assert reverse(settings.LOGIN_URL) == "/en/sign-in/"
