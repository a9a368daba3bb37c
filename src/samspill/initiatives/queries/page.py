"""The page of one initiative."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from samspill.accounts.models import Reader
from samspill.core.publishing import if_published
from samspill.core.together import Wanted, read_together
from samspill.initiatives.choices import OVER, Duty, Part, Status
from samspill.initiatives.models import (
    Document,
    Initiative,
    InitiativeQuerySet,
    Involvement,
    Requirement,
    TeamMember,
)
from samspill.initiatives.queries.process import Process
from samspill.initiatives.queries.team import choose_contact, team_of
from samspill.mailings.models import Update
from samspill.organisations.models import Organisation, Territory
from samspill.programmes.models import Goal, Grant, Programme, Theme

#: How many updates the page shows; the rest have a page of their own.
UPDATES_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class PartGroup:
    """The organisations that have one part in an initiative."""

    part: Part
    involvements: tuple[Involvement, ...]

    @property
    def countries(self) -> tuple[str, ...]:
        """List the countries that the organisations come from, each once, in order."""
        return tuple(
            dict.fromkeys(
                each.organisation.country for each in self.involvements if each.organisation.country
            )
        )


@dataclass(frozen=True, kw_only=True)
class Group:
    """How many take part, beside how many are wanted. The target warns; it is not a wall."""

    count: int
    least: int | None
    most: int | None

    @property
    def has_target(self) -> bool:
        return self.least is not None or self.most is not None

    @property
    def is_below(self) -> bool:
        return self.least is not None and self.count < self.least

    @property
    def is_above(self) -> bool:
        return self.most is not None and self.count > self.most

    @property
    def still_needed(self) -> int:
        return max(0, (self.least or 0) - self.count)


def with_relations(rows: InitiativeQuerySet, *, at: datetime) -> InitiativeQuerySet:
    """Bring along, in the same query, whatever single rows the page of an initiative names."""
    return rows.with_status(at=at).select_related(
        "programme__part_of", "grant__funder", "follows_on", "interest_list"
    )


@dataclass(frozen=True, kw_only=True)
class InitiativePage:
    """What the public page of an initiative says, as of one moment; its gatherings apart."""

    initiative: Initiative
    programme: Programme | None
    status: Status
    process: Process
    groups: tuple[PartGroup, ...]
    former: tuple[Involvement, ...]
    team: tuple[TeamMember, ...]
    country: str | None
    requirements: tuple[Requirement, ...]
    documents: tuple[Document, ...]
    goals: tuple[Goal, ...]
    themes: tuple[Theme, ...]
    territories: tuple[Territory, ...]
    grant: Grant | None
    grantees: tuple[Organisation, ...]
    follows_on: Initiative | None
    followed_by: tuple[Initiative, ...]
    updates: tuple[Update, ...]
    beside: Mapping[str, list[Any]]

    @classmethod
    def of(
        cls,
        initiative: Initiative,
        *,
        at: datetime,
        reader: Reader,
        country: str | None = None,
        **beside: Wanted,
    ) -> Self:
        """Read the page of an initiative, in six queries however much there is on it.

        One that was found :func:`with_relations` is not read once more. What stands ``beside`` it,
        of apps that this one does not know, is read together with its own lists.
        """
        if not hasattr(initiative, "status_then"):
            initiative = with_relations(Initiative.objects.all(), at=at).get(pk=initiative.pk)
        listed = _listed(initiative, at=at, reader=reader, beside=beside)
        current, former = _involved(initiative, at=at)
        return cls(
            initiative=initiative,
            programme=if_published(initiative.programme, at=at),
            status=Status(initiative.status_then or Status.POSSIBLE),
            process=Process.of(initiative, at=at),
            groups=_grouped(current),
            former=former,
            team=tuple(team_of(initiative, at=at)),
            country=country,
            requirements=_numbered(listed["requirements"]),
            documents=_numbered(_begun(listed["documents"], at=at)),
            goals=tuple(listed["goals"]),
            themes=_named(listed["themes"]),
            territories=_named(listed["territories"]),
            grant=_if_awarded(initiative.grant, at=at),
            grantees=_named(listed["grantees"]),
            follows_on=if_published(initiative.follows_on, at=at),
            followed_by=tuple(listed["followed_by"]),
            updates=_updates(initiative, at=at, reader=reader),
            beside={name: listed[name] for name in beside},
        )

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more is to come of it, whatever its steps say."""
        return self.status in OVER

    def with_part(self, part: Part) -> tuple[Involvement, ...]:
        """List the organisations that have a part now, in order."""
        return next((each.involvements for each in self.groups if each.part is part), ())

    @property
    def leads(self) -> tuple[Involvement, ...]:
        return self.with_part(Part.LEAD)

    @property
    def dialogue_leads(self) -> tuple[Involvement, ...]:
        return self.with_part(Part.DIALOGUE_LEAD)

    @property
    def partners(self) -> tuple[Involvement, ...]:
        return self.with_part(Part.PARTNER)

    @property
    def steering_group(self) -> tuple[Involvement, ...]:
        return self.with_part(Part.STEERING_GROUP)

    @property
    def project_group(self) -> tuple[Involvement, ...]:
        return self.with_part(Part.PROJECT_GROUP)

    @property
    def need_owners(self) -> tuple[Involvement, ...]:
        return self.with_part(Part.NEED_OWNER)

    @property
    def participants(self) -> tuple[Involvement, ...]:
        return self.with_part(Part.PARTICIPANT)

    @property
    def signatories(self) -> tuple[Involvement, ...]:
        return self.with_part(Part.SIGNATORY)

    @property
    def talking_to(self) -> tuple[Involvement, ...]:
        return self.with_part(Part.TALKING_TO)

    @property
    def facilitators(self) -> tuple[TeamMember, ...]:
        return self._with_duty(Duty.FACILITATOR)

    @property
    def project_leads(self) -> tuple[TeamMember, ...]:
        return self._with_duty(Duty.PROJECT_LEAD)

    @property
    def contacts(self) -> tuple[TeamMember, ...]:
        """List the contact persons, each for a country."""
        return self._with_duty(Duty.CONTACT)

    @property
    def contact(self) -> TeamMember | None:
        """Return whom this visitor should write to."""
        return choose_contact(self.team, self.country)

    @cached_property
    def group(self) -> Group:
        return Group(
            count=len(self.participants),
            least=self.initiative.group_least,
            most=self.initiative.group_most,
        )

    @property
    def countries(self) -> tuple[str, ...]:
        """List the countries of all who take part in whatever way, each once."""
        return tuple(dict.fromkeys(code for group in self.groups for code in group.countries))

    def _with_duty(self, duty: Duty) -> tuple[TeamMember, ...]:
        return tuple(each for each in self.team if each.duty == duty)


