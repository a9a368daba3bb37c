"""Finding the rows that belong to a person, by what the models declare."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Model, Q, QuerySet

from samspill.core.personal.declaring import Belongs, To
from samspill.core.personal.register import belongings
from samspill.core.personal.whose import Whose


def ways() -> Iterator[tuple[type[Model], Belongs]]:
    """Go through all ways in which rows belong to people, table by table."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        for way in belongings(model):
            yield model, way


def rows_of(model: type[Model], way: Belongs, whose: Whose) -> QuerySet[Any]:
    """Find the rows of a model that belong to somebody in one way, each once."""
    everything: QuerySet[Any] = model._base_manager.all()
    if way.to is To.SESSION:
        return everything.filter(pk__in=[*_sessions(whose)])
    wanted = _wanted(way, whose)
    if wanted is None:
        return everything.none()
    # Two conditions on one to-many relation must hold for the same related row.
    return everything.filter(wanted, **way.only).distinct()


def _wanted(way: Belongs, whose: Whose) -> Q | None:
    lookups: Mapping[To, tuple[str, Collection[object]]] = {
        To.ACCOUNT: ("exact", [] if whose.account is None else [whose.account]),
        To.ADDRESS: ("iexact", whose.spellings),
        To.ADDRESS_KEY: ("exact", whose.keys),
        To.WITH_ADDRESS_KEY: ("contains", whose.keys),
        To.REFERENCE: ("exact", whose.references),
        To.NAME: ("exact", [whose.name] if whose.name else []),
        To.MENTION: ("icontains", whose.spellings),
    }
    lookup, values = lookups[way.to]
    return _any(f"{way.path}__{lookup}", values)


def _any(lookup: str, values: Collection[object]) -> Q | None:
    wanted: Q | None = None
    for value in values:
        one = Q(**{lookup: value})
        wanted = one if wanted is None else wanted | one
    return wanted


def _sessions(whose: Whose) -> Iterator[str]:
    """Open the sessions one by one: whose they are stands inside, signed.

    One in which somebody has asked for a code and not signed in yet holds the address alone.
    """
    addresses = {each.casefold() for each in whose.spellings}
    for session in Session.objects.order_by("pk").iterator():
        inside = session.get_decoded()
        is_theirs = whose.account is not None and inside.get("_auth_user_id") == str(whose.account)
        if is_theirs or addresses & set(_words_in(inside)):
            yield session.session_key


def _words_in(inside: object) -> Iterator[str]:
    if isinstance(inside, dict):
        for value in inside.values():
            yield from _words_in(value)
    elif isinstance(inside, list | tuple):
        for value in inside:
            yield from _words_in(value)
    else:
        yield str(inside).casefold()
