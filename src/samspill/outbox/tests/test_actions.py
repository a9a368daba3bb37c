"""Writing: rows in the transaction that caused them, frozen in every language."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspill.outbox.actions import Receiver, address_copies, forget_address, forget_settled, freeze
from samspill.outbox.models import Letter, Message
from samspill.outbox.parts import Paragraph, Prose
from samspill.outbox.rendering import TooLong
from samspill.outbox.tests.factories import WRITTEN_AT, a_list_letter, a_mail, a_message

pytestmark = pytest.mark.django_db


def test_post_writes_one_message_in_the_receivers_language():
    def compose():
        return a_mail(subject=f"in {get_language()}")

    message = a_message(language="fi", compose=compose)

    assert message.wording.subject == "in fi"
    assert message.wording.language == "fi"
    assert message.message_id.endswith("@samspill.example>")
    assert message.due_at == WRITTEN_AT


def test_post_with_the_same_key_writes_once():
    first = a_message(key="welcome:1")
    second = a_message(key="welcome:1", at=WRITTEN_AT + timedelta(days=1))

    assert first == second
    assert Message.objects.count() == 1


def test_post_is_undone_with_what_caused_it():
    with transaction.atomic():
        a_message()
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "to",
    [
        "a@x.example,b@x.example",
        "a@x.example\nBcc: b@x.example",
        "a@x.example\r\n\r\nbody",
        "Kari <a@x.example>",
        "a b@x.example",
        "",
    ],
)
def test_post_takes_exactly_one_address(to):
    with pytest.raises(ValueError, match="Not an address"):
        a_message(to)
    with pytest.raises(ValueError, match="Not an address"):
        a_message(reply_to=to or "nobody")


@pytest.mark.parametrize(
    "headers",
    [{"Bcc": "b@x.example"}, {"List-Id": "<x>\r\nBcc: b@x.example"}, {"References": "<x>\n y"}],
)
def test_a_letter_carries_no_header_that_could_mislead(headers):
    with pytest.raises(ValueError, match="cannot carry"):
        a_message(headers=headers)


def test_freeze_keeps_the_words_of_the_moment_in_each_language():
    words = {"nb": "først", "fi": "ensin"}
    letter = freeze(
        "tests.update",
        key="update:1",
        compose=lambda: a_mail(parts=[Paragraph(words[get_language()])]),
        languages=["nb", "fi", "nb"],
        at=WRITTEN_AT,
    )
    words["nb"] = "changed afterwards"

    assert {each.language for each in letter.wordings.all()} == {"nb", "fi"}
    assert "først" in letter.wordings.get(language="nb").text


def test_freeze_refuses_a_key_that_is_taken():
    a_list_letter([])

    with pytest.raises(IntegrityError):
        a_list_letter([])


def test_address_copies_gives_each_receiver_one():
    letter = a_list_letter([])
    receivers = [Receiver(f"nr{number}@x.example", "nb") for number in [1, 2, 2]]

    assert address_copies(letter, receivers, at=WRITTEN_AT) == 2
    assert address_copies(letter, receivers, at=WRITTEN_AT) == 0
    assert len(set(letter.messages.values_list("message_id", flat=True))) == 2


def test_a_receiver_gets_the_nearest_language_that_was_written():
    letter = a_list_letter([], languages=["en", "sv"])
    address_copies(
        letter, [Receiver("a@x.example", "nn"), Receiver("b@x.example", "fi")], at=WRITTEN_AT
    )

    shown = {each.language: each.wording.language for each in letter.messages.all()}
    assert shown == {"nn": "sv", "fi": "en"}


def test_a_mail_that_would_be_cut_is_refused():
    with pytest.raises(TooLong):
        a_message(compose=lambda: a_mail(parts=[Prose("ord " * 30_000)]))


def test_lazy_words_are_fixed_when_written():
    assert (
        _("Norwegian")
        == a_message(language="en", compose=lambda: a_mail(subject=_("Norwegian"))).wording.subject
    )


def test_forget_address_leaves_nothing_of_it():
    a_message("gone@x.example", personal={"code": "123456"})
    a_message("stays@x.example")
    a_list_letter(["gone@x.example", "stays@x.example"])

    assert forget_address("gone@x.example", at=WRITTEN_AT) == 2

    assert Message.objects.filter(to="stays@x.example").unsettled().count() == 2
    forgotten = Message.objects.exclude(to="stays@x.example")
    assert not forgotten.unsettled().exists()
    assert all("gone" not in each.to and not each.personal for each in forgotten)


def test_what_was_sent_long_ago_is_forgotten_and_what_waits_is_not():
    long_ago = WRITTEN_AT - timedelta(days=91)
    sent = a_message("sent@x.example", at=long_ago)
    waiting = a_message("waiting@x.example", at=long_ago)
    lately = a_message("lately@x.example", at=long_ago)
    to_many = a_list_letter(["sent@x.example"])
    Message.objects.filter(letter=to_many).update(sent_at=long_ago)
    Message.objects.filter(pk=sent.pk).update(sent_at=long_ago)
    Message.objects.filter(pk=lately.pk).update(sent_at=WRITTEN_AT - timedelta(days=1))

    assert forget_settled(at=WRITTEN_AT) == 2

    assert set(Message.objects.all()) == {waiting, lately}
    assert set(Letter.objects.all()) == {waiting.letter, lately.letter, to_many}
