"""What references stand for, as far as the reader may see it: a question for each kind at most."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from samspill.accounts.models import Person
from samspill.audit.queries import Deed
from samspill.core.translated import Translated
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative, Step
from samspill.mailings.models import Update
from samspill.organisations.models import Invitation, Organisation, Role
from samspill.organisations.queries import organisations_open_to
from samspill.programmes.models import Programme

Text = str | Translated
#: Changes that name an organisation by its slug.
_SLUGS = ("organisation", "successor")
_ORGANISATION = "organisations.organisation"
_PERSON = "accounts.person"
_ROLE = "organisations.role"
_INVITATION = "organisations.invitation"


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something that deeds were done to: its name and its page."""

    name: Text
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Names:
    """What the references of some deeds stand for."""

    things: Mapping[str, Thing] = field(default_factory=dict)
    slugs: Mapping[str, Text] = field(default_factory=dict)

    @classmethod
    def of(cls, deeds: Iterable[Deed], *, reader: Person, at: datetime) -> "Names":
        """Find the names of everything that the deeds refer to and the reader may see."""
        deeds = list(deeds)
        wanted: dict[str, set[str]] = {}
        for reference in {each for deed in deeds for each in _references(deed)}:
            kind, _, key = reference.partition(":")
            if key.isdigit():
                wanted.setdefault(kind, set()).add(key)
        things = {
            f"{kind}:{key}": thing
            for kind, keys in wanted.items()
            if kind in _FINDERS
            for key, thing in _FINDERS[kind](keys, reader, at).items()
        }
        return cls(things=things, slugs=_by_slug(deeds))


def _references(deed: Deed) -> Iterable[str]:
    by = f"{_PERSON}:{deed.by.removeprefix('person:')}" if deed.by.startswith("person:") else ""
    named = deed.changes.get("coordinator")
    coordinators = named if isinstance(named, list) else [named]
    yield from (by, deed.organisation, deed.subject, person_in(deed.changes.get("person")))
    yield from (f"{_ROLE}:{each}" for each in coordinators if each)


def person_in(said: object) -> str:
    """Refer to the person of a change, who is said by key or by reference."""
    return f"{_PERSON}:{said}" if isinstance(said, int) else str(said or "")


def _by_slug(deeds: Iterable[Deed]) -> Mapping[str, Text]:
    said = [deed.changes.get(name) for deed in deeds for name in _SLUGS]
    slugs = {each for each in said if isinstance(each, str)}
    if not slugs:
        return {}
    return dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "name"))


def _people(keys: Iterable[str], _reader: Person, _at: datetime) -> Mapping[int, Thing]:
    people = Person.objects.filter(pk__in=keys, erased_at=None)
    return {each.pk: Thing(name=each.name) for each in people}


def _people_in_roles(keys: Iterable[str], _reader: Person, _at: datetime) -> Mapping[int, Thing]:
    roles = Role.objects.filter(pk__in=keys).select_related("person")
    return {each.pk: Thing(name=each.person.name) for each in roles}


def _organisations(keys: Iterable[str], reader: Person, _at: datetime) -> Mapping[int, Thing]:
    found = Organisation.objects.visible_to(reader).filter(pk__in=keys)
    return {each.pk: Thing(name=each.name, url=each.get_absolute_url()) for each in found}


def _invitations(keys: Iterable[str], reader: Person, at: datetime) -> Mapping[int, Thing]:
    """Say who was invited to those who see the organisation's invitations, as long as they are kept."""
    own = organisations_open_to(reader, "organisations.invite", at=at)
    found = Invitation.objects.filter(pk__in=keys, organisation__in=own)
    return {each.pk: Thing(name=each.address) for each in found}


def _initiatives(keys: Iterable[str], reader: Person, at: datetime) -> Mapping[int, Thing]:
    found = Initiative.objects.visible_to(reader, at=at).filter(pk__in=keys)
    return {each.pk: Thing(name=each.title, url=each.get_absolute_url()) for each in found}


def _steps(keys: Iterable[str], reader: Person, at: datetime) -> Mapping[int, Thing]:
    visible = Initiative.objects.visible_to(reader, at=at)
    found = Step.objects.filter(pk__in=keys, initiative__in=visible).select_related("initiative")
    return {each.pk: Thing(name=each.title) for each in found}


def _updates(keys: Iterable[str], reader: Person, at: datetime) -> Mapping[int, Thing]:
    own = Initiative.objects.open_to(reader, "initiatives.read_history", at=at)
    visible = Q(published_at__lte=at) | Q(interest_list__in=own.values("interest_list"))
    found = Update.objects.filter(visible, pk__in=keys)
    return {each.pk: Thing(name=each.title) for each in found}


def _gatherings(keys: Iterable[str], reader: Person, at: datetime) -> Mapping[int, Thing]:
    own = Initiative.objects.open_to(reader, "initiatives.read_history", at=at)
    shown = Gathering.objects.visible_to(reader, at=at).values("pk")
    found = Gathering.objects.filter(Q(pk__in=shown) | Q(initiative__in=own), pk__in=keys)
    return {
        each.pk: Thing(name=each.title, url=each.get_absolute_url() if each.published_at else "")
        for each in found
    }


def _programmes(keys: Iterable[str], reader: Person, at: datetime) -> Mapping[int, Thing]:
    found = Programme.objects.visible_to(reader, at=at).filter(pk__in=keys)
    return {each.pk: Thing(name=each.title, url=each.get_absolute_url()) for each in found}


_FINDERS: Mapping[str, Callable[[Iterable[str], Person, datetime], Mapping[int, Thing]]] = {
    _PERSON: _people,
    _ROLE: _people_in_roles,
    "events.gathering": _gatherings,
    "initiatives.initiative": _initiatives,
    "initiatives.step": _steps,
    "mailings.update": _updates,
    _INVITATION: _invitations,
    _ORGANISATION: _organisations,
    "programmes.programme": _programmes,
}
