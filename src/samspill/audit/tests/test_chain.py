"""Whatever is changed, taken away or added in the trail is found, and its place told."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from samspill.audit.actions import record, seal
from samspill.audit.models import Checkpoint, Entry, Head, Seal, Unsealed, chained
from samspill.audit.queries import verify
from samspill.audit.tests.factories import (
    NOON,
    change_secretly,
    delete_secretly,
    in_database,
    make_chain,
    make_entries,
)
from samspill.core.signing import public_key, sign
from samspill.core.translated import Translated

pytestmark = pytest.mark.django_db


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
@pytest.mark.parametrize("at", [NOON, NOON.replace(microsecond=0)], ids=["moment", "second"])
def test_a_change_of_any_kind_verifies_after_it_has_been_read_back(value, at):
    record(
        "tests.changed", "x:1", by="tests", at=at, what_changed=(None, value), personal={"p": value}
    )
    seal(at=at)

    assert verify() is None


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"what": "tests.nothing"}, id="deed"),
        pytest.param({"by": "somebody else"}, id="actor"),
        pytest.param({"organisation": "organisations.organisation:7"}, id="organisation"),
        pytest.param({"role": "auditor"}, id="role"),
        pytest.param({"subject": "thing:9"}, id="subject"),
        pytest.param({"changes": '{"a": 1}'}, id="changes"),
        pytest.param({"commitments": '{"a": "b"}'}, id="commitments"),
        pytest.param({"at": datetime(2026, 10, 24, 12, 0, 0, 123457, tzinfo=UTC)}, id="moment"),
    ],
)
def test_the_entry_that_was_changed_is_found(changes):
    _first, second, _third = make_chain()

    change_secretly("entry", {"id": second.pk}, **changes)

    assert (verify().number, str(verify())) == (2, "Entry 2 is not as it was written.")


def test_a_changed_digest_is_found():
    make_chain()

    change_secretly("seal", {"number": 2}, digest="f" * 64)

    assert verify().number == 2


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_the_entry_that_is_missing_is_found(missing):
    entries = make_chain()

    delete_secretly("entry", id=entries[missing - 1].pk)

    assert str(verify()) == f"Entry {missing} has been taken away."


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_the_entry_that_is_missing_with_its_seal_is_found(missing):
    entries = make_chain()

    delete_secretly("entry", id=entries[missing - 1].pk)
    delete_secretly("seal", number=missing)

    assert str(verify()) == f"Entry {missing} is missing from the chain."


def forge(number):
    """Put an entry into the chain as its number, as the site itself would have chained it."""
    entry = Entry.objects.create(at=NOON, what="tests.forged", by="x", subject="x")
    for key in sorted(Seal.objects.filter(number__gte=number).values_list("pk", flat=True))[::-1]:
        in_database("UPDATE audit_seal SET number = %s WHERE number = %s", key + 1, key)
    before = Seal.objects.filter(number=number - 1).values_list("digest", flat=True).first()
    digest = chained(before or "0" * 64, entry.content(number))
    Seal.objects.create(number=number, entry=entry.pk, digest=digest)
    return digest


@pytest.mark.parametrize(("added", "found"), [(1, 2), (2, 3), (4, 4)])
def test_the_entry_that_was_added_is_found(added, found):
    make_chain()

    forge(added)

    assert verify().number == found


def test_an_entry_that_was_added_at_the_end_lacks_a_signature_even_if_the_head_was_moved():
    make_chain()

    Head.objects.update(number=4, digest=forge(4))

    assert str(verify()) == "The end of the chain, entry 4, has no signature."


def test_a_chain_that_was_cut_off_is_found_by_its_signed_head():
    make_chain(2)
    (third,) = make_chain(1)
    end = Seal.objects.get(number=2)

    delete_secretly("entry", id=third.pk)
    delete_secretly("seal", number=3)
    Head.objects.update(number=2, digest=end.digest)

    assert str(verify()) == "The chain has been cut off: it was signed up to entry 3."


def test_an_entry_that_never_waited_is_found():
    entry, *_others = make_entries()

    Unsealed.objects.filter(pk=entry.pk).delete()

    assert str(verify()) == f"The entry with key {entry.pk} stands outside the chain."


def test_an_entry_that_is_taken_away_before_it_is_sealed_is_found():
    entry, *_others = make_entries()

    delete_secretly("entry", id=entry.pk)

    assert str(verify()) == (
        f"The entry with key {entry.pk} has been taken away before it was sealed."
    )


@pytest.mark.parametrize("column", ["digest", "at", "signature"])
def test_a_signed_head_that_was_changed_is_found(column):
    make_chain(2)
    make_chain(1)
    changed = NOON.replace(year=2027) if column == "at" else "f" * 64

    change_secretly("checkpoint", {"number": 2}, **{column: changed})

    assert str(verify()) == "The signature on the chain at entry 2 is wrong."


def test_a_signature_by_another_key_is_wrong_unless_the_key_is_known_as_a_former_one(settings):
    make_chain()
    former = public_key()
    settings.AUDIT_KEY = "another"

    assert str(verify()) == "The signature on the chain at entry 3 is wrong."

    settings.AUDIT_FORMER_KEYS = [former]
    assert verify() is None


def test_a_head_that_somebody_signed_for_another_chain_is_wrong():
    make_chain()
    forged = Checkpoint(number=3, digest="f" * 64, at=NOON)

    change_secretly("checkpoint", {"number": 3}, digest=forged.digest)
    change_secretly("checkpoint", {"number": 3}, signature=sign(forged.content.encode()))

    assert str(verify()) == "The signature on the chain at entry 3 is wrong."


@pytest.mark.parametrize("column", ["entry", "name", "of", "salt", "value"])
def test_a_personal_value_that_was_changed_is_found(column):
    make_chain(1, personal={"email": "kari@kommune.example"})

    in_database(f"UPDATE audit_disclosure SET {column} = %s", 0 if column == "entry" else "x")

    assert "personal value" in str(verify())


def test_from_a_place_on_the_chain_before_it_is_believed():
    entries = make_chain()

    change_secretly("entry", {"id": entries[0].pk}, what="tests.nothing")

    assert verify(after=1) is None
    assert verify().number == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps values, no text")
@pytest.mark.parametrize(
    ("column", "was", "now"),
    [
        pytest.param("at", "24 12:00", "24!12:00", id="between day and time"),
        pytest.param("at", "00.123456", "00,123456", id="before the fraction"),
        pytest.param("changes", "\\u00e5", "\\u00E5", id="the case of an escape"),
    ],
)
def test_another_way_to_write_the_same_value_is_found(column, was, now):
    (entry,) = make_chain(1, title="Blåbær")

    in_database(f"UPDATE audit_entry SET {column} = replace({column}, %s, %s)", was, now)

    again = Entry.objects.get()
    assert (again.at, again.changes) == (entry.at, entry.changes)
    assert verify().number == 1
