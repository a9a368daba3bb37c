"""The audit trail: chained, whole, and never changed."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.audit.models import BEGINNING, Entry, Head
from samspill.audit.queries import entries_about, verify
from samspill.core.models import Tally
from samspill.core.translated import Translated

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, 0, 0, 123456, tzinfo=UTC)
sealing = import_module("samspill.audit.migrations.0002_append_only")


@pytest.fixture
def sealed():
    """Seal the table as in every real database; taken back with the test's transaction."""
    sealing.execute(sealing.SEAL, connection)


def three_entries():
    return [record("tests.done", f"thing:{number}", by="somebody", at=NOON) for number in (1, 2, 3)]


def change_secretly(number, **changes):
    """Change an entry below the ORM, as somebody with the database's password could."""
    column, value = next(iter(changes.items()))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_entry SET {column} = %s WHERE number = %s", [value, number])


def delete_secretly(number):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE number = %s", [number])


def test_record_says_who_did_what_to_what():
    person = Person.objects.create_user("kari@kommune.example", name="Kari")
    tally = Tally.objects.create(key="k", window_at=NOON)

    entry = record("tests.counted", tally, by=person, at=NOON, count=(0, 1), note="first")

    entry.refresh_from_db()
    assert (entry.what, entry.by, entry.subject, entry.at) == (
        "tests.counted",
        f"person:{person.pk}",
        f"core.tally:{tally.pk}",
        NOON,
    )
    assert entry.changes == {"count": [0, 1], "note": "first"}
    assert list(entries_about(tally)) == [entry]


def test_record_chains_each_entry_to_the_one_before():
    first, second, third = three_entries()

    assert first.digest == first.digest_after(BEGINNING)
    assert (second.number, third.digest) == (2, third.digest_after(second.digest))
    assert (Head.objects.get().number, Head.objects.get().digest) == (3, third.digest)
    assert verify() is None


def test_an_empty_trail_is_whole():
    assert verify() is None


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(Translated(nb="Hei", fi="Päivää"), id="text in languages"),
        pytest.param({"z": 1, "a": [None, True, -5, 10**18]}, id="nested, keys unordered"),
        pytest.param((date(2020, 6, 1), NOON), id="from day to moment"),
        pytest.param(frozenset({"b", "a"}), id="set"),
        pytest.param(0.1 + 0.2, id="fraction"),
        pytest.param("NUL \x00, half a pair \ud800, emoji 🫨, ' \" \\ \n", id="odd characters"),
    ],
)
def test_a_change_of_any_kind_verifies_after_it_has_been_read_back(value):
    record("tests.changed", "thing:1", by="somebody", at=NOON, what_changed=(None, value))

    assert verify() is None


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"what": "tests.nothing"}, id="deed"),
        pytest.param({"by": "somebody else"}, id="actor"),
        pytest.param({"subject": "thing:9"}, id="subject"),
        pytest.param({"changes": '{"a": 1}'}, id="changes"),
        pytest.param({"at": datetime(2026, 10, 24, 12, 0, 0, 123457, tzinfo=UTC)}, id="moment"),
        pytest.param({"digest": "f" * 64}, id="digest"),
    ],
)
def test_verify_finds_the_entry_that_was_changed(changes):
    three_entries()

    change_secretly(2, **changes)

    assert verify() == 2


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_verify_finds_the_entry_that_is_missing(missing):
    three_entries()

    delete_secretly(missing)

    assert verify() == missing


def test_an_entry_is_neither_saved_again_nor_deleted():
    entry, *_others = three_entries()

    with pytest.raises(TypeError, match="never changed"):
        entry.save()
    with pytest.raises(TypeError, match="never shortened"):
        entry.delete()
    with pytest.raises(TypeError, match="never changed"):
        Entry.objects.filter(number=1).update(what="tests.nothing")
    with pytest.raises(TypeError, match="never changed"):
        Entry.objects.bulk_update([entry], ["what"])
    with pytest.raises(TypeError, match="never shortened"):
        Entry.objects.all().delete()
    assert verify() is None


@pytest.mark.parametrize(
    "break_in",
    [
        pytest.param(lambda: change_secretly(2, what="tests.nothing"), id="change"),
        pytest.param(lambda: delete_secretly(2), id="delete"),
    ],
)
def test_the_database_refuses_what_goes_past_the_models(sealed, break_in):
    three_entries()

    with pytest.raises(DatabaseError, match="The audit trail is never"), transaction.atomic():
        break_in()

    assert verify() is None


def test_an_action_that_is_undone_leaves_no_entry():
    three_entries()

    with transaction.atomic():
        record("tests.failed", "thing:4", by="somebody", at=NOON)
        transaction.set_rollback(True)

    assert Entry.objects.count() == 3
    assert record("tests.done", "thing:4", by="somebody", at=NOON).number == 4
    assert verify() is None
