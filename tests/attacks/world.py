"""A world in which every route leads somewhere: the stories, and a link of each kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from itertools import islice, product

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.signing import Signer
from django.db import models
from django.test import Client
from django.urls import resolve, reverse

from samspill.accounts.models import Person
from samspill.core import clock
from samspill.core.access import Access
from samspill.core.email_addresses import key_of
from samspill.core.models import Tally
from samspill.core.translated import Translated
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.queries import Passage, audience_of
from samspill.editorial.tests.factories import published as publish_text
from samspill.editorial.tests.factories import say
from samspill.initiatives import actions as initiatives
from samspill.initiatives.models import Initiative
from samspill.mailings import actions as mailings
from samspill.mailings import emails
from samspill.mailings.models import Subscription
from samspill.mailings.tests.letters import newest, secret_of
from samspill.media.tests.factories import AttachmentFactory, PictureFactory
from samspill.organisations.models import Role
from samspill.programmes.models import Programme
from tests.attacks.filling import forms
from tests.attacks.routes import ROUTES, Route
from tests.browser.places import ONGOING, TO_COME

#: So many combinations of arguments are tried for a route that nobody has written down here.
MOST_TRIES = 80
GUIDE = "en-veiledning"
NOT_ALLOWED = HTTPStatus.METHOD_NOT_ALLOWED
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
#: Routes that lead nowhere in this world, each with the reason. A new route finds its objects by
#: itself where they have a slug or a number; give :func:`secrets` the secret that it takes.
UNREACHED: Mapping[str, str] = {}


@dataclass
class World:
    """Who is there, and where each route leads."""

    people: Mapping[str, Person]
    secrets: Mapping[str, Sequence[str]]
    paths: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    #: On which pages there are forms that are sent to a route.
    senders: dict[str, list[str]] = field(default_factory=dict)

    def client(self, who: str = "", **options: object) -> Client:
        """Give the browser of somebody: nobody signed in, or one of the people."""
        client = Client(raise_request_exception=False, **options)
        if who:
            client.force_login(self.people[who])
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

    def find(self, route: Route) -> None:
        """Find an object that a route leads to, and who sees it."""
        best = (route.nowhere, "")
        visitors = self.people if route.access == Access.SIGNED_IN else ["", *self.people]
        paths = [route.path(given) for given in islice(self._arguments(route), MOST_TRIES)]
        for who, path in product(visitors, paths):
            answer = self.ready(route, who).get(path)
            # What takes forms only is found by the page that sends them (note_forms).
            if answer.status_code in {HTTPStatus.OK, NOT_ALLOWED}:
                self.paths[route.pattern], self.owners[route.pattern] = path, who
                return
            if answer.status_code not in GONE and best[0] == route.nowhere:
                best = (path, who)
        self.paths[route.pattern], self.owners[route.pattern] = best

    def note_forms(self, route: Route) -> None:
        """Note where a page's forms are sent; of a route without a page this is its address."""
        path, who = self.paths[route.pattern], self.owners[route.pattern]
        answer = self.ready(route, who).get(path)
        if "html" not in answer.get("Content-Type", ""):
            return
        for form in forms(answer.content.decode(), path):
            target = resolve(form.path).route if form.is_post else ""
            if target and path not in self.senders.setdefault(target, []):
                self.senders[target].append(path)
                if self.client().get(self.paths[target]).status_code == NOT_ALLOWED:
                    self.paths[target], self.owners[target] = form.path, who

    def _arguments(self, route: Route) -> Iterator[dict[str, object]]:
        pools = [
            [value for value in self._pool(name, kind, route) if route_takes(kind, value)]
            for name, kind in route.arguments.items()
        ]
        # Ordered so that the likeliest of each argument come first.
        numbered = product(*(enumerate(pool) for pool in pools))
        for chosen in sorted(numbered, key=lambda each: sum(place for place, _ in each)):
            yield dict(zip(route.arguments, (value for _, value in chosen), strict=True))

    def _pool(self, name: str, kind: str, route: Route) -> Sequence[object]:
        """List what an argument may be, the likeliest first."""
        if kind == "slug" and route.name in self.secrets:
            return self.secrets[route.name]
        if name in {"key", "language", "name"} and name in self.secrets:
            return self.secrets[name]
        if kind == "slug":
            return [ONGOING, *_first_of_each("slug")]
        if kind == "int":
            return self._numbers()
        return self.secrets.get(route.name, [*_first_of_each(name)])

    def _numbers(self) -> list[int]:
        newest_first = [
            pk
            for model in apps.get_models()
            if model.__module__.startswith("samspill")
            for pk in model._default_manager.order_by("-pk").values_list("pk", flat=True)[:1]
            if isinstance(pk, int)
        ]
        return list(dict.fromkeys([*self.secrets["numbers"], *newest_first]))


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


