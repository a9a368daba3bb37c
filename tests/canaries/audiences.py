"""Who may read an object: asked of the policy table where a row speaks of it, and never of a view."""

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

import samspill.urls  # noqa: F401 - gathers the policy table
from samspill.accounts.models import Person
from samspill.audit.models import Entry
from samspill.bin.models import TakenAway
from samspill.core import policy
from samspill.core.policy import SIGNED_IN
from samspill.editorial.models import Piece, Revision, Section
from samspill.events.models import Gathering
from samspill.events.policy import OF_AN_INITIATIVE
from samspill.initiatives.choices import BODY_DUTIES, Duty
from samspill.initiatives.models import Document, Initiative, Involvement, TeamMember
from samspill.initiatives.policy import OF_A_BODY
from samspill.initiatives.queries import duties_of as duties_in_initiative
from samspill.initiatives.rules import latest_status, may_coordinate
from samspill.mailings.models import InterestList, Sending, Subscriber, Update
from samspill.media.models import Attachment, Picture
from samspill.newsletters.models import Item, Newsletter
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Clearance, Invitation, Organisation, Role
from samspill.organisations.queries import held_by
from samspill.organisations.queries.giving import roles_for
from samspill.organisations.queries.people import has_two_sides
from samspill.outbox.models import Letter, Message, Wording
from samspill.outreach.models import Contribution, QuestionAnswer
from samspill.outreach.queries import candidates
from samspill.outreach.queries import duties_of as duties_for_contribution
from samspill.programmes.models import Goal, Grant, Ownership, Partnership, Programme
from samspill.programmes.queries import duties_of as duties_in_programme
from samspill.workspace.queries.people import WORKING
from tests.canaries.words import ANYONE, NOBODY

Readers = frozenset[str]
#: Actions for which there may be no row yet: then nobody may.
LATER = {"programmes.read_history"}
#: Whom an initiative names in public: they lead it, or answer for it in a country.
SPEAKERS = (Duty.CONTACT, Duty.PROJECT_LEAD, Duty.FACILITATOR)


def person_key(pk: object) -> str:
    return f"person:{pk}"


def invited_key(pk: object) -> str:
    return f"invited:{pk}"


def link_key(pk: object) -> str:
    return f"link:{pk}"


def sender_key(pk: object) -> str:
    return f"sender:{pk}"