def _listed(
    initiative: Initiative, *, at: datetime, reader: Reader, beside: Mapping[str, Wanted]
) -> dict[str, list[Any]]:
    return read_together(
        **beside,
        goals=(initiative.goals.all(), ["slug", "text", "measure", "baseline"]),
        themes=(initiative.themes.all(), ["slug", "name", "is_green"]),
        territories=(initiative.territories.all(), ["slug", "name", "kind", "country"]),
        grantees=(
            Organisation.objects.filter(grants_received=initiative.grant_id),
            ["slug", "name", "abbreviation", "country"],
        ),
        followed_by=(
            Initiative.objects.visible_to(reader, at=at).filter(follows_on=initiative),
            ["slug", "title", "short_title", "lead"],
        ),
        requirements=(
            initiative.requirements.all(),
            ["number", "title", "explanation", "answer", "asks_evidence", "until"],
        ),
        documents=(
            initiative.documents.all(),
            ["number", "kind", "title", "url", "language", "published"],
        ),
    )


def _involved(
    initiative: Initiative, *, at: datetime
) -> tuple[list[Involvement], tuple[Involvement, ...]]:
    """Tell those who have a part now from those who had one."""
    begun = [
        each
        for each in initiative.involvements.select_related("organisation").order_by("number", "pk")
        if each.since is None or each.since.has_begun(at)
    ]
    former = tuple(each for each in begun if each.until and each.until.is_over(at))
    return [each for each in begun if each not in former], former


def _grouped(involvements: Iterable[Involvement]) -> tuple[PartGroup, ...]:
    by_part: dict[Part, list[Involvement]] = {part: [] for part in Part}
    for each in involvements:
        by_part[Part(each.part)].append(each)
    return tuple(
        PartGroup(part=part, involvements=tuple(those)) for part, those in by_part.items() if those
    )


def _updates(initiative: Initiative, *, at: datetime, reader: Reader) -> tuple[Update, ...]:
    published = Update.objects.visible_to(reader, at=at).filter(
        interest_list_id=initiative.interest_list_id
    )
    return tuple(published.order_by("-published_at", "-pk")[:UPDATES_SHOWN])


def _if_awarded(grant: Grant | None, *, at: datetime) -> Grant | None:
    if grant is None or (grant.awarded is not None and not grant.awarded.has_begun(at)):
        return None
    return grant


def _begun(documents: Iterable[Document], *, at: datetime) -> list[Document]:
    return [each for each in documents if each.published is None or each.published.has_begun(at)]


def _numbered(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=lambda row: (row.number, row.pk)))


def _named(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=lambda row: (str(row.name).casefold(), row.pk)))
