"""What ``samspill bounce`` takes in, and with which exit code."""

import io
import mailbox
from contextlib import closing
from types import SimpleNamespace

import pytest
from django.db import DatabaseError

from samspill.command import bouncing
from samspill.core.errors import NotPossible
from samspill.outbox.actions import suppress
from samspill.outbox.choices import Cause
from samspill.outbox.models import Message, Suppression
from samspill.outbox.returns import return_address
from samspill.outbox.tests.factories import WRITTEN_AT, a_message
from samspill.outbox.tests.reports import a_bounce

pytestmark = pytest.mark.django_db

KARI = "kari@kommune.example"


def hand_over(monkeypatch, content):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))


def test_a_report_on_standard_input_is_taken_in(monkeypatch, capsys):
    message = a_message(KARI)
    hand_over(monkeypatch, a_bounce(return_address(message.pk)))

    assert bouncing.take_in_one() == 0

    assert Message.objects.get().bounced_at is not None
    assert "1 mail read, 1 report in them, 1 of them news" in capsys.readouterr().out


def test_what_is_no_report_is_no_fault(monkeypatch):
    hand_over(monkeypatch, b"Subject: I am away until Monday\r\n\r\nHello.\r\n")

    assert bouncing.take_in_one() == 0


def test_without_a_database_the_mail_server_is_asked_to_try_again(monkeypatch):
    def out_of_order(_content):
        raise DatabaseError("gone")

    monkeypatch.setattr(bouncing, "read", out_of_order)
    hand_over(monkeypatch, b"")

    assert bouncing.take_in_one() == 75


@pytest.mark.parametrize("kind", [mailbox.mbox, mailbox.Maildir])
def test_a_mailbox_is_taken_in_however_often_and_stays_as_it_is(kind, tmp_path, capsys):
    box = kind(tmp_path / "box")
    for number in range(3):
        message = a_message(f"nr{number}@kommune.example")
        box.add(a_bounce(return_address(message.pk)))
    box.add(b"Subject: A letter\n\nHello.\n")
    box.close()

    bouncing.take_in_all(tmp_path / "box")
    bouncing.take_in_all(tmp_path / "box")

    first, second = capsys.readouterr().out.splitlines()
    assert first == "4 mails read, 3 reports in them, 3 of them news of our mail."
    assert second == "4 mails read, 3 reports in them, 0 of them news of our mail."
    assert Suppression.objects.count() == 3
    with closing(kind(tmp_path / "box")) as box:
        assert len(box) == 4


def test_a_mailbox_that_is_not_there_is_told_in_a_sentence(tmp_path):
    with pytest.raises(NotPossible, match="no mailbox"):
        bouncing.take_in_all(tmp_path / "none")


def test_an_address_is_forgiven(capsys):
    suppress(KARI, cause=Cause.BOUNCED, status="5.1.1", at=WRITTEN_AT)

    bouncing.forgive(KARI)
    bouncing.forgive(KARI)

    assert capsys.readouterr().out.splitlines() == [
        "Lists write to it again.",
        "Lists have not stopped writing to it.",
    ]
