"""The world of the canaries: two sides, their people in every role, readers by mail, letters."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import Signer

from samspill.accounts.models import Person
from samspill.audit.actions import record, seal
from samspill.bin.actions import put_away
from samspill.core import clock
from samspill.core.email_addresses import key_of
from samspill.initiatives.models import Initiative
from samspill.initiatives.tests.factories import StepFactory
from samspill.mailings import emails
from samspill.mailings.models import (
    AskedMail,
    ConfirmationToken,
    Consent,
    Silence,
    Subscriber,
)
from samspill.mailings.queries import digest_of
from samspill.mailings.tests.factories import HappeningFactory, SendingFactory, SubscriptionFactory
from samspill.organisations.choices import OrganisationKind, RoleKind, TerritoryKind
from samspill.organisations.models import Invitation, InvitationLink, Organisation, Role
from samspill.organisations.tests.factories import (
    EnquiryFactory,
    ImportedRowFactory,
    ImportFactory,
    OrganisationFactory,
    SuccessionFactory,
    TerritoryFactory,
)
from samspill.outbox.actions import Receiver, address_copies, freeze, post
from samspill.outbox.actions.coming_back import suppress
from samspill.outbox.choices import Cause
from samspill.outbox.tests.factories import a_mail
from samspill.outreach.tests.factories import ContributionFactory, QuestionAnswerFactory
from samspill.programmes.choices import Level
from samspill.programmes.tests.factories import ProgrammeFactory
from tests.canaries.cast import bystanders, people_of
from tests.canaries.house import make_house
from tests.canaries.sides import Side, fill, fill_with_more, make_side

#: The secret of a link to confirm; only its digest is kept, so that nobody else can know it.
SECRET = "a-secret-that-only-a-mail-has-told"
INVITED = "a-secret-that-only-an-invitation-has-told"


@dataclass(repr=False)
class World:
    """Everything that has been made, by the names that tests use."""

    at: datetime
    ours: Side
    theirs: Side
    people: dict[str, Person] = field(default_factory=dict)
    subscribers: list[Subscriber] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    #: What ``every_address`` has found, by language; nothing of it changes in a test.
    addresses: dict[str, list[Any]] = field(default_factory=dict)
    secret: str = SECRET
    #: In which language people write and read, where a test does not say otherwise.
    language: str = "nb"

    @property
    def holders(self) -> dict[str, str]:
        """Name those who hold links that were mailed to them, with their key."""
        followers = {f"follower {each.pk}": f"link:{each.pk}" for each in self.subscribers}
        invited = {f"invited {each.pk}": f"invited:{each.pk}" for each in self.invitations}
        return {**followers, **invited}


def make_world() -> World:
    """Make a world with two sides that share the Nordic programme above them."""
    at = clock.now()
    nordic = ProgrammeFactory(slug="nordic", level=Level.NORDIC)
    ours = make_side("ours", "NO", nordic, at=at)
    theirs = make_side("theirs", "SE", nordic, at=at)
    others = [_body("DK"), _body("FI")]
    for side in (ours, theirs):
        fill(side, at=at, others=others)
    fill_with_more(ours, at=at)
    world = World(at=at, ours=ours, theirs=theirs)
    for side in (ours, theirs):
        side.people = people_of(side)
        leader = side.people[f"{side.name} programme_manager"]
        side.programme.project_leader = Role.objects.get(person=leader)
        side.programme.save()
    world.people = {**ours.people, **theirs.people, **bystanders(ours, at=at)}
    SuccessionFactory(predecessor=others[0], successor=others[1])
    TerritoryFactory(slug="nordics", kind=TerritoryKind.COUNTRIES, country="")
    _followers(world)
    _letters(world)
    _contributions(world)
    _taken_away(world)
    _invitations(world)
    _imports(world)
    _trail(world)
    make_house(world)
    return world


def _body(country: str) -> Organisation:
    place = TerritoryFactory(slug=f"place-{country.lower()}", country=country)
    return OrganisationFactory(
        slug=f"body-{country.lower()}",
        kind=OrganisationKind.MUNICIPALITY,
        country=country,
        territory=place,
    )


def _followers(world: World) -> None:
    """Let people follow, ask to follow, leave, and want no mail."""
    long_ago = world.at - timedelta(days=20)
    for number, side in enumerate((world.ours, world.theirs)):
        lists = side.ongoing.interest_list
        HappeningFactory().interest_lists.add(lists)
        later = world.at + timedelta(days=2)
        SendingFactory(
            nearest_first=[lists.pk], goes_at=later, decided_by="a story"
        ).interest_lists.add(lists)
        confirmed = SubscriptionFactory(interest_list=lists, subscriber__language="nb")
        pending = SubscriptionFactory(interest_list=lists, pending=True, asked_at=world.at)
        left = SubscriptionFactory(interest_list=lists, ended=True)
        SubscriptionFactory(
            interest_list=side.programme.interest_list, subscriber=confirmed.subscriber
        )
        ConfirmationToken.objects.create(
            digest=digest_of(f"{world.secret}-{number}"),
            subscription=pending,
            created_at=world.at,
            expires_at=world.at + timedelta(days=7),
        )
        world.subscribers += [each.subscriber for each in (confirmed, pending, left)]
        Consent.objects.create(
            address_key=confirmed.subscriber.address_key,
            list_key=lists.key,
            event="confirmed",
            wording="I want news.",
            wording_version="1",
            language="nb",
            channel="page",
            controller=lists.controller,
            at=long_ago,
        )
        AskedMail.objects.create(address_key=key_of(f"asked{number}@x.example"), mailed_at=world.at)
        Silence.objects.create(address_key=key_of(f"silent{number}@x.example"), since=world.at)
        suppress(f"unreached{number}@x.example", cause=Cause.BOUNCED, status="5.1.1", at=world.at)


def _letters(world: World) -> None:
    """Let visitors have written, and mail lie in the outbox, sent and unsent."""
    for name in ("duty contact", "duty facilitator", "coordinator"):
        for side in (world.ours, world.theirs):
            role = side.people[f"{side.name} {name}"].roles.get()
            EnquiryFactory(role=role, organisation_name="A visitor's firm", about="A question")
    for side in (world.ours, world.theirs):
        person = side.people[f"{side.name} facilitator"]
        message = post(
            "tests.note",
            key=f"note:{side.name}",
            to=person.email,
            language="nb",
            compose=a_mail,
            at=world.at,
            personal={"code": "nothing"},
        )
        message.sent_at, message.last_error = world.at, "250 went well"
        message.save()
        letter = freeze(
            emails.UPDATE,
            key=f"{emails.UPDATE}:{side.name}",
            compose=a_mail,
            languages=["nb"],
            at=world.at - timedelta(days=2),
            headers={"List-Id": "<list.lists.samspill.example>"},
        )
        follower = side.ongoing.interest_list.subscriptions.filter(status="confirmed").get()
        address = follower.subscriber.address
        address_copies(
            letter,
            [Receiver(to=address, language="nb", reference=f"subscription:{follower.pk}")],
            at=world.at,
        )
        letter.messages.update(sent_at=world.at)
        side.ongoing.interest_list.updates.filter(published_at__lte=world.at).update(letter=letter)


def _contributions(world: World) -> None:
    """Let people have sent something to each programme: new, given to somebody, shown, closed."""
    for side in (world.ours, world.theirs):
        facilitator = side.people[f"{side.name} duty facilitator"].roles.get()
        to = {"programme": side.programme, "organisation_name": "A county"}
        settled = {**to, "settled_at": world.at, "closing_reason": "For later"}
        ContributionFactory(**to, country=side.country, kind="proposal")
        ContributionFactory(
            **to, initiative=side.ongoing, status="assigned", responsible=facilitator
        )
        ContributionFactory(**settled, initiative=side.draft, status="closed")
        for initiative in (side.ongoing, side.draft):
            QuestionAnswerFactory(
                initiative=initiative,
                contribution=ContributionFactory(
                    **settled, initiative=initiative, status="answered", answer="Yes"
                ),
            )


def _taken_away(world: World) -> None:
    """Let a step of each initiative lie in the bin."""
    for side in (world.ours, world.theirs):
        for initiative in (side.ongoing, side.draft):
            step = StepFactory(initiative=initiative, number=90)
            put_away([step], of=initiative, title=step.title, at=world.at)


def _invitations(world: World) -> None:
    """Invite somebody new on each side; of the link only the digest is kept."""
    for number, side in enumerate((world.ours, world.theirs)):
        address = f"invited{number}@x.example"
        invited = Invitation.objects.create(
            organisation=side.body,
            kind=RoleKind.SUBJECT,
            address=address,
            address_key=key_of(address),
            language="nb",
            invited_by=side.people[f"{side.name} administrator"],
            invited_at=world.at,
            expires_at=world.at + timedelta(days=7),
        )
        InvitationLink.objects.create(
            digest=digest_of(f"{INVITED}-{number}"), invitation=invited, made_at=world.at
        )
        world.invitations.append(invited)


def _imports(world: World) -> None:
    """Let somebody have sent in a table of organisations: a row that is new, and a faulty one."""
    table = ImportFactory(
        begun_by=world.ours.people["ours facilitator"],
        begun_at=world.at,
        left_aside=["A heading that nobody knows"],
    )
    ImportedRowFactory(table=table)
    ImportedRowFactory(table=table, cells={"name": "A body", "country": "Atlantis"})


def _trail(world: World) -> None:
    """Write something in the trail about every kind of object that people work with, and seal it."""
    for side in (world.ours, world.theirs):
        by = side.people[f"{side.name} programme_manager"]
        subjects = [
            *Initiative.objects.filter(slug__startswith=side.name),
            side.programme,
            side.regional,
            side.body,
            by,
            by.roles.get(),
            *side.draft.gatherings.all(),
            side.draft.interest_list.updates.first(),
        ]
        for subject in subjects:
            record("tests.changed", subject, by=by, at=world.at, reason=("before", "after"))
        record("tests.told", side.draft, by=by, at=world.at, personal={"name": "Kari"}, of=by)
    seal(at=world.at)
    record("tests.changed", world.ours.draft, by="rule", at=world.at)


def silence_link_of(subscriber: Subscriber) -> str:
    return Signer(salt=emails.SILENCE_SALT).sign(subscriber.address_key)
