"""The audit trail: written with the deed, sealed afterwards, erased where people must be forgotten."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from samspill.accounts.models import Person
from samspill.audit import actions
from samspill.audit.actions import erase, record, seal
from samspill.audit.models import (
    BEGINNING,
    Checkpoint,
    Disclosure,
    Entry,
    Head,
    Seal,
    Unsealed,
    chained,
)
from samspill.audit.queries import (
    age_of_oldest_unsealed,
    entries_about,
    newest_number,
    verify,
)
from samspill.audit.tests.factories import (
    NOON,
    change_secretly,
    delete_secretly,
    in_database,
    make_chain,
    make_entries,
)
from samspill.core.capacity import Capacity
from samspill.core.models import Tally
from samspill.core.signing import public_key, signed_with

pytestmark = pytest.mark.django_db

guards = import_module("samspill.audit.migrations.0007_guard_all_tables")


@pytest.fixture
def guarded():
    """Guard the tables as in every real database; taken back with the test's transaction."""
    guards.execute(guards.GUARD, connection)


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


def test_record_says_for_which_organisation_and_in_which_role():
    person = Person.objects.create_user("kari@kommune.example", name="Kari")
    person.capacity = Capacity("organisations.organisation:7", "facilitator")

    record("tests.counted", "thing:1", by=person, at=NOON)
    seal(at=NOON)

    entry = Entry.objects.get()
    assert (entry.organisation, entry.role) == ("organisations.organisation:7", "facilitator")
    assert verify() is None
    change_secretly("entry", {"id": entry.pk}, role="auditor")
    assert verify().number == 1


@pytest.mark.parametrize("by", ["rule", Person(pk=5, name="Kari")])
def test_where_nobody_said_so_neither_organisation_nor_role_is_written(by):
    entry = record("tests.counted", "thing:1", by=by, at=NOON)

    assert (entry.organisation, entry.role) == ("", "")
    assert '"role"' not in entry.content(1)


def test_an_entry_waits_until_it_is_sealed():
    first, second, third = make_entries()

    assert not Seal.objects.exists()
    assert set(Unsealed.objects.values_list("pk", flat=True)) == {first.pk, second.pk, third.pk}
    assert verify() is None

    assert seal(at=NOON) == 3

    assert not Unsealed.objects.exists()
    assert list(Seal.objects.order_by("number").values_list("number", "entry")) == [
        (1, first.pk),
        (2, second.pk),
        (3, third.pk),
    ]


def test_each_entry_is_chained_to_the_one_before():
    make_chain(2)
    (later,) = make_chain(1)

    seals = {each.number: each for each in Seal.objects.all()}
    assert seals[1].digest == chained(BEGINNING, Entry.objects.earliest("pk").content(1))
    assert seals[3].digest == chained(seals[2].digest, later.content(3))
    assert (Head.objects.get().number, Head.objects.get().digest) == (3, seals[3].digest)
    assert verify() is None


def test_each_sealing_signs_the_new_head():
    make_chain(2)
    make_chain(1)

    heads = list(Checkpoint.objects.order_by("number"))
    assert [each.number for each in heads] == [2, 3]
    assert all(signed_with(each.content.encode(), each.signature) == public_key() for each in heads)


def test_sealing_without_anything_to_seal_does_nothing(django_assert_num_queries):
    make_chain(1)

    with django_assert_num_queries(2):
        assert seal(at=NOON) == 0

    assert Checkpoint.objects.count() == 1


def test_an_entry_with_an_older_key_that_comes_late_is_sealed_late(monkeypatch):
    early, late = make_entries(2)
    in_database("DELETE FROM audit_unsealed WHERE entry = %s", early.pk)  # not yet to be seen
    seal(at=NOON)
    Unsealed.objects.create(entry=early.pk)

    seal(at=NOON)

    assert list(Seal.objects.order_by("number").values_list("entry", flat=True)) == [
        late.pk,
        early.pk,
    ]
    assert verify() is None


def test_many_entries_are_sealed_in_several_turns(monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 2)
    make_entries(5)

    assert [seal(at=NOON) for _turn in range(4)] == [2, 2, 1, 0]
    assert verify() is None


def test_a_chain_that_nobody_has_signed_yet_is_signed():
    make_chain(2)
    in_database("DELETE FROM audit_checkpoint")

    seal(at=NOON)

    assert Checkpoint.objects.get().number == 2


def test_the_number_of_the_newest_grows_with_each_entry_and_not_by_sealing(
    django_assert_num_queries,
):
    numbers = [newest_number()]
    make_entries(2)
    numbers.append(newest_number())
    seal(at=NOON)
    numbers.append(newest_number())
    make_entries(1)

    with django_assert_num_queries(1):
        assert [*numbers, newest_number()] == [0, 2, 2, 3]


