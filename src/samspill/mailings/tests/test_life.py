"""Whatever happens to an address, the proof of consent explains how it stands."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from samspill.core.email_addresses import for_sending, key_of
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.mailings import actions
from samspill.mailings.actions import following, leaving
from samspill.mailings.choices import HappeningKind, Rhythm
from samspill.mailings.models import Consent, Silence, Subscriber, Subscription
from samspill.mailings.tests.factories import InterestListFactory
from samspill.mailings.tests.letters import read
from samspill.outbox.actions.coming_back import suppress_receiver
from samspill.outbox.choices import Cause
from samspill.outbox.models import Message
from samspill.outbox.queries import suppressed
from samspill.worker import wire

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 21, 10, tzinfo=UTC)
ADDRESSES = ["kari@kommune.example", "ola@smørrebrød.example"]
BASIS = "Consent by a form on paper in 2024"
#: How somebody stands after an event, whatever came before.
AFTER = {
    "asked": "pending",
    "confirmed": "confirmed",
    "imported": "confirmed",
    "withdrawn": "ended",
    "stopped": "ended",
    "erased": None,
}
WHO, WHICH = st.sampled_from(ADDRESSES), st.integers(0, 1)


def explained():
    """Tell how each address stands on each list, by the proof alone."""
    stands = {}
    for each in Consent.objects.order_by("pk"):
        stands[each.address_key, each.list_key] = AFTER[each.event]
    return {key: status for key, status in stands.items() if status}


def as_it_is():
    rows = Subscription.objects.values_list(
        "subscriber__address_key", "interest_list__key", "status"
    )
    return {(address, key): status for address, key, status in rows}


class Life(RuleBasedStateMachine):
    """Readers, lists, time, and whoever types in other people's addresses."""

    def __init__(self):
        super().__init__()
        self.point = transaction.savepoint()
        self.lists = [InterestListFactory(), InterestListFactory()]
        self.now = NOON
        self.secrets = []
        self.happenings = 0
        wire()

    def teardown(self):
        transaction.savepoint_rollback(self.point)

    def of(self, address):
        return Subscription.objects.filter(subscriber__address_key=key_of(address)).order_by("pk")

    @rule(who=WHO, which=WHICH)
    def ask(self, who, which):
        actions.ask(self.lists[which], address=who, language="en", at=self.now)
        waiting = Message.objects.exclude(personal={}).order_by("pk")
        links = [each.personal["confirm"] for each in waiting if "confirm" in each.personal]
        self.secrets = [link.rstrip("/").rpartition("/")[2] for link in links]

    @rule(number=st.integers(0, 5))
    def confirm(self, number):
        if self.secrets:
            with suppress(NotPossible):
                self.is_written_to(
                    actions.confirm(self.secrets[number % len(self.secrets)], at=self.now)
                )

    @rule(who=WHO, number=st.integers(0, 1))
    def confirm_on_the_page(self, who, number):
        for each in self.of(who).filter(status="pending")[number : number + 1]:
            self.is_written_to(actions.confirm_pending(each.handle, at=self.now))

    def is_written_to(self, subscription):
        """Whoever confirms has got our mail: what came back before is over."""
        assert not suppressed([subscription.subscriber.address])

    @rule(who=WHO, number=st.integers(0, 1))
    def leave(self, who, number):
        for each in self.of(who)[number : number + 1]:
            actions.end(each.handle, at=self.now)

    @rule(who=WHO)
    def leave_all(self, who):
        for each in self.of(who)[:1]:
            actions.end_all(each.handle, at=self.now)

    @rule(who=WHO, rhythm=st.sampled_from(list(Rhythm)), language=st.sampled_from(["nb", "fi"]))
    def change(self, who, rhythm, language):
        for each in self.of(who)[:1]:
            actions.choose_rhythm(each.handle, rhythm, at=self.now)
            actions.choose_language(each.handle, language, at=self.now)
            actions.pause(each.handle, until_on=(self.now + timedelta(3)).date(), at=self.now)

    @rule(who=WHO)
    def erase(self, who):
        for each in self.of(who)[:1]:
            actions.erase(each.handle, at=self.now)

    @rule(which=WHICH)
    def something_happens(self, which):
        self.happenings += 1
        actions.tell(
            HappeningKind.GATHERING,
            f"gathering:{self.happenings}",
            title=Translated(en="A ferry without a crew"),
            summary=Translated(),
            link=lambda: "/en/",
            lists=[self.lists[which].pk],
            at=self.now,
        )

    @rule(who=WHO, cause=st.sampled_from(list(Cause)))
    def mail_comes_back(self, who, cause):
        sent = Message.objects.filter(to=for_sending(who)).order_by("pk").last()
        if sent:
            suppress_receiver(sent, cause=cause, status="5.1.1", at=self.now)
            assert suppressed([who])
            if cause == Cause.COMPLAINED:
                assert not self.of(who).exclude(status="ended").exists()

    @rule(who=WHO)
    def silence(self, who):
        actions.silence(key_of(who), at=self.now)

    @rule(who=WHO)
    def unsilence(self, who):
        actions.unsilence(key_of(who), at=self.now)

    @rule(who=WHO, which=WHICH, asks_again=st.booleans())
    def take_over(self, who, which, asks_again):
        row = actions.ListedRow(number=1, address=who, language="nb")
        actions.import_followers(
            self.lists[which],
            [row],
            basis=BASIS,
            asks_again=asks_again,
            by="operator",
            at=self.now,
        )

    @rule(hours=st.sampled_from([1, 30, 24 * 8, 24 * 40]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)
        actions.forget_unconfirmed(at=self.now)
        actions.forget_departed(at=self.now)
        actions.write_digests(at=self.now)

    @invariant()
    def the_proof_explains_how_everybody_stands(self):
        assert explained() == as_it_is()

    @invariant()
    def only_who_has_agreed_follows(self):
        for key, list_key, status in [(*pair, status) for pair, status in as_it_is().items()]:
            if status == "confirmed":
                proof = Consent.objects.filter(address_key=key, list_key=list_key)
                newest = proof.exclude(event="asked").latest("pk")
                assert newest.event in {"confirmed", "imported"}
                assert newest.controller
                assert newest.wording if newest.event == "confirmed" else newest.basis

    @invariant()
    def who_wants_no_mail_is_kept_nowhere(self):
        silent = Silence.objects.values("address_key")
        assert not Subscriber.objects.filter(address_key__in=silent).exists()

    @invariant()
    def one_hour_holds_one_confirmation_at_most(self):
        asked = Message.objects.filter(letter__key__startswith="mailings.confirmation:")
        moments = {}
        for to, at in asked.order_by("written_at", "pk").values_list("to", "written_at"):
            if not to.startswith("forgotten-"):
                assert to not in moments or at - moments[to] >= timedelta(hours=1)
                moments[to] = at

    @invariant()
    def nothing_goes_to_who_has_left(self):
        for message in Message.objects.filter(letter__is_for_list=True, dropped_at=None):
            if read(message) is not None:
                theirs = Subscription.objects.filter(subscriber__address_key=key_of(message.to))
                assert theirs.filter(status="confirmed").exists()


def lives(examples):
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_proof_explains_every_life():
    lives(300 if os.environ.get("SAMSPILL_FULL") == "1" else 30)


def test_a_withdrawal_that_leaves_no_proof_is_found(monkeypatch):
    """The guard off: whoever stops following leaves no proof of it."""
    monkeypatch.setattr(leaving, "note", lambda *_all, **_more: None)
    life = Life()
    life.ask(ADDRESSES[0], 0)
    life.leave(ADDRESSES[0], 0)

    with pytest.raises(AssertionError):
        life.the_proof_explains_how_everybody_stands()


def test_an_address_that_stays_suppressed_after_confirming_is_found(monkeypatch):
    """The guard off: whoever confirms is written to no more than before."""
    monkeypatch.setattr(following, "write_again", lambda *_all, **_more: None)
    life = Life()
    life.ask(ADDRESSES[0], 0)
    life.mail_comes_back(ADDRESSES[0], Cause.BOUNCED)

    with pytest.raises(AssertionError):
        life.confirm(0)


def test_a_complaint_that_ends_nothing_is_found(monkeypatch):
    """The guard off: whoever calls our mail unwanted goes on following."""
    monkeypatch.setattr(leaving, "stop", lambda *_all, **_more: 0)
    life = Life()
    life.ask(ADDRESSES[0], 0)
    life.confirm(0)

    with pytest.raises(AssertionError):
        life.mail_comes_back(ADDRESSES[0], Cause.COMPLAINED)


def test_proof_is_added_and_never_changed():
    actions.ask(InterestListFactory(), address=ADDRESSES[0], language="en", at=NOON)
    proof = Consent.objects.get()

    proof.wording = "Something else"
    with pytest.raises(TypeError, match="never changed"):
        proof.save()
    with pytest.raises(TypeError, match="never changed"):
        Consent.objects.update(wording="Something else")


def test_proof_says_what_for_in_which_words_when_by_which_way_and_to_whom():
    interest_list = InterestListFactory()

    actions.ask(interest_list, address=ADDRESSES[1], language="fi", at=NOON)

    proof = Consent.objects.get()
    assert (proof.purpose, proof.event, proof.channel) == ("news", "asked", "page")
    assert interest_list.title["en"] in proof.wording
    assert (proof.wording_version, proof.language) == ("2", "fi")
    assert (proof.controller, proof.at) == ("Nordic Buyers", NOON)
    assert Message.objects.get().to == "ola@xn--smrrebrd-64af.example"
