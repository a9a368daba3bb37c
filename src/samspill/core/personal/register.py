"""What all models say together, and what they have left out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from samspill.core.imprecise import ImpreciseTimeField
from samspill.core.personal.declaring import UNDECIDED, Belongs, Held, To
from samspill.core.personal.libraries import LIBRARIES
from samspill.core.translated import TranslatedField

#: Too short for anything about anybody: codes of countries, currencies and languages.
SHORTEST_TEXT = 4
#: What leads to whose a row is shows nothing more to them.
_WHOSE = frozenset({To.ACCOUNT, To.REFERENCE})
#: Published texts, choices of an address, and times.
_NEVER = (models.SlugField, models.URLField, TranslatedField, ImpreciseTimeField)
_TEXTS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.GenericIPAddressField,
    models.FileField,
    models.BinaryField,
)


def personal_fields(model: type[models.Model]) -> Mapping[str, Held]:
    """Return the fields of a model that are declared to hold personal data."""
    if model._meta.label in LIBRARIES:
        return LIBRARIES[model._meta.label].personal
    declared: Mapping[str, Held] = getattr(model, "PERSONAL", {})
    return declared


def belongings(model: type[models.Model]) -> Sequence[Belongs]:
    """Return the ways in which the rows of a model belong to a person."""
    if model._meta.label in LIBRARIES:
        return LIBRARIES[model._meta.label].belongs_to
    declared: Sequence[Belongs] = getattr(model, "BELONGS_TO", ())
    return declared


def undeclared(model: type[models.Model]) -> list[str]:
    """List the fields that can hold personal data, and of which the model says nothing."""
    said = {*personal_fields(model), *getattr(model, "NOT_PERSONAL", ())}
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in said and _can_be_personal(field)
    ]


def misdeclared(model: type[models.Model]) -> list[str]:
    """List what a model declares twice, or of fields and paths that it does not have."""
    personal, rest = set(personal_fields(model)), set(getattr(model, "NOT_PERSONAL", ()))
    fields = {field.name for field in model._meta.concrete_fields}
    paths = {path for each in belongings(model) for path in (each.path, *each.shows, *each.only)}
    lost = {path for path in paths if field_at(model, path) is None}
    return sorted((personal & rest) | ((personal | rest) - fields) | lost)


def unowned(model: type[models.Model]) -> list[str]:
    """List what is missing for the people a model's rows are about to be shown and to be erased.

    Whose its rows are; what erasing does to each personal field; and each field to be shown to the
    person, unless it is said why not.
    """
    personal, ways = personal_fields(model), belongings(model)
    if personal and not ways:
        return ["BELONGS_TO"]
    shown = {path for each in ways for path in each.shows}
    # Whose a row is, the person knows who is shown it.
    shown |= {each.path.partition("__")[0] for each in ways if each.to in _WHOSE}
    return [
        name
        for name, held in personal.items()
        if held.at_erasure is UNDECIDED or not (held.hidden or _is_shown(name, shown))
    ]


def field_at(model: type[models.Model], path: str) -> Any:
    """Find the field that a path leads to; a key inside a JSON field counts as that field."""
    found: Any = None
    for part in path.split("__"):
        if isinstance(found, models.JSONField):
            return found
        try:
            found = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        model = found.related_model or model
    return found


def register() -> Iterator[tuple[str, str, Held]]:
    """Go through all personal data there is: model, field, and why it is held until when."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        for name, held in personal_fields(model).items():
            yield model._meta.label, name, held


def _is_shown(name: str, shown: set[str]) -> bool:
    return any(path == name or path.startswith(f"{name}__") for path in shown)


def _can_be_personal(field: models.Field[Any, Any]) -> bool:
    if field.related_model and field.related_model._meta.label == settings.AUTH_USER_MODEL:
        return True
    if not isinstance(field, _TEXTS) or isinstance(field, _NEVER) or field.choices:
        return False
    return field.max_length is None or field.max_length >= SHORTEST_TEXT
