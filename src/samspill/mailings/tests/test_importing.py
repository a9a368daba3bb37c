"""An older list is taken over by a right that is told, row by row, and nobody against their will."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from samspill.audit.models import Entry
from samspill.core.email_addresses import key_of
from samspill.core.errors import NotPossible
from samspill.core.sheets import write_csv, write_xlsx
from samspill.mailings.actions import (
    ListedRow,
    ask,
    confirm,
    end,
    erase,
    import_followers,
    silence,
    stop,
)
from samspill.mailings.choices import Imported
from samspill.mailings.models import Consent, Subscriber, Subscription
from samspill.mailings.tests.factories import InterestListFactory, SubscriptionFactory
from samspill.mailings.tests.letters import newest, read, secret_of
from samspill.outbox.actions import suppress
from samspill.outbox.choices import Cause
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
BASIS = "Consent by a form on paper at the conference of 14 June 2024"
KARI = "kari@kommune.example"


def taken(interest_list, *addresses, asks_again=False, **more):
    rows = [
        ListedRow(number=number, address=address, language="nb")
        for number, address in enumerate(addresses, start=1)
    ]
    reports = import_followers(
        interest_list,
        rows,
        **{"basis": BASIS, "asks_again": asks_again, "by": "operator", "at": NOON, **more},
    )
    return [each.outcome for each in reports]


def test_who_is_taken_over_follows_with_the_basis_as_proof_and_is_told_how_to_leave():
    interest_list = InterestListFactory()

    assert taken(interest_list, KARI) == [Imported.ADDED]

    subscription = Subscription.objects.get()
    assert subscription.status == "confirmed"
    proof = Consent.objects.get()
    assert (proof.event, proof.channel, proof.basis) == ("imported", "import", BASIS)
    assert (proof.wording, proof.wording_version) == ("", "")
    mail = read(newest())
    leave = mail.link_after("Slutt å følge")
    assert "avslutt" in leave
    assert mail.headers["List-Unsubscribe"] == f"<{leave}>"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.headers["List-Id"].startswith("<initiative-number-")
    assert "Reply-To" not in mail.headers
    assert Entry.objects.filter(what="mailings.list_imported").get().changes["many"] == 1


def test_answers_to_the_mail_about_the_move_go_where_it_is_said():
    taken(InterestListFactory(), KARI, reply_to="host@kommune.example")

    assert read(newest()).headers["Reply-To"] == "host@kommune.example"


def test_whom_mail_does_not_reach_is_not_taken_over():
    interest_list = InterestListFactory()
    SubscriptionFactory(interest_list=interest_list, subscriber__address="follows@body.example")
    for address in (KARI, "follows@body.example"):
        suppress(address, cause=Cause.BOUNCED, status="5.1.1", at=NOON)

    assert taken(interest_list, KARI, "follows@body.example", "ola@body.example") == [
        *(Imported.UNREACHED, Imported.UNREACHED, Imported.ADDED),
    ]


def test_who_is_asked_again_follows_only_after_pressing_the_button():
    interest_list = InterestListFactory()

    assert taken(interest_list, KARI, asks_again=True) == [Imported.ASKED]
    assert Subscription.objects.get().status == "pending"

    confirm(secret_of(newest()), at=NOON)

    assert Subscription.objects.get().status == "confirmed"
    assert [each.event for each in Consent.objects.order_by("pk")] == ["asked", "confirmed"]
    assert Consent.objects.earliest("pk").basis == BASIS


def test_every_row_is_told_what_became_of_it():
    interest_list = InterestListFactory()
    SubscriptionFactory(interest_list=interest_list, subscriber__address="follows@body.example")
    silence(key_of("silent@body.example"), at=NOON)

    outcomes = taken(
        interest_list,
        *(KARI, "KARI@kommune.example", "kari@localhost"),
        *("follows@body.example", "silent@body.example"),
    )

    assert outcomes == [
        *(Imported.ADDED, Imported.TWICE, Imported.REFUSED),
        *(Imported.FOLLOWS, Imported.SILENCED),
    ]


@pytest.mark.parametrize(
    "leave",
    [
        lambda one: end(one.handle, at=NOON),
        lambda one: erase(one.handle, at=NOON),
        lambda one: stop(one.subscriber.address_key, at=NOON),
    ],
)
def test_who_has_left_is_never_taken_back(leave):
    interest_list = InterestListFactory()
    taken(interest_list, KARI)
    leave(Subscription.objects.get())

    assert taken(interest_list, KARI, asks_again=True) == [Imported.LEFT]
    assert not Subscription.objects.filter(status__in=["confirmed", "pending"]).exists()

    ask(interest_list, address=KARI, language="nb", at=NOON)
    confirm(secret_of(newest()), at=NOON)
    assert taken(interest_list, KARI) == [Imported.FOLLOWS]


def test_a_trial_changes_nothing_and_writes_to_nobody():
    assert taken(InterestListFactory(), KARI, is_trial=True) == [Imported.ADDED]

    assert not Subscriber.objects.exists()
    assert not Message.objects.exists()
    assert not Consent.objects.exists()


@pytest.mark.parametrize("basis", ["", "   ", "yes", "x" * 301])
def test_nothing_is_taken_over_without_a_basis(basis):
    with pytest.raises(NotPossible, match="by which right"):
        taken(InterestListFactory(), KARI, basis=basis)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_the_command_reads_what_people_keep(tmp_path, capsys, write):
    interest_list = InterestListFactory(key="initiative:ferry")
    table = [
        ["Navn", "E-post", "Språk"],
        ["Kari", KARI, "svensk"],
        ["Ola", "ola@kommune.example", ""],
        ["", "", ""],
        ["Feil", "feil@", "nb"],
    ]
    file = tmp_path / "list"
    file.write_bytes(write(table))

    call_command("import_followers", str(file), "--list", interest_list.key, "--basis", BASIS)

    languages = dict(Subscriber.objects.values_list("address", "language"))
    assert languages == {KARI: "sv", "ola@kommune.example": "nb"}
    told = capsys.readouterr().out
    assert "row 5: Cannot be added: “feil@”." in told
    assert "row 2" not in told
    assert "2  Follows from now on" in told


def test_the_command_tells_of_a_language_that_it_does_not_know(tmp_path, capsys):
    InterestListFactory(key="initiative:ferry")
    file = tmp_path / "list.csv"
    file.write_text(f"E-post;Språk\n{KARI};kling\x1b[31mon\n", encoding="utf-8")

    call_command("import_followers", str(file), "--list", "initiative:ferry", "--basis", BASIS)

    told = capsys.readouterr().out
    assert "row 2: Follows from now on. The language “kling·[31mon” is not known" in told
    assert Subscriber.objects.get().language == "nb"


def test_the_command_says_in_a_sentence_that_there_is_no_file(tmp_path):
    InterestListFactory(key="initiative:ferry")
    words = ["--list", "initiative:ferry", "--basis", BASIS]

    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_followers", str(tmp_path / "none.csv"), *words)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_followers", str(tmp_path), *words)


@pytest.mark.parametrize(
    ("basis", "said"), [("y", "“y” is too short"), ("", "^Say by which right")]
)
def test_a_short_basis_is_called_short_and_a_missing_one_missing(basis, said):
    with pytest.raises(NotPossible, match=said):
        taken(InterestListFactory(), KARI, basis=basis)


def test_the_command_finds_addresses_without_a_head_and_says_when_there_are_none(tmp_path):
    InterestListFactory(key="initiative:ferry")
    file = tmp_path / "list.csv"
    file.write_text(f"1,{KARI}\n", encoding="utf-8")
    words = [str(file), "--list", "initiative:ferry", "--basis", BASIS]

    call_command("import_followers", *words, "--dry-run")
    assert not Subscriber.objects.exists()

    call_command("import_followers", *words)
    assert Subscriber.objects.get().address == KARI

    file.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(NotPossible, match="over the column"):
        call_command("import_followers", *words)
