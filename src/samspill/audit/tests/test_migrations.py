"""A chain that was written before entries were sealed by the worker stays as it was, and whole."""

import hashlib
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from samspill.audit.actions import record, seal
from samspill.audit.models import Checkpoint, Seal, canonical
from samspill.audit.queries import verify
from samspill.audit.tests.factories import NOON, change_secretly

pytestmark = pytest.mark.django_db(transaction=True)

guards = import_module("samspill.audit.migrations.0007_guard_all_tables")


def migrate(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("audit", name)])
    return executor.loader.project_state([("audit", name)]).apps


@pytest.fixture
def chained_before():
    """Give the digests of a chain as it was written at first, by number."""
    old = migrate("0002_append_only")
    digest, digests = "0" * 64, []
    for number in (1, 2, 3):
        content = {
            "number": number,
            "at": "2026-10-24T12:00:00.123456Z",
            "what": "tests.done",
            "by": "person:1",
            "subject": f"thing:{number}",
            "changes": {"title": [None, {"nb": "Blåbær"}]},
        }
        digest = hashlib.sha256(f"{digest}\n{canonical(content)}".encode()).hexdigest()
        old.get_model("audit", "Entry").objects.create(**{**content, "at": NOON, "digest": digest})
        digests.append(digest)
    old.get_model("audit", "Head").objects.update_or_create(
        pk=1, defaults={"number": 3, "digest": digest}
    )
    yield digests
    migrate("0007_guard_all_tables")
    guards.execute(guards.UNGUARD, connection)


def test_what_was_chained_keeps_number_and_digest_and_is_gone_on_with(chained_before):
    migrate("0007_guard_all_tables")

    assert list(Seal.objects.order_by("number").values_list("digest", flat=True)) == chained_before
    assert verify() is None
    record("tests.done", "thing:4", by="person:1", at=NOON)
    seal(at=NOON)
    assert [each.number for each in Checkpoint.objects.all()] == [4]
    assert verify() is None


def test_what_was_chained_is_guarded_and_its_changes_are_found(chained_before):
    migrate("0007_guard_all_tables")
    with pytest.raises(Exception, match="never changed"):
        change_secretly("entry", {"subject": "thing:2"}, by="somebody else")
    guards.execute(guards.UNGUARD, connection)

    change_secretly("entry", {"subject": "thing:2"}, by="somebody else")

    assert verify().number == 2
