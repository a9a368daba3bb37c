"""Do to rows what their models declare for the day on which their person is erased."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from graphlib import TopologicalSorter
from typing import Any

from django.db import models

from samspill.core.personal import EMPTIED, Becomes, personal_fields
from samspill.privacy.queries.fates import Fate, fate_of
from samspill.privacy.queries.holdings import Holding

#: SQLite takes so many values in one question.
AT_A_TIME = 500
Keys = dict[object, None]


def sweep(held: Iterable[Holding], *, at: datetime) -> Mapping[str, int]:
    """Delete and empty what the models declare; return how many rows of each table were concerned."""
    gone: dict[type[models.Model], Keys] = {}
    emptied: dict[type[models.Model], Keys] = {}
    for each in held:
        fate = fate_of(each.model, each.way)
        if fate is not Fate.STAYS:
            into = gone if fate is Fate.GOES else emptied
            into.setdefault(each.model, {}).update(dict.fromkeys(each.keys))
    for model, keys in emptied.items():
        values = dict(_values(model, at))
        for some in _portions(keys):
            model._base_manager.filter(pk__in=some).update(**values)
    for model in _referring_first(gone):
        for some in _portions(gone[model]):
            model._base_manager.filter(pk__in=some).delete()
    concerned = {**gone, **emptied}
    return {model._meta.label: len(concerned[model]) for model in _by_name(concerned)}


def _values(model: type[models.Model], at: datetime) -> Iterator[tuple[str, Any]]:
    """Say what each field becomes that does not stay."""
    for name, held in personal_fields(model).items():
        if isinstance(held.at_erasure, Becomes):
            yield name, held.at_erasure.value(at)
        elif held.at_erasure is EMPTIED:
            yield name, _empty(model._meta.get_field(name))


def _empty(field: Any) -> Any:
    if field.has_default():
        return field.get_default()
    return None if field.null else ""


def _referring_first(gone: Mapping[type[models.Model], Keys]) -> list[type[models.Model]]:
    """Order tables so that no row is deleted while one that is to be deleted still refers to it."""
    sorter: TopologicalSorter[type[models.Model]] = TopologicalSorter()
    for model in _by_name(gone):
        sorter.add(model)
        for field in model._meta.concrete_fields:
            related = field.related_model
            if related and related in gone and related is not model:
                sorter.add(related, model)
    return list(sorter.static_order())


def _by_name(tables: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    return sorted(tables, key=lambda model: model._meta.label)


def _portions(keys: Keys) -> Iterator[Sequence[object]]:
    every = list(keys)
    for start in range(0, len(every), AT_A_TIME):
        yield every[start : start + AT_A_TIME]
