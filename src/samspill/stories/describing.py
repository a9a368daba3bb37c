"""The file format in tables, as docs/reference/stories.md prints them."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from samspill.core.imprecise import ImpreciseTimeField
from samspill.core.translated import TranslatedField
from samspill.organisations.models import Role
from samspill.stories.schema import BY_MODEL, FOLLOWED, INTEREST_LIST, KINDS, Kind

_WORDS: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (TranslatedField, "text in languages"),
    (ImpreciseTimeField, "imprecise time"),
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.BooleanField, "true or false"),
    (models.IntegerField, "whole number"),
    (models.DecimalField, "amount"),
    (models.SlugField, "name for addresses"),
    (models.URLField, "web address"),
    (models.EmailField, "e-mail address in .example"),
    (models.CharField, "text"),
    (models.TextField, "long text"),
    (models.FileField, "file beside the story"),
)
#: Codes are told once, above the tables.
_CODES = {"country": "country", "language": "language code"}


def describe() -> str:
    """Write a table for each kind, its parts after it."""
    blocks = []
    for kind in KINDS.values():
        blocks.append("\n".join(_table(kind, "##")))
        blocks += _tables_of_parts(kind)
    blocks.append("\n".join(_table(INTEREST_LIST, "##")))
    blocks += ["\n".join(_table(part, "###", whole=INTEREST_LIST)) for part in INTEREST_LIST.parts]
    return "\n\n".join(blocks) + "\n"


def _tables_of_parts(whole: Kind) -> Iterator[str]:
    for part in whole.parts:
        yield "\n".join(_table(part, "###", whole=whole))
        yield from _tables_of_parts(part)


def _table(kind: Kind, level: str, *, whole: Kind | None = None) -> Iterator[str]:
    title = f"`{kind.name}`" if whole is None else f"`{kind.name}` of `{whole.name}`"
    yield f"{level} {title}"
    yield ""
    yield " ".join(_about(kind, whole))
    yield ""
    yield "| key | takes | must be there |"
    yield "|---|---|---|"
    for name, field in kind.fields.items():
        yield f"| `{name}` | {_takes(field)} | {'yes' if kind.requires(name) else 'no'} |"
    if kind.name in FOLLOWED:
        must = "yes" if FOLLOWED[kind.name] else "no"
        yield f"| `{INTEREST_LIST.name}` | see [interest_list](#interest_list) | {must} |"
    for part in kind.parts:
        yield f"| `{part.name}` | list, see below | no |"


def _about(kind: Kind, whole: Kind | None) -> Iterator[str]:
    yield f"Fills `{kind.model._meta.label}`."
    if kind.key == ("number",):
        yield "The place in the list is the number."
    elif whole is not None or kind is not INTEREST_LIST:
        yield f"Known by {', '.join(f'`{name}`' for name in kind.key)}."
    if whole is not None:
        vanished = "stays" if kind.is_kept else "is removed"
        yield f"What vanishes from the file {vanished}."


def _takes(field: models.Field[Any, Any]) -> str:
    if isinstance(field, models.ManyToManyField):
        return f"list of names of {_names(field)}"
    if isinstance(field, models.ForeignKey):
        is_role = field.related_model is Role
        return "role: see [Roles](#roles)" if is_role else f"name of one of {_names(field)}"
    if field.name in _CODES:
        return _CODES[field.name]
    if field.choices:
        return "one of " + ", ".join(f"`{value}`" for value, _label in field.flatchoices)
    return next(words for kind, words in _WORDS if isinstance(field, kind))


def _names(field: Any) -> str:
    return f"`{BY_MODEL[field.related_model].name}`"
