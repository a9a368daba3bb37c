"""Let every mail be written and sent, and read it as its receiver does."""

import importlib
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import reverse, reverse_lazy

from samspill.accounts import actions as accounts
from samspill.accounts.models import Person
from samspill.core.translated import Translated
from samspill.initiatives import actions as initiatives
from samspill.mailings import actions as mailings
from samspill.mailings.choices import HappeningKind, Rhythm
from samspill.mailings.models import Subscriber
from samspill.newsletters import actions as newsletters
from samspill.organisations import actions as organisations
from samspill.organisations import emails as organisation_emails
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Enquiry, Invitation, Role
from samspill.outbox.models import Message
from samspill.outbox.tasks import address_due, send_due
from samspill.outbox.tests.factories import a_shift
from samspill.outreach import actions as outreach
from samspill.outreach.choices import ContributionKind
from samspill.outreach.models import Contribution
from samspill.privacy import emails as privacy
from samspill.worker import wire
from tests.canaries.audiences import invited_key, link_key, person_key, sender_key
from tests.canaries.crawl import Crawl, Reader
from tests.canaries.world import INVITED, World


def _follow(world: World) -> None:
    """Ask to follow as somebody new and as somebody who does already; confirm."""
    listed, later = world.ours.ongoing.interest_list, world.at + timedelta(minutes=1)
    mailings.ask(listed, address="new@visitors.example", language=world.language, at=later)
    follower = Subscriber.objects.get(pk=world.subscribers[0].pk)
    mailings.ask(listed, address=follower.address, language=world.language, at=later)
    mailings.confirm(f"{world.secret}-0", at=later)


def _publish(world: World) -> None:
    """Publish an update that has been a draft."""
    leader = Person.objects.get(pk=world.people["ours duty facilitator"].pk)
    initiative = world.ours.ongoing
    initiative.refresh_from_db()
    draft = initiative.interest_list.updates.filter(published_at=None).earliest("pk")
    link = reverse_lazy("portal:update", args=[initiative.slug, draft.pk])
    initiatives.send_test_of_update(
        initiative, draft, link=link, language=world.language, by=leader, at=world.at
    )
    before = world.at - timedelta(minutes=10)
    sending = initiatives.publish_update(initiative, draft, link=link, by=leader, at=before)
    mailings.begin(sending, at=sending.goes_at)


def _hand_on_letters(world: World) -> None:
    """Hand each letter of a visitor to the person whom it is for."""
    for letter in Enquiry.objects.order_by("pk"):
        organisation_emails.enquiry(letter, at=world.at)


def _sign_in(world: World) -> None:
    """Ask for a code, with an account and without; change how one signs in; do not for years."""
    person = Person.objects.get(pk=world.people["ours facilitator"].pk)
    for address in (person.email, "stranger@visitors.example"):
        Client().post(reverse("account_request_login_code"), {"email": address})
    accounts.send_code_to_confirm(person, at=world.at)
    accounts.make_recovery_codes(person, at=world.at)
    forgotten = Person.objects.get(pk=world.people["nobody"].pk)
    privacy.unused_account(forgotten, ends_on=world.at.date(), at=world.at)


def _look_after_people(world: World) -> None:
    """Invite somebody, have an invitation accepted, and end a role."""
    side = world.ours
    administrator = Person.objects.get(pk=side.people["ours administrator"].pk)
    organisations.invite(
        side.body,
        RoleKind.LEADER,
        address="leader@visitors.example",
        language=world.language,
        by=administrator,
        at=world.at,
    )
    organisations.accept(f"{INVITED}-0", by=None, name="Somebody New", at=world.at)
    role = side.people["ours subject"].roles.get()
    organisations.end_role(role, by=administrator, at=world.at)


def _name_and_give(world: World) -> None:
    """Name a body's coordinator, and give a role that waits for a second person."""
    leader = Person.objects.get(pk=world.people["ours duty facilitator"].pk)
    coordinator = Role.objects.get(person=world.ours.people["ours coordinator"].pk)
    initiatives.name_coordinator(world.ours.ongoing, coordinator, by=leader, at=world.at)
    organisations.give_role(
        Person.objects.get(pk=world.people["nobody"].pk),
        world.ours.body,
        RoleKind.AUDITOR,
        to_on=world.at.date() + timedelta(days=30),
        by=Person.objects.get(pk=world.people["ours programme_manager"].pk),
        at=world.at,
    )


def _tell(world: World) -> None:
    """Take an older list over; tell of something new, at once and in a digest."""
    lists = world.ours.ongoing.interest_list
    follower = lists.subscriptions.filter(status="confirmed").earliest("pk")

    def happens(key: str) -> None:
        mailings.tell(
            HappeningKind.INITIATIVE,
            key,
            title=Translated(nb="Noe nytt"),
            summary=Translated(nb="Og mer om det"),
            link=lambda: reverse("portal:front"),
            lists=[lists.pk],
            at=world.at,
        )

    for number, asks_again in enumerate((True, False)):
        row = mailings.ListedRow(
            number=1, address=f"old-{number}@visitors.example", language=world.language
        )
        mailings.import_followers(
            lists,
            [row],
            basis="Consent on paper",
            asks_again=asks_again,
            by="operator",
            at=world.at,
        )
    happens("initiative:at-once")
    mailings.choose_rhythm(follower.handle, Rhythm.DAILY, at=world.at)
    happens("initiative:later")
    mailings.write_digests(at=world.at + timedelta(days=1))


