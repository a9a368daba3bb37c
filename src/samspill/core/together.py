"""Read rows of several tables in one query.

A public page lists themes, goals, places, requirements and more: a handful of rows of each. Asking
table by table costs a round trip each; ``read_together`` asks once, by UNION ALL, and gives back
ordinary model instances, of which the fields that were not asked for are deferred.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Cast

from samspill.core.imprecise import ImpreciseTimeField
from samspill.core.translated import Translated, TranslatedField

#: What is asked for: rows, and the paths of the fields that are needed (``organisation__name``).
Wanted = tuple[QuerySet[Any], Sequence[str]]

#: Columns of one family may stand under each other in a UNION; what fills the place of a missing one.
_FAMILIES: Sequence[tuple[str, tuple[type[models.Field[Any, Any]], ...], Any]] = (
    ("text", (TranslatedField,), Value(Translated(), output_field=TranslatedField())),
    ("time", (ImpreciseTimeField,), Value("", output_field=ImpreciseTimeField(blank=True))),
    ("flag", (models.BooleanField,), Value(value=False, output_field=models.BooleanField())),
    (
        "number",
        (models.IntegerField, models.ForeignKey),
        Value(0, output_field=models.BigIntegerField()),
    ),
    (
        "amount",
        (models.DecimalField,),
        Cast(Value(Decimal()), models.DecimalField(max_digits=18, decimal_places=2)),
    ),
    ("moment", (models.DateTimeField,), Cast(Value(None), models.DateTimeField())),
    ("day", (models.DateField,), Cast(Value(None), models.DateField())),
    ("words", (models.CharField, models.TextField), Value("", output_field=models.TextField())),
)


def read_together(**wanted: Wanted) -> dict[str, list[Any]]:
    """Read every kind of row that is asked for, in one query, each kind ordered by ``pk``.

    Paths of one step into a relation fill the related instance, whose ``id`` must be among them.

    :raises TypeError: a field is of a kind that cannot be read together with others.
    """
    columns = {name: _columns(rows.model, paths) for name, (rows, paths) in wanted.items()}
    slots = sorted(set(chain.from_iterable(each.values() for each in columns.values())))
    branches = [
        _branch(name, rows, columns[name], slots) for name, (rows, _paths) in wanted.items()
    ]
    found: dict[str, list[Any]] = {name: [] for name in wanted}
    for name, pk, *values in branches[0].union(*branches[1:], all=True):
        given = dict(zip(slots, values, strict=True))
        known = {path: given[slot] for path, slot in columns[name].items()}
        found[name].append(_instance(wanted[name][0].model, {"id": pk, **known}))
    for rows in found.values():
        rows.sort(key=lambda row: row.pk)
    return found


def _columns(model: type[models.Model], paths: Sequence[str]) -> dict[str, str]:
    """Give each path the next free column of its family: ``text0``, ``text1``, ``number0``."""
    taken: dict[str, int] = {}
    columns = {}
    for path in paths:
        family = _family(_field(model, path))
        columns[path] = f"{family}{taken.get(family, 0)}"
        taken[family] = taken.get(family, 0) + 1
    return columns


def _field(model: type[models.Model], path: str) -> Any:
    first, _, rest = path.partition("__")
    field: Any = model._meta.get_field(first)
    return field.related_model._meta.get_field(rest) if rest else field


def _family(field: object) -> str:
    for name, kinds, _filler in _FAMILIES:
        if isinstance(field, kinds):
            return name
    raise TypeError(f"{field} cannot be read together with others")


def _branch(
    name: str, rows: QuerySet[Any], columns: Mapping[str, str], slots: Sequence[str]
) -> QuerySet[Any, Any]:
    paths = {slot: path for path, slot in columns.items()}
    fillers = {family: filler for family, _kinds, filler in _FAMILIES}
    shown = {
        slot: F(paths[slot]) if slot in paths else fillers[slot.rstrip("0123456789")]
        for slot in slots
    }
    marked: QuerySet[Any, Any] = rows.order_by().annotate(
        branch=Value(name, output_field=models.TextField()), **shown
    )
    return marked.values_list("branch", "pk", *shown)


def _instance(model: type[models.Model], values: Mapping[str, Any]) -> models.Model:
    """Build an instance and its related instances as if each had been read on its own."""
    own: dict[str, Any] = {}
    related: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        attname = _field(model, path).attname
        first, _, rest = path.partition("__")
        (related.setdefault(first, {}) if rest else own)[attname] = value
    one = _loaded(model, own)
    for name, fields in related.items():
        target: Any = model._meta.get_field(name).related_model
        setattr(one, name, _loaded(target, fields) if fields["id"] else None)
    return one


def _loaded(model: type[models.Model], values: Mapping[str, Any]) -> models.Model:
    # ``from_db`` takes values in the order of the columns and defers what is not named.
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db("default", names, [values[name] for name in names])
