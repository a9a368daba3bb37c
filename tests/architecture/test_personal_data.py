"""Every field that can hold personal data says what for, and until when."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from samspill.core.personal import (
    LIBRARIES,
    Held,
    misdeclared,
    personal_fields,
    register,
    undeclared,
)

OURS = [model for model in apps.get_models() if model.__module__.startswith("samspill.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_that_can_hold_personal_data_is_declared(model):
    assert undeclared(model) == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_nothing_is_declared_twice_or_for_nothing(model):
    assert misdeclared(model) == []


def test_an_address_cannot_be_passed_off_as_something_else():
    passed_off = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField) and field.name not in personal_fields(model)
    ]
    assert passed_off == []


def test_the_tables_of_libraries_are_known():
    theirs = {model._meta.label for model in apps.get_models()} - {
        model._meta.label for model in OURS
    }
    assert theirs == set(LIBRARIES)


def test_the_register_gives_reasons():
    found = list(register())
    assert ("accounts.Person", "email") in [(model, field) for model, field, _held in found]
    assert all(held.purpose and held.until for _model, _field, held in found)


@isolate_apps("samspill.core")
def test_a_forgotten_field_is_found():
    class Guest(models.Model):  # noqa: DJ008 - never shown
        name = models.CharField(max_length=80)
        address = models.EmailField()
        note = models.TextField()
        ip = models.GenericIPAddressField()
        more = models.JSONField()
        person = models.ForeignKey("accounts.Person", models.PROTECT)
        country = models.CharField(max_length=2)
        code = models.CharField(max_length=9)
        count = models.IntegerField()

        PERSONAL = {"name": Held(purpose="Greeting", until="The day after"), "age": None}
        NOT_PERSONAL = {"code", "name"}

        class Meta:
            app_label = "core"

    Guest._meta.get_field("person").remote_field.model = apps.get_model("accounts.Person")
    assert undeclared(Guest) == ["address", "note", "ip", "more", "person"]
    assert misdeclared(Guest) == ["age", "name"]
