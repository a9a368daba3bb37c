"""Every address there is: each route, with every object of the world that it can name."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import models
from django.utils import translation

from samspill.accounts.models import Identity, OpenSession
from samspill.core.access import Access, routes
from samspill.core.addresses import WORDS
from samspill.editorial.models import Piece
from samspill.editorial.queries import audience_of
from samspill.events.models import Gathering
from samspill.initiatives.models import (
    Document,
    Initiative,
    Involvement,
    Requirement,
    Step,
    TeamMember,
)
from samspill.mailings.models import Subscriber, Subscription, Update
from samspill.media.models import Attachment, Picture
from samspill.newsletters.models import Newsletter
from samspill.organisations.models import Import, Invitation, Organisation, Role, Territory
from samspill.outreach.models import Contribution
from samspill.programmes.models import Ownership, Partnership, Programme, Theme
from tests.canaries.audiences import invited_key, link_key
from tests.canaries.world import INVITED, World, silence_link_of

_ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")

#: What the argument after a word of the address names. A route with another one makes a test fail.
NAMED_AFTER: Mapping[str, type[models.Model]] = {
    "initiatives": Initiative,
    "programmes": Programme,
    "themes": Theme,
    "places": Territory,
    "organisations": Organisation,
    "gatherings": Gathering,
    "updates": Update,
    "archive": Piece,
    "guides": Piece,
    "editing": Piece,
    "newsletters": Newsletter,
    "inbox": Contribution,
    "steps": Step,
    "requirements": Requirement,
    "documents": Document,
    "parties": Involvement,
    "team": TeamMember,
    "pictures-and-files": Picture,
    "people": Role,
    "role": Role,
    "invite": Invitation,
    "import": Import,
    "owners": Ownership,
    "partners": Partnership,
    "passkey": Authenticator,
    "service": Identity,
    "sessions": OpenSession,
}
#: What arguments of a name are that name no object: the sign-in services of the settings.
NAMES: Mapping[str, Sequence[str]] = {"provider": ["service"]}
#: What arguments of a name are beside an object: a language it exists in, a year, a part of a name.
CONSTANTS: Mapping[str, Sequence[str]] = {
    "language": ["en"],
    "year": ["2016"],
    "name": ["whole.jpeg"],
}
#: What the argument after a word names where addresses have no language.
NAMED_AFTER_PLAIN: Mapping[str, type[models.Model]] = {"pictures": Picture, "files": Attachment}
#: Pages for trying things out: they show everybody's mail, and are in no site that is in use.
LEFT_OUT = {Access.DEVELOPMENT}


@dataclass(frozen=True)
class Constant:
    """An argument that names no object."""

    value: str
    pk: int = 0

    def __getattr__(self, _name: str) -> str:
        return self.value


@dataclass(frozen=True)
class Address:
    """One address: where it leads, what it names, and, if it is a link, whose link it is."""

    path: str
    pattern: str
    view: Any = field(compare=False, hash=False, repr=False)
    things: tuple[models.Model, ...] = ()
    holder: str = ""

    @property
    def access(self) -> Access:
        return Access(self.view.access)

    def without(self, hidden: set[models.Model]) -> str:
        """Write the same address with words of the same form that name nothing."""
        path = self.path
        for thing in hidden & {*self.things}:
            for value in (getattr(thing, "slug", ""), getattr(thing, "key", ""), str(thing.pk)):
                if not value:
                    continue
                path = re.sub(rf"/{re.escape(value)}(?=/|$)", f"/{_nothing(value)}", path)
        return path


class Unnamed(LookupError):
    """Nobody has said what an argument of a route names."""


def every_address(world: World, language: str) -> list[Address]:
    """List every address in a language; those outside the languages come with each of them.

    :raises Unnamed: an argument of a route is in neither table.
    """
    if language not in world.addresses:
        world.addresses[language] = list(_every_address(world, language))
    return world.addresses[language]


def _every_address(world: World, language: str) -> Iterator[Address]:
    seen = set()
    with translation.override(language):
        for pattern, view in routes():
            if pattern in seen or view.access in LEFT_OUT:
                continue
            seen.add(pattern)
            if view.access == Access.LINK:
                yield from _links(world, pattern, view, language)
            else:
                yield from _addresses(pattern, view, language)


def _links(world: World, pattern: str, view: Any, language: str) -> Iterator[Address]:
    (argument,) = _ARGUMENT.finditer(pattern)
    word = _named(pattern, argument, language, LINKED_AFTER)
    for secret, holder in LINKED_AFTER[word](world):
        yield Address(_ARGUMENT.sub(secret, f"/{pattern}"), pattern, view, holder=holder)


def _addresses(pattern: str, view: Any, language: str) -> Iterator[Address]:
    arguments = list(_ARGUMENT.finditer(pattern))
    if arguments and arguments[0]["name"] in NAMES:
        for name in NAMES[arguments[0]["name"]]:
            yield Address(_ARGUMENT.sub(name, f"/{pattern}"), pattern, view)
        return
    offered = [_offered(pattern, each, language) for each in arguments]
    for things in product(*offered):
        if _belong_together(things):
            values = [
                getattr(thing, each["name"]) for thing, each in zip(things, arguments, strict=True)
            ]
            given = iter(values)
            path = _ARGUMENT.sub(lambda _each: str(next(given)), f"/{pattern}")  # noqa: B023 - used at once
            objects = tuple(each for each in things if not isinstance(each, Constant))
            yield Address(path, pattern, view, objects)


def _offered(pattern: str, argument: re.Match[str], language: str) -> Sequence[Any]:
    if argument["name"] in CONSTANTS:
        return [Constant(each) for each in CONSTANTS[argument["name"]]]
    return _objects(_model(pattern, argument, language))


def _model(pattern: str, argument: re.Match[str], language: str) -> type[models.Model]:
    for word, model in NAMED_AFTER_PLAIN.items():
        if pattern.startswith(f"media/{word}/"):
            return model
    return NAMED_AFTER[_named(pattern, argument, language, NAMED_AFTER)]


def _named(
    pattern: str, argument: re.Match[str], language: str, table: Mapping[str, object]
) -> str:
    """Find the word that says what an argument names: the last one before it that is in the table."""
    word_of = {forms[language]: word for word, forms in WORDS.items() if word in table}
    for part in reversed(pattern[: argument.start()].split("/")):
        if part in word_of:
            return word_of[part]
    raise Unnamed(
        f"The crawl does not know what {argument[0]} of the route {pattern!r} names:"
        " add the word before it to a table in tests/canaries/addresses.py."
    )


def _objects(model: type[models.Model]) -> list[models.Model]:
    return list(model._default_manager.order_by("pk"))


def _belong_together(things: tuple[models.Model, ...]) -> bool:
    """Keep updates with their initiative, and each with one that it does not belong to."""
    match things:
        case (Initiative() as initiative, Update() as update):
            own = update.interest_list_id == initiative.interest_list_id
            return own or (update.pk + initiative.pk) % 11 == 0
        case (Initiative() as initiative, (Step() | Requirement() | Document()) as row) | (
            Initiative() as initiative,
            (Involvement() | TeamMember()) as row,
        ):
            return row.initiative_id == initiative.pk or (row.pk + initiative.pk) % 37 == 0
        case (Organisation() as organisation, Role() | Invitation() as part):
            own = part.organisation_id == organisation.pk
            return own or (part.pk + organisation.pk) % 37 == 0
        case (Programme() as programme, Newsletter() | Ownership() | Partnership() as part):
            return part.programme_id == programme.pk or part.pk % 5 == 0
        case (Programme() as programme, Picture() as picture):
            return picture.audience == audience_of(programme) or picture.pk % 5 == 0
    return True


def _nothing(value: str) -> str:
    return "987654321" if value.isdigit() else re.sub(r"[a-z0-9]", "q", value)


def _pending(world: World) -> Iterator[tuple[str, str]]:
    for number, side in enumerate((world.ours, world.theirs)):
        asked = side.ongoing.interest_list.subscriptions.get(status="pending")
        yield f"{world.secret}-{number}", link_key(asked.subscriber_id)


def _invited(world: World) -> Iterator[tuple[str, str]]:
    for number, invitation in enumerate(world.invitations):
        yield f"{INVITED}-{number}", invited_key(invitation.pk)


def _handles(_world: World) -> Iterator[tuple[str, str]]:
    for each in Subscription.objects.order_by("pk"):
        yield each.handle, link_key(each.subscriber_id)


def _silences(_world: World) -> Iterator[tuple[str, str]]:
    for each in Subscriber.objects.order_by("pk"):
        yield silence_link_of(each), link_key(each.pk)


#: Whose link it is that the secret after a word of the address belongs to.
LINKED_AFTER: Mapping[str, Callable[[World], Iterator[tuple[str, str]]]] = {
    "confirm": _pending,
    "preferences": _handles,
    "unsubscribe": _handles,
    "no-more-mail": _silences,
    "invitation": _invited,
}
