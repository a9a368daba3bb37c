"""Let what a story tells be found, in the transaction that tells it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import models

from samspill.editorial import findable as editorial
from samspill.editorial.models import Piece
from samspill.events import findable as events
from samspill.events.models import Gathering
from samspill.initiatives import findable as initiatives
from samspill.initiatives.models import Initiative
from samspill.organisations import findable as organisations
from samspill.organisations.models import Organisation, Territory
from samspill.programmes import findable as programmes
from samspill.programmes.models import Programme, Theme
from samspill.search.things import Source

#: By what each table is put into the index; in this order, since a part follows its whole.
SOURCES: Mapping[type[models.Model], Source] = dict(
    zip(
        (Territory, Organisation, Theme, Programme, Initiative, Gathering, Piece),
        (
            *organisations.SOURCES,
            *programmes.SOURCES,
            *initiatives.SOURCES,
            *events.SOURCES,
            *editorial.SOURCES,
        ),
        strict=True,
    )
)


def index(told: Iterable[models.Model], *, at: datetime) -> None:
    """Put what a story has told into the index, and what has not changed is left as it is there."""
    keys: dict[type[models.Model], list[int]] = {}
    for instance in told:
        keys.setdefault(type(instance), []).append(instance.pk)
    for model, source in SOURCES.items():
        if some := keys.get(model):
            source.put(some, at)
