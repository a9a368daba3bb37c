"""Plant a canary in every text that not everybody may read, generated from the models."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.db import models

from samspill.audit.models import Disclosure
from samspill.core.email_addresses import key_of
from samspill.core.imprecise import ImpreciseTimeField
from samspill.core.translated import Translated, TranslatedField
from samspill.mailings.models import Consent, Subscriber
from tests.canaries.audiences import Audiences
from tests.canaries.classes import ABSENT, AS_IT_IS, FIELDS, HIDDEN, PUBLIC, WORKS
from tests.canaries.words import ANYONE, LENGTH, NOBODY, Canary, Planted, word_for

_TEXTS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
)
#: The languages that a planted text is written in; a reader of another is shown one of these.
PLANTED_IN = ("nb", "en")


def texts_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """List the fields of a model that a word of ours fits into."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, _TEXTS)
        and not isinstance(field, ImpreciseTimeField)
        and not field.choices
        and (field.max_length is None or field.max_length >= LENGTH)
    ]


def unclassified() -> Iterator[str]:
    """Say, in a sentence each, what of the models the table of classes does not know."""
    for model in apps.get_models():
        label = model._meta.label
        texts = {field.name for field in texts_of(model)}
        if label in ABSENT:
            if model._base_manager.exists():
                yield f"{label} is not empty: give its texts a row in tests/canaries/classes.py."
            continue
        if label not in FIELDS:
            yield f"{label} is unknown: say in tests/canaries/classes.py who may read its texts."
            continue
        for name in sorted(texts - FIELDS[label].keys()):
            yield f"{label}.{name} is unknown: say in tests/canaries/classes.py who may read it."
        for name in sorted(FIELDS[label].keys() - texts):
            yield f"{label}.{name} is no text any more: take it out of tests/canaries/classes.py."
        if not model._base_manager.exists():
            yield f"There is no {label} in the world: make one in tests/canaries/world.py."


def plant(at: Any) -> Planted:
    """Plant the words, in two steps: what they change must not change who may read."""
    audiences = Audiences(at)
    planted = Planted()
    changes = list(_changes(planted, audiences))
    for model, pk, changed in changes:
        # A plain query: some tables refuse changes by their own.
        models.QuerySet(model).filter(pk=pk).update(**changed)
    _let_keys_follow_addresses()
    for row, field, audience in _rows():
        value = getattr(row, field.attname)
        if audience.startswith(AS_IT_IS) and value:
            readers = _readers(audiences, row, audience)
            planted.add(_canary(str(value), row, field, readers), as_it_is=True)
    return planted


def read_again(planted: Planted, at: Any) -> Planted:
    """Work out anew who may read the same words, after something has been done."""
    audiences, now = Audiences(at), Planted()
    for canary in planted:
        model = apps.get_model(canary.model)
        audience = FIELDS[canary.model][canary.field]
        row = model._base_manager.filter(pk=canary.pk).first()
        readers = _readers(audiences, row, audience) if row else NOBODY
        again = replace(canary, readers=readers)
        now.add(again, as_it_is=audience.startswith(AS_IT_IS))
    return now


def _rows() -> Iterator[tuple[models.Model, models.Field[Any, Any], str]]:
    """Go through every text of every object in which something is planted."""
    for label, fields in FIELDS.items():
        model = apps.get_model(label)
        texts = {field.name: field for field in texts_of(model)}
        planted = {
            name: audience for name, audience in fields.items() if audience not in {PUBLIC, WORKS}
        }
        for row in model._base_manager.order_by("pk") if planted else ():
            for name, audience in planted.items():
                yield row, texts[name], audience


def _changes(
    planted: Planted, audiences: Audiences
) -> Iterator[tuple[type[models.Model], object, dict[str, Any]]]:
    """Note each word to plant, and tell what has to be changed for it."""
    for row, field, audience in _rows():
        if audience.startswith(AS_IT_IS):
            continue
        readers = _readers(audiences, row, audience)
        if not readers >= ANYONE:
            word = word_for(row._meta.label, field.name, row.pk)
            planted.add(_canary(word, row, field, readers))
            yield (
                type(row),
                row.pk,
                {field.name: with_word(field, getattr(row, field.attname), word)},
            )


def _readers(audiences: Audiences, row: models.Model, audience: str) -> frozenset[str]:
    name = audience.removeprefix(AS_IT_IS)
    return NOBODY if name == HIDDEN else getattr(audiences, name)(row)


def _canary(
    word: str, row: models.Model, field: models.Field[Any, Any], readers: frozenset[str]
) -> Canary:
    return Canary(word=word, model=row._meta.label, field=field.name, pk=row.pk, readers=readers)


def _let_keys_follow_addresses() -> None:
    """Write the keys of the new addresses of those who follow, wherever the old ones stood."""
    for each in Subscriber.objects.all():
        new = key_of(each.address)
        # A plain query: proof refuses to be changed.
        models.QuerySet(Consent).filter(address_key=each.address_key).update(address_key=new)
        Subscriber.objects.filter(pk=each.pk).update(address_key=new)


def with_word(field: models.Field[Any, Any], value: Any, word: str) -> Any:
    """Put a word before a value, so that it stays where a text is cut."""
    match field:
        case TranslatedField():
            return _translated_with(value, word)
        case models.JSONField():
            return _json_with(value, word)
        case models.BinaryField():
            return word.encode()
    return _text_with(field, value, word)


def _json_with(value: Any, word: str) -> Any:
    """Put a word where a page would show it: into the name of a thing, or a reason."""
    if isinstance(value, dict):
        return {**value, ("name" if "name" in value else "reason"): word}
    return word


def _translated_with(value: Any, word: str) -> Translated:
    before = Translated(value)
    texts = {code: before.get(code, "") for code in (*PLANTED_IN, *before)}
    return Translated({code: f"{word} {text}".strip() for code, text in texts.items()})


def _text_with(field: models.Field[Any, Any], value: str, word: str) -> str:
    match field:
        case models.EmailField():
            return f"{word}@people.example"
        case models.URLField():
            return f"https://{word}.example/"
        case models.SlugField():
            return f"{word}-{value}"[: field.max_length]
    if field.model is Disclosure:  # a value as JSON
        return json.dumps(word)
    # The secret of a link is a single word.
    alone = field.unique or not value
    return word if alone else f"{word} {value}"[: field.max_length]
