"""Fixtures of the whole house; settings of the tests stand in tests/settings.py."""

import gc
from importlib import import_module

import pytest
from django.db import connection
from django.utils import translation

pytest_plugins = ["tests.fixtures"]

# What a run holds is much and long-lived: looking it through often finds nothing.
gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let the data of a test be emptied after it, which the guarded audit trail would refuse."""
    with django_db_blocker.unblock():
        guards = import_module("samspill.audit.migrations.0007_guard_all_tables")
        guards.execute(guards.UNGUARD, connection)


@pytest.fixture(autouse=True)
def _in_english():
    """Let a test read the source language, unless it says otherwise."""
    with translation.override("en"):
        yield
