"""Values as the audit trail keeps them, and whether two of them differ."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from samspill.accounts.models import Person
from samspill.core.imprecise import ImpreciseTime, ImpreciseTimeField
from samspill.core.personal import personal_fields
from samspill.core.references import reference_to
from samspill.core.translated import Translated
from samspill.initiatives.models import TeamMember
from samspill.organisations.models import Role
from samspill.stories.schema import Kind

#: What has changed: by field, from what to what.
Changes = dict[str, tuple[Any, Any]]


#: What the trail names by its key alone, since its name is somebody's.
_PEOPLE = (Person, Role, TeamMember)


def named(instance: models.Model) -> str:
    """Name a row in the trail, which outlives everybody's wish to be named."""
    return reference_to(instance) if isinstance(instance, _PEOPLE) else str(instance)


def whose(instance: models.Model) -> models.Model:
    """Return of whom the personal values of a row are: somebody, or else the row itself."""
    return getattr(instance, "person", instance)


def take_out_personal(changes: Changes, model: type[models.Model]) -> Changes:
    """Take the values that say something about a person out of the changes of a row."""
    personal = [
        name
        for name in personal_fields(model)
        if name in changes and not model._meta.get_field(name).is_relation
    ]
    return {name: changes.pop(name) for name in personal}


def plain(value: Any) -> Any:
    """Write a value in the words of JSON."""
    match value:
        case Translated():
            return dict(value)
        case ImpreciseTime():
            return value.to_edtf()
        case date():
            return value.isoformat()
        case Decimal() | models.Model():
            return named(value) if isinstance(value, models.Model) else str(value)
        case list() | set():
            return sorted(str(plain(one)) for one in value)
        case _:
            return value


def differs(before: Any, after: Any) -> bool:
    """Tell whether a value has changed; nothing and an empty text are the same."""
    return before != after and bool(before not in (None, "") or after not in (None, ""))


def key_of(kind: Kind, instance: models.Model) -> list[Any]:
    """Tell by what a row of the table is known."""
    return [getattr(instance, name) for name in kind.key]


def is_same(wanted: Any, stored: Any) -> bool:
    """Tell whether two keys name one row; of a text, one language that agrees is enough."""
    if isinstance(wanted, Mapping):
        return any(stored.get(language) == text for language, text in wanted.items())
    return bool(wanted == stored)


def default_of(one: models.Field[Any, Any]) -> Any:
    """Return what a field holds in a new row."""
    return None if isinstance(one, ImpreciseTimeField) else one.get_default()
