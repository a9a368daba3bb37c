"""What waits for somebody in initiatives: people not yet there, drafts, what was held back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.accounts.models import Reader
from samspill.core.policy import allows
from samspill.initiatives.choices import Duty
from samspill.initiatives.models import Initiative, Involvement, TeamMember
from samspill.initiatives.policy import OF_A_BODY
from samspill.initiatives.queries import InitiativeCard
from samspill.mailings.models import Update
from samspill.mailings.queries import held_back
from samspill.organisations.models import Invitation, Organisation, Role
from samspill.organisations.queries import held_by, organisations_open_to, tied_people
from samspill.workspace.queries.notes import Note

Row = TypeVar("Row", TeamMember, Involvement)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits in some initiatives, read for one reader in queries that do not grow with them."""

    at: datetime
    team: Mapping[int, Sequence[TeamMember]]
    parties: Mapping[int, Sequence[Involvement]]
    drafts: Mapping[int, int]
    held_back: Mapping[int, int]
    invited: Mapping[int, Sequence[Organisation]]
    tied: frozenset[int]
    run: frozenset[int]
    coordinated: frozenset[int]

    def of(self, card: InitiativeCard) -> Iterator[Note]:
        """Say what waits in one initiative."""
        if card.is_over:
            return
        yield from self._publication(card.initiative)
        yield from self._people(card.initiative)

    def _publication(self, initiative: Initiative) -> Iterator[Note]:
        pk = initiative.pk
        if initiative.published_at is None or initiative.published_at > self.at:
            sentence = _("It is a draft: not everybody sees it yet.")
            yield Note(sentence=sentence, address=self._to("portal:steer", initiative))
        if many := self.drafts.get(pk, 0):
            sentence = ngettext(
                "%(count)d update has been written and not sent.",
                "%(count)d updates have been written and not sent.",
                many,
            ) % {"count": many}
            yield Note(sentence=sentence, address=self._to("portal:write", initiative))
        if many := self.held_back.get(pk, 0):
            sentence = ngettext(
                "%(count)d update was held back by the site when its moment came.",
                "%(count)d updates were held back by the site when their moment came.",
                many,
            ) % {"count": many}
            yield Note(sentence=sentence, address=self._to("portal:write", initiative))

    def _people(self, initiative: Initiative) -> Iterator[Note]:
        team = self.team.get(initiative.pk, ())
        if not any(each.duty in {Duty.FACILITATOR, Duty.PROJECT_LEAD} for each in team):
            yield Note(sentence=_("Nobody is responsible: no facilitator and no project lead."))
        bodies = {
            each.organisation_id
            for each in self.parties.get(initiative.pk, ())
            if each.part in OF_A_BODY
        }
        bodies -= {each.body_id for each in team if each.duty == Duty.COORDINATOR}
        if bodies:
            sentence = ngettext(
                "%(count)d public body has no coordinator.",
                "%(count)d public bodies have no coordinator.",
                len(bodies),
            ) % {"count": len(bodies)}
            may = initiative.pk in self.coordinated
            address = reverse("portal:coordinators", args=[initiative.slug]) if may else ""
            yield Note(sentence=sentence, address=address)
        for organisation in self.invited.get(initiative.pk, ()):
            yield Note(
                sentence=_("An invitation to act for %(organisation)s has not been answered.")
                % {"organisation": organisation.name},
                address=reverse("organisations:people", args=[organisation.slug]),
            )
        if many := len({each.role.person_id for each in team} & self.tied):
            sentence = ngettext(
                "%(count)d person at work here has ties on two sides, and waits for a second"
                " person.",
                "%(count)d people at work here have ties on two sides, and wait for a second"
                " person.",
                many,
            ) % {"count": many}
            yield Note(sentence=sentence, address=reverse("organisations:second_person"))

    def _to(self, page: str, initiative: Initiative) -> str:
        return reverse(page, args=[initiative.slug]) if initiative.pk in self.run else ""

    @classmethod
    def read(cls, initiatives: Sequence[Initiative], *, reader: Reader, at: datetime) -> Self:
        """Read what waits, as far as the reader may look after it."""
        keys = [each.pk for each in initiatives]
        parties = _by_initiative(
            Involvement.objects.filter(initiative__in=keys, until="").order_by("number", "pk")
        )
        drafts, stopped = _drafts(initiatives)
        clears = allows("organisations.clear_ties", roles=held_by(reader, at).kinds())
        tied = tied_people(localtime(at).date()) if clears else []
        return cls(
            at=at,
            team=_team(keys, at=at),
            parties=parties,
            drafts=drafts,
            held_back=stopped,
            invited=_invited(parties, reader=reader, at=at),
            tied=frozenset(each.person.pk for each in tied if each.clearance is None),
            run=_open_to(reader, "initiatives.edit", at=at),
            coordinated=_open_to(reader, "initiatives.name_coordinator", at=at),
        )


def _open_to(reader: Reader, action: str, *, at: datetime) -> frozenset[int]:
    found = Initiative.objects.open_to(reader, action, at=at)
    return frozenset(found.values_list("pk", flat=True))


def _by_initiative(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for each in rows:
        found.setdefault(each.initiative_id, []).append(each)
    return found


def _team(keys: list[int], *, at: datetime) -> dict[int, list[TeamMember]]:
    members = TeamMember.objects.at_work().filter(
        initiative__in=keys, role__in=Role.objects.current(localtime(at).date())
    )
    return _by_initiative(
        members.select_related("role__person", "role__organisation").order_by("number", "pk")
    )


def _drafts(initiatives: Sequence[Initiative]) -> tuple[dict[int, int], dict[int, int]]:
    """Count the drafts of updates: those that people have left, and those that the site held back."""
    owner = {each.interest_list_id: each.pk for each in initiatives}
    rows = Update.objects.filter(interest_list__in=owner, published_at=None)
    lists = {f"update:{pk}": of for pk, of in rows.values_list("pk", "interest_list_id")}
    stopped = held_back(lists)
    drafts: Counter[int] = Counter()
    held: Counter[int] = Counter()
    for key, interest_list in lists.items():
        (held if key in stopped else drafts)[owner[interest_list]] += 1
    return drafts, held


def _invited(
    parties: Mapping[int, Sequence[Involvement]], *, reader: Reader, at: datetime
) -> dict[int, list[Organisation]]:
    """Find at which parties an invitation waits, among those whose invitations the reader sees."""
    involved = {each.organisation_id for those in parties.values() for each in those}
    open_ones = organisations_open_to(reader, "organisations.invite", at=at)
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    found = open_ones.filter(
        pk__in=waiting.filter(organisation__in=involved).values("organisation")
    ).in_bulk()
    return {
        pk: [
            found[organisation]
            for organisation in dict.fromkeys(each.organisation_id for each in those)
            if organisation in found
        ]
        for pk, those in parties.items()
    }