class Audiences:
    """Who may read what at one moment, worked out from the policy table and from who is what."""

    def __init__(self, at: Any) -> None:
        self.at = at
        self.people = list(Person.objects.filter(is_active=True).order_by("pk"))
        self._duties = lru_cache(maxsize=None)(self._ask_duties)
        self._held = lru_cache(maxsize=None)(lambda person: held_by(person, at))
        self._namers = lru_cache(maxsize=None)(self._ask_namers)
        self._readers_of_role = lru_cache(maxsize=None)(self._ask_readers_of_role)

    # --- The policy table ----------------------------------------------------------------------

    def who_may(self, action: str, thing: Any, state: str = "") -> Readers:
        """Name those whom a row of the table allows something."""
        if action in LATER and policy.row(action) is None:
            return NOBODY
        not_counting: frozenset[str] = frozenset()
        if isinstance(thing, Gathering):  # what somebody is to a gathering, they are to its owner
            not_counting = frozenset() if thing.initiative else OF_AN_INITIATIVE
            thing = thing.initiative or thing.programme
        return frozenset(
            person_key(pk)
            for pk, duties in self._duties(type(thing), thing.pk)
            if policy.allows(action, roles={SIGNED_IN, *duties} - not_counting, state=state)
        )

    def _ask_duties(
        self, model: type[models.Model], pk: object
    ) -> list[tuple[int, frozenset[str]]]:
        thing: Any = model._default_manager.get(pk=pk)
        ask = {
            Initiative: duties_in_initiative,
            Programme: duties_in_programme,
            Organisation: self._duties_at,
            Contribution: duties_for_contribution,
        }[model]
        return [(person.pk, ask(person, thing, self.at)) for person in self.people]

    def _duties_at(self, person: Person, organisation: Organisation, _at: Any) -> frozenset[str]:
        return roles_for(self._held(person), organisation)

    def who_may_anywhere(self, action: str) -> Readers:
        """Name those whom a row allows something that is about no single thing."""
        return frozenset(
            person_key(person.pk)
            for person in self.people
            if policy.allows(action, roles={SIGNED_IN, *self._held(person).kinds()})
        )

    def _has_come(self, moment: Any) -> bool:
        return moment is not None and moment <= self.at

    def _has_begun(self, time: Any) -> bool:
        return time is None or not time or time.has_begun(self.at)

    # --- What has a state of its own -----------------------------------------------------------

    def initiative(self, initiative: Initiative) -> Readers:
        if self._has_come(initiative.published_at):
            return ANYONE
        return self.who_may("initiatives.read_draft", initiative, "draft")

    def programme(self, programme: Programme) -> Readers:
        if self._has_come(programme.published_at):
            return ANYONE
        return self.who_may("programmes.read_draft", programme, "draft")

    def history(self, initiative: Initiative) -> Readers:
        state = latest_status(initiative, at=self.at)
        return self.who_may("initiatives.read_history", initiative, state)

    def gathering(self, gathering: Gathering) -> Readers:
        """Read with its owner once it is published; before that by those who plan it."""
        owner = gathering.initiative or gathering.programme
        planners = self.who_may("events.edit", gathering)
        if self._has_come(gathering.published_at):
            return planners | self.owner(owner)
        return planners

    def gathering_name(self, gathering: Gathering) -> Readers:
        """Name also those who read in the history that it was planned."""
        return self.gathering(gathering) | self._history_of(gathering)

    def owner(self, owner: Any) -> Readers:
        match owner:
            case Initiative():
                return self.initiative(owner)
            case Programme():
                return self.programme(owner)
        return NOBODY

    def piece(self, piece: Piece) -> Readers:
        """Read by everybody while a version of it is shown; else by those who write it."""
        shown = Revision.objects.filter(version__piece=piece).live(at=self.at)
        return ANYONE if shown.exists() else self._writers(piece.programme)

    def _writers(self, programme: Programme) -> Readers:
        return self.who_may("editorial.read_draft", programme, "draft")

    def revision(self, revision: Revision) -> Readers:
        shown = Revision.objects.filter(pk=revision.pk).live(at=self.at)
        return ANYONE if shown.exists() else self.wordings(revision)

    def wordings(self, revision: Revision) -> Readers:
        return self._writers(revision.version.piece.programme)

    def section(self, section: Section) -> Readers:
        return self.revision(section.revision)

    def picture(self, picture: Picture) -> Readers:
        uses = Revision.objects.filter(Q(picture=picture) | Q(sections__picture=picture))
        return self._used(picture, uses)

    def attachment(self, attachment: Attachment) -> Readers:
        return self._used(attachment, Revision.objects.filter(sections__attachment=attachment))

    def _used(self, kept: Picture | Attachment, uses: Any) -> Readers:
        return ANYONE if uses.live(at=self.at).exists() else self.library(kept)

    def library(self, kept: Picture | Attachment) -> Readers:
        return self._writers(Programme.objects.get(pk=kept.audience.partition(":")[2]))

    def newsletter(self, newsletter: Newsletter) -> Readers:
        """Read with its programme from its moment on; before that by those who write it."""
        programme = newsletter.programme
        writers = self.who_may("newsletters.read_draft", programme, "draft")
        if self._has_come(newsletter.published_at):
            return writers | self.programme(programme)
        return writers

    def item(self, item: Item) -> Readers:
        return self.newsletter(item.newsletter)

    def update(self, update: Update) -> Readers:
        owner = self.owner_of(update.interest_list)
        if self._has_come(update.published_at):
            return self.owner(owner)
        return self.update_author(update)

    def update_name(self, update: Update) -> Readers:
        """Name also those who read in the history that it was drafted."""
        return self.update(update) | self._history_of(update)

    def sending(self, sending: Sending) -> Readers:
        """Name who sees what is to be sent to lists: everybody, when its time has come."""
        nearest = InterestList.objects.get(pk=sending.nearest_first[0])
        if self._has_come(sending.goes_at) and not sending.recalled_at:
            return self.owner(self.owner_of(nearest))
        return self.update_author(Update(interest_list=nearest))

    def update_author(self, update: Update) -> Readers:
        """Name those who write with the author; a reader is told no more than that it is news."""
        owner = self.owner_of(update.interest_list)
        if not isinstance(owner, Initiative):
            return NOBODY
        return self.who_may("initiatives.draft_update", owner, latest_status(owner, at=self.at))

    def owner_of(self, interest_list: InterestList) -> Any:
        return getattr(interest_list, "initiative", None) or getattr(
            interest_list, "programme", None
        )

    def interest_list(self, interest_list: InterestList) -> Readers:
        followers = interest_list.subscriptions.values_list("subscriber", flat=True)
        return self.owner(self.owner_of(interest_list)) | {link_key(pk) for pk in followers}

    # --- What belongs to something -------------------------------------------------------------

    def of_initiative(self, part: Any) -> Readers:
        return self.initiative(part.initiative)

    def history_of_initiative(self, part: Any) -> Readers:
        return self.history(part.initiative)

    def taken_away(self, kept: TakenAway) -> Readers:
        """Read by those who may put it back: whoever may change what it was taken from."""
        initiative = Initiative.objects.get(pk=kept.of.partition(":")[2])
        return self._may_edit(initiative)

    def from_its_day(self, part: Document | Involvement | Ownership | Partnership) -> Readers:
        """Read with its owner from the day on which it begins; before that, where it is changed."""
        day = part.published if isinstance(part, Document) else part.since
        initiative = getattr(part, "initiative", None)
        if not self._has_begun(day):
            return self._may_edit(initiative) if initiative else NOBODY
        return self.owner(getattr(part, "initiative", None) or part.programme)  # type: ignore[union-attr]

    def grant(self, grant: Grant) -> Readers:
        choosers = self._choosing(grant.programme_id, grant.initiatives.all())
        if not self._has_begun(grant.awarded):
            return choosers
        owners = [grant.programme, *grant.initiatives.all()]
        return choosers.union(*(self.owner(each) for each in owners))

    def goal(self, goal: Goal) -> Readers:
        owners = [*goal.programmes.all(), *goal.initiatives.all()]
        chosen = (self._choosing(each.pk, ()) for each in goal.programmes.all())
        return frozenset().union(*(self.owner(each) for each in owners), *chosen)

    def _choosing(self, programme: int | None, chosen: Any) -> Readers:
        """Name those who change an initiative for which something of a programme can be chosen."""
        within = Q(programme=programme) | Q(programme__part_of=programme)
        around = Initiative.objects.filter(within) if programme else ()
        return frozenset().union(*(self._may_edit(each) for each in (*around, *chosen)))

    def _may_edit(self, initiative: Initiative, action: str = "initiatives.edit") -> Readers:
        return self.who_may(action, initiative, latest_status(initiative, at=self.at).value)

    # --- People --------------------------------------------------------------------------------

    def person_name(self, person: Person) -> Readers:
        """Name whoever sees the name: beside a role, a deed, an invitation, a decision that waits."""
        shown = [self.role(each) for each in person.roles.all()]
        shown += [self.entry(each) for each in Entry.objects.filter(by=person_key(person.pk))]
        shown += [self.wordings(each) for each in Revision.objects.filter(saved_by=person)]
        invited = Invitation.objects.filter(invited_by=person)
        given = Role.objects.filter(given_by=person)
        shown += [self.invitation(each) for each in invited]
        shown += [self.role(each) for each in given]
        if person.clearances.exists() or Clearance.objects.filter(given_by=person).exists():
            shown.append(self.who_may_anywhere("organisations.clear_ties"))
        return frozenset({person_key(person.pk)}).union(*shown)

    def person_address(self, person: Person) -> Readers:
        """Name whoever sees the address: where a role lets everybody, and who looks after people."""
        own = frozenset({person_key(person.pk)})
        return own.union(*(self._role_address(each) for each in person.roles.all()))

    def _role_address(self, role: Role) -> Readers:
        if self._is_over(role):
            return NOBODY
        speaks = self._speaking(role) if role.is_address_public else NOBODY
        return speaks | self.who_may("organisations.see_people", role.organisation)

    def own(self, thing: Any) -> Readers:
        return frozenset({person_key(getattr(thing, "person_id", None) or thing.user_id)})

    def role(self, role: Role) -> Readers:
        """Name whoever sees that somebody has this role: where it speaks, and who looks after it."""
        return self._readers_of_role(role)

    def _ask_readers_of_role(self, role: Role) -> Readers:
        own = frozenset({person_key(role.person_id)})
        if self._is_over(role):
            return own
        seers = self.who_may("organisations.see_people", role.organisation)
        held = Role.objects.current(localtime(self.at).date()).filter(person=role.person_id)
        if role.is_waiting or has_two_sides(held.select_related("organisation")):
            seers |= self.who_may_anywhere("organisations.clear_ties")
        hosted = role.organisation.hosted_programmes.all()
        seers = seers.union(*(self.who_may("editorial.edit", each) for each in hosted))
        seers = seers.union(*(self.who_may("programmes.edit", each) for each in hosted))
        seers |= self._speaking(role) | self._naming(role) | self._answering(role)
        return own | seers | self._teaming(role)

    def _teaming(self, role: Role) -> Readers:
        """Name those who put a team together that this role is in, or could be in."""
        if not Role.objects.current(localtime(self.at).date()).filter(pk=role.pk).exists():
            return NOBODY
        teams = Q(team__in=role.team_memberships.exclude(duty__in=BODY_DUTIES))
        body = role.organisation_id
        if role.kind != RoleKind.SUPPLIER and role.person.is_active:
            parties = role.organisation.involvements.filter(part__in=WORKING, until="")
            hosted = Q(programme__host=body) | Q(programme__part_of__host=body)
            teams |= hosted | Q(involvements__in=parties)
        found = Initiative.objects.filter(teams).distinct()
        return frozenset().union(
            *(self._may_edit(each, "initiatives.change_team") for each in found)
        )

    def _naming(self, role: Role) -> Readers:
        """Name those who choose among a body's coordinators, as long as this is one of them."""
        if role.kind != RoleKind.COORDINATOR or not role.person.is_active or role.is_waiting:
            return NOBODY
        parts = role.organisation.involvements.filter(part__in=OF_A_BODY, until="")
        shared = parts.values_list("initiative", flat=True)
        return frozenset().union(*(self._namers(each, role.organisation_id) for each in shared))

    def _answering(self, role: Role) -> Readers:
        """Name those who see that something goes to this role, and who may give it to this role."""
        goes = [self.who_may("outreach.read", each) for each in role.contributions.all()]
        if not role.person.is_active or role.is_waiting:
            return frozenset().union(*goes)
        could = [
            self.who_may("outreach.assign", each)
            for each in Contribution.objects.order_by("pk")
            if role in candidates(each, at=self.at)
        ]
        return frozenset().union(*goes, *could)

    def _ask_namers(self, initiative: int, body: int) -> Readers:
        shared = Initiative.objects.get(pk=initiative)
        return frozenset(
            person_key(person.pk)
            for person in self.people
            if may_coordinate(person, shared, body, at=self.at)
        )

    def _is_over(self, role: Role) -> bool:
        return role.to_on is not None and role.to_on < localtime(self.at).date()

    def _speaking(self, role: Role) -> Readers:
        if not Role.objects.current(localtime(self.at).date()).filter(pk=role.pk).exists():
            return NOBODY
        speaks = TeamMember.objects.filter(role=role, duty__in=SPEAKERS)
        initiatives = Initiative.objects.filter(team__in=speaks).distinct()
        owners = [*initiatives, *role.led_programmes.all()]
        return frozenset().union(*(self.owner(each) for each in owners))

    def role_phone(self, role: Role) -> Readers:
        return self.own(role) | (self._speaking(role) if role.is_address_public else NOBODY)

    def invitation(self, invitation: Invitation) -> Readers:
        """Name those who look after an organisation's people, and whoever holds the link."""
        inviters = self.who_may("organisations.invite", invitation.organisation)
        return inviters | {invited_key(invitation.pk)}

    def sent_in(self, _part: Any) -> Readers:
        """Name those who keep the register."""
        return self.who_may_anywhere("organisations.register")

    def clearance(self, clearance: Any) -> Readers:
        """Name those who decide such things, and the one about whom it was decided."""
        return self.own(clearance) | self.who_may_anywhere("organisations.clear_ties")

    # --- Mail ----------------------------------------------------------------------------------

    def enquiry(self, enquiry: Any) -> Readers:
        return frozenset({person_key(enquiry.role.person_id)})

    def contribution(self, contribution: Contribution) -> Readers:
        """Name those who answer for it, and whoever sent it, who reads mail."""
        sender = frozenset({sender_key(contribution.pk)})
        return sender | self.who_may("outreach.read", contribution)

    def question_answer(self, shared: QuestionAnswer) -> Readers:
        return self.initiative(shared.initiative) if shared.withdrawn_at is None else NOBODY

    def subscriber(self, part: Any) -> Readers:
        """Name whoever holds the links that are mailed to the address."""
        return frozenset({link_key(getattr(part, "subscriber_id", None) or part.pk)})

    def subscriber_address(self, subscriber: Subscriber) -> Readers:
        """Name also those who may take out a list that it stands on."""
        lists = InterestList.objects.filter(
            subscriptions__subscriber=subscriber, subscriptions__status="confirmed"
        )
        owners = [self.owner_of(each) for each in lists]
        exporters = [
            self.who_may("initiatives.export_followers", owner, latest_status(owner, at=self.at))
            for owner in owners
            if isinstance(owner, Initiative)
        ]
        written_to = Newsletter.objects.filter(
            Q(programme__interest_list__in=lists)
            | Q(initiatives__interest_list__in=lists)
            | Q(themes__interest_list__in=lists)
        )
        writers = [
            self.who_may("newsletters.see_receivers", newsletter.programme)
            for newsletter in written_to
        ]
        return self.subscriber(subscriber).union(*exporters, *writers)

    def consent(self, consent: Any) -> Readers:
        found = Subscriber.objects.filter(address_key=consent.address_key)
        return frozenset(link_key(each.pk) for each in found)

    def message(self, message: Message) -> Readers:
        people = Person.objects.filter(email__iexact=message.to)
        followers = Subscriber.objects.filter(address__iexact=message.to)
        return frozenset(
            {*(person_key(each.pk) for each in people), *(link_key(each.pk) for each in followers)}
        )

    def wording(self, wording: Wording) -> Readers:
        return self.letter(wording.letter)

    def letter(self, letter: Letter) -> Readers:
        return frozenset().union(*(self.message(each) for each in letter.messages.all()))

    # --- The trail -----------------------------------------------------------------------------

    def entry(self, entry: Any) -> Readers:
        """Name those who may read the history of what an entry is about, and who did it."""
        own = frozenset({entry.by}) if entry.by.startswith("person:") else NOBODY
        label, _, pk = entry.subject.partition(":")
        try:
            subject = apps.get_model(label)._default_manager.filter(pk=pk).first()
        except (LookupError, ValueError):
            return own
        return own | self._history_of(subject)

    def disclosure(self, value: Any) -> Readers:
        return self.entry(Entry.objects.get(pk=value.entry))

    def _history_of(self, subject: Any) -> Readers:
        match subject:
            case Initiative():
                return self.history(subject)
            case Programme():
                return self.who_may("programmes.read_history", subject)
            case Gathering():
                return self._history_of(subject.initiative or subject.programme)
            case Update():
                return self._history_of(self.owner_of(subject.interest_list))
        return NOBODY