def _ask_for_code(world: World, client: Client) -> None:
    Tally.objects.all().delete()
    cache.clear()
    sent = {"email": world.people["runner"].email}
    client.post(reverse("account_request_login_code"), sent, headers=from_our_own_page())


#: What has to be done before a page has anything to show, to somebody who has not signed in.
BEFORE: Mapping[str, Callable[[World, Client], None]] = {
    "account_confirm_login_code": _ask_for_code,
}


def make_world() -> World:
    """Load what routes need beside the stories, and find where each of them leads."""
    world = World(people=_people(), secrets=_secrets())
    for route in ROUTES:
        world.find(route)
    for route in ROUTES:
        world.note_forms(route)
    return world


def _people() -> dict[str, Person]:
    """Give one person for each role, whoever runs the initiative that is going on first."""
    runner = Person.objects.get(email="jorunn.dalvik@fellesloftet.example")
    people = {"runner": runner}
    today = clock.today()
    for role in Role.objects.current(today).select_related("person").order_by("pk"):
        if role.person.is_active and role.person != runner:
            people.setdefault(role.kind, role.person)
    return people


def _secrets() -> dict[str, Sequence[str]]:
    """Make a link of each kind, and a draft, as people come by them."""
    now = clock.now()
    initiative = Initiative.objects.get(slug=ONGOING)
    listed = initiative.interest_list
    address = "leser@folk.example"
    mailings.ask(listed, address=address, language="nb", at=now - timedelta(hours=2))
    mailings.confirm(secret_of(newest()), at=now - timedelta(hours=1))
    other = Initiative.objects.get(slug=TO_COME).interest_list
    mailings.ask(other, address=address, language="nb", at=now)
    pending = secret_of(newest())
    handle = Subscription.objects.get(interest_list=listed, subscriber__address=address).handle
    runner = Person.objects.get(email="jorunn.dalvik@fellesloftet.example")
    words = Translated(nb="Nytt fra oss")
    draft = initiatives.draft_update(initiative, title=words, body=words, by=runner, at=now)
    published = listed.updates.exclude(published_at=None).latest("pk")
    return {
        "mailings:confirm": [pending],
        "mailings:preferences": [handle],
        "mailings:unsubscribe": [handle],
        "mailings:silence": [Signer(salt=emails.SILENCE_SALT).sign(key_of(address))],
        "numbers": [draft.pk, published.pk, 2016],
        "name": ["whole.jpeg", "whole.png"],
        "language": ["nb"],
        "key": _texts(),
        "portal:guide": [GUIDE],
    }


def _texts() -> list[str]:
    """Publish a guide with a file, and return the keys of a picture and of the file."""
    programme = Programme.objects.get(slug="fellesloftet")
    audience = audience_of(programme)
    offered = AttachmentFactory(audience=audience)
    shown = PictureFactory(audience=audience)
    file = Passage(kind=SectionKind.FILE, attachment=offered)
    publish_text(
        content=say("En veiledning", file, picture=shown),
        language="nb",
        piece__programme=programme,
        piece__genre=Genre.GUIDE,
        piece__slug=GUIDE,
    )
    return [shown.key, offered.key]


def from_our_own_page() -> Mapping[str, str]:
    """Give the headers with which a browser sends a form of our own."""
    return {"Origin": settings.SITE_URL, "Sec-Fetch-Site": "same-origin"}
