"""What ``samspill audit`` says, and with which exit code."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from samspill.audit.models import Head, Seal
from samspill.audit.tests.factories import NOON, change_secretly, make_chain, make_entries
from samspill.command.trail import export_trail, verify_trail
from samspill.core.errors import NotPossible

pytestmark = pytest.mark.django_db


def test_a_whole_trail_is_told_to_be_so(capsys):
    make_chain()

    assert verify_trail(None) == 0
    assert capsys.readouterr().out == "The audit trail is whole: 3 entries.\n"


def test_the_first_place_that_is_wrong_is_told_in_a_sentence(capsys):
    entries = make_chain()
    for entry in entries[1:]:
        change_secretly("entry", {"id": entry.pk}, by="somebody else")

    assert verify_trail(None) == 1
    assert capsys.readouterr().out == (
        "The audit trail has been tampered with. Entry 2 is not as it was written.\n"
    )


def test_entries_that_have_waited_for_more_than_a_minute_are_warned_of(capsys, settings):
    make_entries()
    settings.AS_OF = (NOON + timedelta(days=1)).date()

    assert verify_trail(None) == 0
    assert "to be sealed. Is a worker at work?" in capsys.readouterr().out


def test_a_head_that_was_kept_finds_a_trail_that_was_written_anew(client, tmp_path, capsys):
    make_chain()
    kept = tmp_path / "head.json"
    kept.write_bytes(client.get("/.well-known/audit-head.json").content)
    assert verify_trail(kept) == 0

    with connection.cursor() as cursor:
        for table in ("checkpoint", "seal", "entry", "head"):
            cursor.execute(f"DELETE FROM audit_{table}")
    make_chain(by_another_name=True)

    assert verify_trail(None) == 0
    assert verify_trail(kept) == 1
    assert "The chain at entry 3 is another than the one signed then." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "What was kept is no signed head."),
        ('{"head": {"number": 1, "digest": "x"}, "signature": "x"}', "was not signed by this site"),
    ],
)
def test_a_kept_head_that_is_none_is_told(tmp_path, capsys, text, said):
    make_chain()
    (tmp_path / "head.json").write_text(text, encoding="utf-8")

    assert verify_trail(tmp_path / "head.json") == 1
    assert said in capsys.readouterr().out


def test_a_kept_file_that_is_no_json_is_refused(tmp_path):
    (tmp_path / "head.json").write_text("no", encoding="utf-8")

    with pytest.raises(NotPossible, match="holds no signed head"):
        verify_trail(tmp_path / "head.json")


def test_the_trail_is_written_line_by_line_and_ends_with_the_public_head(client, tmp_path):
    make_chain(role_of_nobody=True)

    assert export_trail(tmp_path / "trail.jsonl") == 0

    lines = (tmp_path / "trail.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["entry"]["number"] for line in lines[:-1]] == [1, 2, 3]
    assert client.get("/.well-known/audit-head.json").content.decode() == lines[-1] + "\n"
    assert json.loads(lines[-1])["head"]["digest"] == Seal.objects.get(number=3).digest


def test_where_nothing_has_been_sealed_there_is_nothing_to_write(client, tmp_path):
    with pytest.raises(NotPossible, match="Nothing has been sealed yet"):
        export_trail(tmp_path / "trail.jsonl")

    assert client.get("/.well-known/audit-head.json").json()["head"] is None
    assert not Head.objects.exclude(number=0).exists()


def test_the_public_head_is_asked_for_anew_each_time(client):
    make_chain()

    answer = client.get("/.well-known/audit-head.json")

    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