def _send_a_newsletter(world: World) -> None:
    """Send what its own section says to those who follow an initiative."""
    programme = world.ours.programme
    manager = Person.objects.get(pk=world.people["ours programme_manager"].pk)
    draft = programme.newsletters.filter(published_at=None).earliest("pk")
    draft.items.exclude(kind="section").delete()
    before = world.at - timedelta(minutes=10)
    newsletters.send_trial(draft, language=world.language, by=manager, at=world.at)
    newsletters.send(draft, revision=draft.revision, by=manager, at=before)
    mailings.begin_due(at=world.at)


def _write_in(world: World) -> None:
    """Send something to a programme, and answer what others have sent."""
    outreach.contribute(
        world.ours.programme,
        ContributionKind.PROPOSAL,
        name="A visitor",
        address="proposer@visitors.example",
        text="Could we?",
        language=world.language,
        at=world.at,
    )
    manager = Person.objects.get(pk=world.people["ours programme_manager"].pk)
    world.ours.programme.contributions.update(language=world.language)
    asked = world.ours.programme.contributions.filter(status="new").earliest("pk")
    outreach.answer(asked, "We could.", revision=asked.revision, by=manager, at=world.at)


#: On which occasions mail is written. A mail that none of them writes makes a test fail.
OCCASIONS: list[Callable[[World], None]] = [
    _follow,
    _publish,
    _hand_on_letters,
    _sign_in,
    _look_after_people,
    _name_and_give,
    _tell,
    _send_a_newsletter,
    _write_in,
]


def every_mail() -> set[tuple[str, str]]:
    """Name every function that writes a mail, as docs/reference/e-mails.md does."""
    return {
        (app.name, name)
        for app in apps.get_app_configs()
        if app.name.startswith("samspill.") and _has_mails(app)
        for name, function in inspect.getmembers(
            importlib.import_module(f"{app.name}.emails"), inspect.isfunction
        )
        if function.__module__.startswith(f"{app.name}.emails")
        and not name.startswith("_")
        and "at" in inspect.signature(function).parameters
    }


def _has_mails(app: Any) -> bool:
    folder = Path(app.path)
    return (folder / "emails.py").exists() or (folder / "emails").is_dir()


@contextmanager
def noting_mails(written: set[tuple[str, str]]) -> Iterator[None]:
    """Note which of these functions are called, without standing in their way."""
    places = {
        getattr(importlib.import_module(f"{app}.emails"), name).__code__: (app, name)
        for app, name in every_mail()
    }

    def look(frame: Any, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code in places:
            written.add(places[frame.f_code])

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)


def write_all(world: World) -> set[tuple[str, str]]:
    """Let every occasion come, and tell which mails were written."""
    written: set[tuple[str, str]] = set()
    with noting_mails(written):
        for occasion in OCCASIONS:
            occasion(world)
    return written


def send_all() -> None:
    """Send what waits, as the worker does."""
    wire()
    address_due(a_shift())
    Message.objects.unsettled().update(due_at=Message.objects.earliest("due_at").due_at)
    send_due(a_shift())


def read_all(crawl: Crawl, office: Any) -> None:
    """Read every mail that has arrived, and note what is not for its receiver."""
    for mail, (to, content), (sender, receivers) in zip(
        office.mails(), office.kept, office.envelopes, strict=True
    ):
        reader = Reader(f"receiver {to}", Client(), _keys_of(to))
        asked = f"mail “{mail['Subject']}”"
        if receivers != [to] or mail["To"] != to:
            crawl.note(reader, asked, "envelope", "more than one receiver")
        for channel, written in _parts(mail).items():
            _compare(crawl, reader, asked, channel, *written)
        _compare(crawl, reader, asked, "envelope", sender, content)


def _compare(crawl: Crawl, reader: Reader, asked: str, channel: str, *written: Any) -> None:
    for canary in crawl.planted.found_in(*written):
        crawl.seen.setdefault(canary.word, set()).add(reader.name)
        if not canary.may_be_read_by(*reader.keys):
            crawl.note(reader, asked, channel, f"{canary.place} of {canary.pk}", canary)


def _parts(mail: Any) -> Mapping[str, list[str]]:
    return {
        "subject of a mail": [str(mail["Subject"])],
        "header of a mail": [f"{name}: {value}" for name, value in mail.items()],
        "body of a mail": [
            part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"
        ],
    }


def _keys_of(address: str) -> frozenset[str]:
    people = Person.objects.filter(email__iexact=address)
    followers = Subscriber.objects.filter(address__iexact=address)
    invited = Invitation.objects.filter(address__iexact=address)
    sent = Contribution.objects.filter(sender_address__iexact=address)
    return frozenset(
        [
            *(person_key(each.pk) for each in people),
            *(link_key(each.pk) for each in followers),
            *(invited_key(each.pk) for each in invited),
            *(sender_key(each.pk) for each in sent),
        ]
    )