def test_an_action_that_is_undone_leaves_no_entry():
    make_entries()

    with transaction.atomic():
        record("tests.failed", "thing:4", by="somebody", at=NOON, personal={"name": "Kari"})
        transaction.set_rollback(True)

    assert Entry.objects.count() == Unsealed.objects.count() == newest_number() == 3
    assert not Disclosure.objects.exists()


def test_an_entry_is_neither_saved_again_nor_deleted():
    entry, *_others = make_entries()

    with pytest.raises(TypeError, match="never changed"):
        entry.save()
    with pytest.raises(TypeError, match="never shortened"):
        entry.delete()
    with pytest.raises(TypeError, match="never changed"):
        Entry.objects.filter(pk=entry.pk).update(what="tests.nothing")
    with pytest.raises(TypeError, match="never changed"):
        Entry.objects.bulk_update([entry], ["what"])
    with pytest.raises(TypeError, match="never shortened"):
        Entry.objects.all().delete()
    assert verify() is None


@pytest.mark.parametrize(
    "break_in",
    [
        pytest.param(lambda: in_database("UPDATE audit_entry SET what = 'x'"), id="entry"),
        pytest.param(lambda: in_database("DELETE FROM audit_entry"), id="no entry"),
        pytest.param(lambda: in_database("UPDATE audit_seal SET digest = 'x'"), id="seal"),
        pytest.param(lambda: in_database("DELETE FROM audit_seal"), id="no seal"),
        pytest.param(lambda: in_database("UPDATE audit_checkpoint SET digest = 'x'"), id="head"),
        pytest.param(lambda: in_database("DELETE FROM audit_checkpoint"), id="no head"),
        pytest.param(lambda: in_database("UPDATE audit_disclosure SET salt = 'x'"), id="value"),
    ],
)
def test_the_database_refuses_what_goes_past_the_models(guarded, break_in):
    make_chain(personal={"name": (None, "Kari")})

    with pytest.raises(DatabaseError, match="The audit trail is never"), transaction.atomic():
        break_in()

    assert verify() is None


def test_sealing_and_erasing_are_all_that_the_guards_let_pass(guarded):
    make_chain(personal={"name": (None, "Kari")})

    assert erase(of="thing:2", at=NOON) == 1
    seal(at=NOON)

    assert verify() is None


def test_of_a_personal_value_the_entry_holds_a_salted_digest_only():
    person = Person.objects.create_user("kari@kommune.example", name="Kari")
    values = {"email": ("kari@kommune.example", "kari@by.example"), "name": "Kari"}

    entry = record("tests.moved", person, by=person, at=NOON, personal=values, count=1)
    again = record("tests.moved", person, by=person, at=NOON, personal=values)

    entry.refresh_from_db()
    assert entry.changes == {"count": 1}
    assert set(entry.commitments) == {"email", "name"}
    assert "kari" not in entry.content(1).lower()
    assert entry.commitments["name"] != again.commitments["name"]
    shown = Disclosure.objects.get(pk=entry.commitments["email"])
    assert (shown.of, shown.value) == (
        f"accounts.person:{person.pk}",
        '["kari@kommune.example","kari@by.example"]',
    )
    assert len(bytes.fromhex(shown.salt)) == 16


def test_personal_values_are_erased_without_breaking_the_chain():
    make_chain(2, personal={"email": (None, "kari@kommune.example")}, of="person:1")
    make_chain(1, personal={"email": (None, "ola@kommune.example")}, of="person:2")
    before = list(Seal.objects.order_by("number").values_list("digest", flat=True))

    assert erase(of="person:1", at=NOON) == 2
    seal(at=NOON)

    assert [each.of for each in Disclosure.objects.all()] == ["person:2"]
    assert list(Seal.objects.order_by("number").values_list("digest", flat=True))[:3] == before
    entry = Entry.objects.latest("pk")
    assert (entry.what, entry.subject, len(entry.changes["entries"])) == (
        "audit.erased",
        "person:1",
        2,
    )
    assert verify() is None
    assert erase(of="person:1", at=NOON) == 0


def test_a_value_that_is_gone_without_an_erasure_is_found():
    first, _second = make_chain(2, personal={"email": "kari@kommune.example"})

    delete_secretly("disclosure", entry=first.pk)

    assert f"key {first.pk} has been taken away" in str(verify())


def test_how_long_entries_have_waited_is_known():
    assert age_of_oldest_unsealed(NOON) is None
    make_entries()
    assert age_of_oldest_unsealed(NOON + timedelta(minutes=2)) == timedelta(minutes=2)
    seal(at=NOON)
    assert age_of_oldest_unsealed(NOON) is None
