"""Every table says what it holds about people, whose it is, until when, and what erasing does to it."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from samspill import worker
from samspill.core.personal import (
    EMPTIED,
    GONE,
    LIBRARIES,
    Belongs,
    Effect,
    Held,
    Stays,
    To,
    Until,
    belongings,
    misdeclared,
    personal_fields,
    register,
    undeclared,
    unowned,
)

EVERY = sorted(apps.get_models(), key=lambda model: model._meta.label)
OURS = [model for model in EVERY if model.__module__.startswith("samspill.")]
every_model = pytest.mark.parametrize("model", EVERY, ids=lambda model: model._meta.label)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_that_can_hold_personal_data_is_declared(model):
    assert undeclared(model) == []


@every_model
def test_nothing_is_declared_twice_or_for_nothing(model):
    assert misdeclared(model) == []


@every_model
def test_every_table_says_whose_its_rows_are_and_what_erasing_does_to_them(model):
    assert unowned(model) == []


@every_model
def test_a_row_that_goes_has_no_field_that_stays(model):
    """A field that must be kept cannot stand in a row that is deleted.

    One that leads to somebody else is kept when it is they who are erased.
    """
    fields = personal_fields(model)
    others = {way.path for way in belongings(model) if way.effect is Effect.NONE}
    staying = {name for name, held in fields.items() if isinstance(held.at_erasure, Stays)}
    goes = any(held.at_erasure is GONE for held in fields.values())
    assert not goes or staying <= others


def test_an_address_cannot_be_passed_off_as_something_else():
    passed_off = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField) and field.name not in personal_fields(model)
    ]
    assert passed_off == []


def test_the_tables_of_libraries_are_known():
    theirs = {model._meta.label for model in EVERY} - {model._meta.label for model in OURS}
    assert theirs == set(LIBRARIES)


def test_the_register_gives_reasons():
    found = list(register())
    assert ("accounts.Person", "email") in [(model, field) for model, field, _held in found]
    assert all(held.purpose and str(held.until) for _model, _field, held in found)


def recurring_tasks():
    """Name the tasks that come back by themselves: ``mailings.forget_departed``."""
    return {
        each.job.module_path.removeprefix("samspill.").replace(".tasks.", ".")
        for each in worker.RECURRING
    }


def endless(found):
    """Find what no rule and no deed ends, and what is kept without a reason that the law gives."""
    return [
        f"{model}.{field}"
        for model, field, held in found
        if not isinstance(held.until, Until)
        or not (held.until.tasks or held.until.deed or isinstance(held.at_erasure, Stays))
    ]


def test_what_is_held_ends_by_a_rule_or_is_kept_for_a_reason():
    assert endless(register()) == []


def test_every_rule_is_carried_out_by_the_worker():
    rules = {
        task
        for _model, _field, held in register()
        if isinstance(held.until, Until)
        for task in held.until.tasks
    }
    assert rules - recurring_tasks() == set()


def test_every_recurring_task_that_forgets_stands_in_a_declaration():
    declared = {task for _model, _field, held in register() for task in held.until.tasks}
    forgetting = {task for task in recurring_tasks() if ".forget_" in task}
    assert forgetting - declared == set()


def test_what_never_ends_is_found():
    kept = Held(purpose="Showing", until=Until("For good"), at_erasure=EMPTIED)
    found = [
        ("a", "no rule", kept),
        ("a", "words only", replace(kept, until="Next year")),
        ("a", "a reason", replace(kept, at_erasure=Stays("Audit"))),
        ("a", "a rule", replace(kept, until=Until("A year", tasks=("core.tidy",)))),
    ]
    assert endless(found) == ["a.no rule", "a.words only"]


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


@isolate_apps("samspill.core")
def test_a_table_that_says_too_little_is_found():
    held = Held(purpose="Greeting", until=Until("A day"), at_erasure=GONE)

    class Guest(models.Model):  # noqa: DJ008 - never shown
        name = models.CharField(max_length=80)
        address = models.EmailField()
        key = models.CharField(max_length=80)

        class Meta:
            app_label = "core"

    Guest.PERSONAL = {"name": held}
    assert unowned(Guest) == ["BELONGS_TO"]

    Guest.BELONGS_TO = (Belongs(to=To.ADDRESS, path="adress", shows={"address": "Address"}),)
    assert misdeclared(Guest) == ["adress"]

    Guest.BELONGS_TO = (Belongs(to=To.ADDRESS, path="address", shows={"address": "Address"}),)
    Guest.PERSONAL = {
        "name": held,
        "address": replace(held, at_erasure=Held(purpose="", until="").at_erasure),
        "key": replace(held, hidden="A secret"),
    }
    assert unowned(Guest) == ["name", "address"]
