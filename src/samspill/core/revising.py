"""What a row says, compared with what somebody wants it to say.

A form remembers, in a digest, what the row said when it was made. If that is not what the row says
now, somebody else has written meanwhile: nothing is saved, and both are shown.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Manager, Model
from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible
from samspill.core.imprecise import ImpreciseTime


class Overtaken(NotPossible):
    """Somebody else has changed the row since it was read."""


def values_of(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """Return what a row says in some fields; of a relation to many, the rows in a list."""
    return {name: _value(getattr(row, name)) for name in names}


def _value(value: Any) -> Any:
    return list(value.order_by("pk")) if isinstance(value, Manager) else value


def digest_of(row: Model, names: Iterable[str]) -> str:
    """Return a digest of what a row says in some fields."""
    said = {name: plain(value) for name, value in values_of(row, sorted(names)).items()}
    written = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return sha256(written.encode(errors="replace")).hexdigest()[:32]


def plain(value: Any) -> Any:
    """Reduce a value to what JSON holds, so that two can be compared: rows by their key."""
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Model):
        return getattr(value, "slug", value.pk)
    if isinstance(value, ImpreciseTime | date | Decimal):
        return _written(value)
    return sorted((plain(each) for each in value), key=str)


def _written(value: ImpreciseTime | date | Decimal) -> str:
    if isinstance(value, ImpreciseTime):
        return value.to_edtf()
    return value.isoformat() if isinstance(value, date) else format(value.normalize(), "f")


def check_unchanged(row: Model, names: Iterable[str], seen: str) -> None:
    """What somebody saw is what the row still says, and nobody else may change it until the end.

    :raises Overtaken: somebody else has changed it since; ``seen`` is the digest of what was seen.
    :raises NotPossible: somebody else has taken it away.
    """
    newest = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if newest is None:
        raise NotPossible(_("Somebody else has taken this away meanwhile."))
    if seen and digest_of(newest, names) != seen:
        raise Overtaken(
            _(
                "Somebody else has changed this meanwhile. Both are shown below, and nothing is lost."
            )
        )
    row.refresh_from_db()


def differing(row: Model, said: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """List the fields in which a row does not say what it should: what it says, and what it should."""
    before = values_of(row, said)
    return {
        name: (before[name], after)
        for name, after in said.items()
        if not is_same(before[name], after)
    }


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same; whatever is empty says nothing."""
    first, second = (None if plain(each) in ("", [], {}) else plain(each) for each in (one, other))
    return bool(first == second)


def write_into(row: Model, said: Mapping[str, Any]) -> None:
    """Let a row say something else in some fields, and save it."""
    many = {each.name for each in row._meta.many_to_many}
    for name in said.keys() - many:
        setattr(row, name, said[name])
    if said.keys() - many:
        row.save(update_fields=sorted(said.keys() - many))
    for name in said.keys() & many:
        getattr(row, name).set(said[name])
