"""A world in which every route leads somewhere: the stories, and a link of each kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice, product

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from samspill.accounts.choices import Means
from samspill.accounts.http import note_means
from samspill.accounts.models import Person
from samspill.accounts.tests.steps import sent_code, try_code
from samspill.core import clock
from samspill.core.access import Access
from samspill.core.models import Tally
from samspill.organisations.models import Role
from tests.attacks.filling import forms
from tests.attacks.routes import ROUTES, Route
from tests.attacks.things import CAREFUL, OWNERS, Things, make_careful, make_things
from tests.browser.places import ONGOING

#: So many combinations of arguments are tried, by each person, for a route of which ``things.py``
#: says nothing.
MOST_TRIES = 8
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
#: Routes that lead nowhere in this world, each with the reason. A new route finds its objects by
#: itself where they have a slug or a number; let ``things.py`` make what else it takes.
UNREACHED: Mapping[str, str] = {}


@dataclass
class World:
    """Who is there, and where each route leads."""

    people: Mapping[str, Person]
    things: Things
    paths: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    #: On which pages there are forms that are sent to a route.
    senders: dict[str, list[str]] = field(default_factory=dict)
    #: Routes that only take forms.
    unopened: set[str] = field(default_factory=set)

    def client(self, who: str = "", **options: object) -> Client:
        """Give the browser of somebody: nobody signed in, or one of the people, just signed in."""
        client = Client(raise_request_exception=False, **options)
        if who:
            client.force_login(self.people[who])
            _note_how(client, self.people[who], Means.PASSKEY if who == CAREFUL else Means.CODE)
        return client

    def visitor(self, route: Route, *, otherwise: str = "", **options: object) -> Client:
        """Give the browser of whoever a route leads somewhere, with what comes before it done."""
        return self.ready(route, self.owners[route.pattern] or otherwise, **options)

    def ready(self, route: Route, who: str, **options: object) -> Client:
        """Give somebody's browser after what comes before a page."""
        client = self.client(who, **options)
        if not who and route.name in BEFORE:
            BEFORE[route.name](self, client)
        return client

    def find(self, route: Route) -> HttpResponse | None:
        """Find an object that a route leads to, and who sees it; return the page."""
        self.paths[route.pattern], self.owners[route.pattern] = route.nowhere, ""
        for who, path in product(self._visitors(route), self._paths(route)):
            answer = self.ready(route, who).get(path)
            if _is_there(route, answer):
                self.paths[route.pattern], self.owners[route.pattern] = path, who
                return answer
        return None

    def note_forms(self, route: Route, page: HttpResponse) -> None:
        """Note where a page's forms are sent; of a route without a page this is its address."""
        if "html" not in page.get("Content-Type", ""):
            return
        path, who = self.paths[route.pattern], self.owners[route.pattern]
        for form in forms(page.content.decode(), path):
            target = resolve(form.path).route if form.is_post else ""
            if target and path not in self.senders.setdefault(target, []):
                self.senders[target].append(path)
                # Of a route that has no page of its own, the form says what it takes.
                if target in self.unopened and len(self.senders[target]) == 1:
                    self.paths[target], self.owners[target] = form.path, who

    def _visitors(self, route: Route) -> Sequence[str]:
        if route.name in OWNERS:
            return [OWNERS[route.name]]
        return list(self.people) if route.access == Access.SIGNED_IN else ["", "runner"]

    def _paths(self, route: Route) -> list[str]:
        if route.name in self.things.arguments:
            return [route.path(self.things.arguments[route.name])]
        return [route.path(given) for given in islice(self._arguments(route), MOST_TRIES)]

    def _arguments(self, route: Route) -> Iterator[dict[str, object]]:
        pools = [
            [value for value in self._pool(name, kind) if route_takes(kind, value)]
            for name, kind in route.arguments.items()
        ]
        # Ordered so that the likeliest of each argument come first.
        numbered = product(*(enumerate(pool) for pool in pools))
        for chosen in sorted(numbered, key=lambda each: sum(place for place, _ in each)):
            yield dict(zip(route.arguments, (value for _, value in chosen), strict=True))

    def _pool(self, name: str, kind: str) -> Sequence[object]:
        """List what an argument may be, the likeliest first."""
        if kind == "slug":
            return [ONGOING, *_first_of_each("slug")]
        return self.things.numbers if kind == "int" else _first_of_each(name)


def _is_there(route: Route, answer: HttpResponse) -> bool:
    """Tell whether an answer is that of the page, and does not only keep somebody out."""
    if answer.status_code == HTTPStatus.FORBIDDEN:
        return route.access != Access.SIGNED_IN
    signing_in = (reverse("account_login"), reverse("security_confirm"))
    return answer.status_code not in GONE and not (
        answer.status_code == HTTPStatus.FOUND
        and answer["Location"].partition("?")[0] in signing_in
    )


def _note_how(client: Client, person: Person, means: Means) -> None:
    """Let a session say by what it has been opened, as pages that change such things ask."""
    request = RequestFactory().get("/")
    request.session = client.session
    note_means(request, person, means)
    request.session.save()


def route_takes(kind: str, value: object) -> bool:
    """Tell whether an argument of this kind can be written so."""
    return isinstance(value, int) if kind == "int" else bool(value)


def _first_of_each(name: str) -> list[object]:
    """List one value of a field from every table that has one of that name."""
    values = []
    for model in apps.get_models():
        fields = {each.name: each for each in model._meta.concrete_fields}
        if isinstance(fields.get(name), models.CharField | models.UUIDField):
            values += model._default_manager.order_by("pk").values_list(name, flat=True)[:1]
    return values


def _ask_for_code(world: World, client: Client, who: str = "runner") -> None:
    Tally.objects.all().delete()
    cache.clear()
    sent = {"email": world.people[who].email}
    client.post(reverse("account_request_login_code"), sent, headers=from_our_own_page())


def _take_the_first_step(world: World, client: Client) -> None:
    _ask_for_code(world, client, CAREFUL)
    try_code(client, sent_code())


#: What has to be done before a page has anything to show, to somebody who has not signed in.
BEFORE: Mapping[str, Callable[[World, Client], None]] = {
    "account_confirm_login_code": _ask_for_code,
    "mfa_authenticate": _take_the_first_step,
}


def make_world() -> World:
    """Make what routes need beside the stories, and find where each of them leads."""
    people = _people()
    world = World(people=people, things=make_things(people))
    answers = {route.pattern: (route, world.find(route)) for route in ROUTES}
    for route, answer in answers.values():
        if answer is not None and answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            world.unopened.add(route.pattern)
    for route, answer in answers.values():
        if answer is not None:
            world.note_forms(route, answer)
    return world


def _people() -> dict[str, Person]:
    """Give one person for each role, whoever runs the initiative that is going on first."""
    runner = Person.objects.get(email="jorunn.dalvik@fellesloftet.example")
    people = {"runner": runner}
    today = clock.today()
    for role in Role.objects.current(today).select_related("person").order_by("pk"):
        if role.person.is_active and role.person != runner:
            people.setdefault(role.kind, role.person)
    return {**people, CAREFUL: make_careful()}


def from_our_own_page() -> Mapping[str, str]:
    """Give the headers with which a browser sends a form of our own."""
    return {"Origin": settings.SITE_URL, "Sec-Fetch-Site": "same-origin"}
