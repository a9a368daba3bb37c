"""Personal data, declared field by field: what for, and until when.

A model declares beside its fields which of them hold personal data (``PERSONAL``) and which texts
do not (``NOT_PERSONAL``). An architecture test fails on a text that is in neither, and
docs/reference/personal-data.md is written from the declarations.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from samspill.core.imprecise import ImpreciseTimeField
from samspill.core.translated import TranslatedField

#: Too short for anything about anybody: codes of countries, currencies and languages.
SHORTEST_TEXT = 4
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


@dataclass(frozen=True, kw_only=True)
class Held:
    """Why a field holds personal data, and until when."""

    purpose: str
    until: str


_SIGN_IN = Held(purpose="Signing in by a code", until="The account is deleted")
_SECOND_STEP = Held(purpose="Signing in by a passkey or with a second step", until="It is removed")
#: The tables of libraries, which cannot declare anything themselves.
LIBRARIES: Mapping[str, Mapping[str, Held]] = {
    "account.EmailAddress": {"user": _SIGN_IN, "email": _SIGN_IN},
    "account.EmailConfirmation": {
        "key": Held(purpose="Confirming an address", until="The address is confirmed")
    },
    "auth.Group": {},
    "auth.Permission": {},
    "contenttypes.ContentType": {},
    "django_tasks_database.DBTaskResult": {
        "args_kwargs": Held(
            purpose="Doing a job later; holds keys of rows, no names or addresses",
            until="14 days after the job",
        ),
        "traceback": Held(purpose="Finding out why a job failed", until="14 days after the job"),
    },
    "mfa.Authenticator": {"user": _SECOND_STEP, "data": _SECOND_STEP},
    "sessions.Session": {
        "session_data": Held(
            purpose="Staying signed in; who only reads has none",
            until="Signing out, or two weeks",
        )
    },
}


def personal_fields(model: type[models.Model]) -> Mapping[str, Held]:
    """Return the fields of a model that are declared to hold personal data."""
    if model._meta.label in LIBRARIES:
        return LIBRARIES[model._meta.label]
    declared: Mapping[str, Held] = getattr(model, "PERSONAL", {})
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
    """List what a model declares twice, or of fields that it does not have."""
    personal, rest = set(personal_fields(model)), set(getattr(model, "NOT_PERSONAL", ()))
    fields = {field.name for field in model._meta.concrete_fields}
    return sorted((personal & rest) | ((personal | rest) - fields))


def _can_be_personal(field: models.Field[Any, Any]) -> bool:
    if field.related_model and field.related_model._meta.label == settings.AUTH_USER_MODEL:
        return True
    if not isinstance(field, _TEXTS) or isinstance(field, _NEVER) or field.choices:
        return False
    return field.max_length is None or field.max_length >= SHORTEST_TEXT


def register() -> Iterator[tuple[str, str, Held]]:
    """Go through all personal data there is: model, field, and why it is held until when."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        for name, held in personal_fields(model).items():
            yield model._meta.label, name, held
