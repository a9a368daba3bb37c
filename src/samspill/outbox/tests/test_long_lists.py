"""Long lists are addressed part by part, and everybody on them gets one copy."""

import pytest

from samspill.outbox import actions
from samspill.outbox.actions import Receiver, address_in_parts, address_part, writing
from samspill.outbox.kinds import register_receivers
from samspill.outbox.models import Message
from samspill.outbox.tasks import address_due, send_due
from samspill.outbox.tests.factories import WRITTEN_AT, a_list_letter, a_shift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def follower(number):
    return number, Receiver(f"nr{number}@kommune.example", "nb", f"sub:{number}")


@pytest.fixture
def letter(register, monkeypatch):
    register("tests.update", lambda _message: {"unsubscribe": "https://samspill.example/x"})
    monkeypatch.setattr(writing, "COPIES_AT_A_TIME", 3)
    register_receivers(
        "tests.update",
        lambda _letter, after, many: [follower(each) for each in range(after + 1, 8)][:many],
    )
    letter = a_list_letter([])
    address_in_parts(letter, at=WRITTEN_AT)
    letter.refresh_from_db()
    return letter


def addressed():
    return Message.objects.count()


def test_the_worker_addresses_everybody_once(letter, office):
    assert address_due(a_shift()) == 7
    assert address_due(a_shift()) == 0

    send_due(a_shift())
    assert dict(office.copies()) == {f"nr{each}@kommune.example": 1 for each in range(1, 8)}


def test_a_worker_that_ends_leaves_the_rest_to_the_next(letter):
    address_due(a_shift(is_ending=lambda: addressed() >= 3))
    assert addressed() == 3

    address_due(a_shift())
    assert addressed() == 7


def test_a_part_that_another_worker_has_done_is_not_done_again(letter):
    assert [address_part(letter, at=WRITTEN_AT), address_part(letter, at=WRITTEN_AT)] == [3, 0]
    assert addressed() == 3


def test_an_address_that_no_mail_can_go_to_holds_nobody_up(letter):
    impossible = Receiver("nr 2 at kommune.example", "nb", "sub:2")
    register_receivers(
        "tests.update",
        lambda _letter, after, _many: [(1, impossible), follower(2)] if not after else [],
    )

    assert address_due(a_shift()) == 2
    assert [each.to for each in Message.objects.all()] == ["nr2@kommune.example"]


def test_a_letter_whose_receivers_nobody_knows_is_told(letter):
    letter.kind = "tests.other"

    with pytest.raises(LookupError, match=r"tests\.other"):
        address_part(letter, at=WRITTEN_AT)


def test_a_copy_of_a_long_list_is_as_any_other(letter):
    address_part(letter, at=WRITTEN_AT)
    one = Message.objects.order_by("pk").first()
    Message.objects.all().delete()
    actions.address_copies(letter, [follower(1)[1]], at=WRITTEN_AT)
    other = Message.objects.get()

    differs = {"_state", "id", "message_id"}
    assert {name: value for name, value in vars(one).items() if name not in differs} == {
        name: value for name, value in vars(other).items() if name not in differs
    }
    assert one.message_id != other.message_id
