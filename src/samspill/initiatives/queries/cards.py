"""Lists of initiatives, and what they can be narrowed to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samspill.core.publishing import if_published
from samspill.core.together import read_together
from samspill.initiatives.choices import OVER, Part, Status
from samspill.initiatives.models import (
    Initiative,
    InitiativeQuerySet,
    Involvement,
    Step,
)
from samspill.initiatives.queries.process import Process, ProcessStep
from samspill.organisations.models import Organisation, Territory
from samspill.organisations.queries import within
from samspill.programmes.models import Programme, Theme

#: The parts that make an organisation's country a country of the initiative.
_TAKING_PART = (
    Part.LEAD,
    Part.DIALOGUE_LEAD,
    Part.PARTNER,
    Part.PROJECT_GROUP,
    Part.NEED_OWNER,
    Part.PARTICIPANT,
    Part.SIGNATORY,
)


@dataclass(frozen=True, kw_only=True)
class InitiativeCard:
    """What a list says about one initiative."""

    initiative: Initiative
    programme: Programme | None
    status: Status
    process: Process
    themes: tuple[Theme, ...]
    leads: tuple[Organisation, ...]
    countries: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more is to come of it, whatever its steps say."""
        return self.status in OVER

    @property
    def current(self) -> ProcessStep | None:
        return self.process.current

    @property
    def next(self) -> ProcessStep | None:
        return self.process.next


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a reader has narrowed a list of initiatives to. Empty: everything."""

    status: Status | None = None
    theme: str = ""
    country: str = ""
    territory: Territory | None = None

    def __bool__(self) -> bool:
        return bool(self.status or self.theme or self.country or self.territory)


def matching(rows: InitiativeQuerySet, filters: Filters, *, at: datetime) -> InitiativeQuerySet:
    """Narrow initiatives to a status, a theme, a country and a territory with all its parts.

    A territory costs two queries of its own.
    """
    if filters.status:
        rows = rows.in_status(filters.status, at=at)
    if filters.theme:
        rows = rows.filter(
            pk__in=Initiative.themes.through.objects.filter(theme__slug=filters.theme).values(
                "initiative_id"
            )
        )
    if filters.country:
        involved = Involvement.objects.filter(
            part__in=_TAKING_PART, organisation__country=filters.country
        )
        rows = rows.filter(pk__in=involved.values("initiative_id"))
    if filters.territory:
        placed = Initiative.territories.through.objects.filter(
            territory_id__in=within(filters.territory)
        )
        rows = rows.filter(pk__in=placed.values("initiative_id"))
    return rows


def cards(rows: InitiativeQuerySet, *, at: datetime) -> list[InitiativeCard]:
    """Make cards of initiatives, in the order in which they come, in three queries."""
    initiatives = list(rows.with_status(at=at).select_related("programme"))
    keys = [each.pk for each in initiatives]
    steps: dict[int, list[Step]] = {pk: [] for pk in keys}
    for step in Step.objects.filter(initiative__in=keys).order_by("number", "pk"):
        steps[step.initiative_id].append(step)
    listed = _listed(keys)
    return [
        InitiativeCard(
            initiative=each,
            programme=if_published(each.programme, at=at),
            status=Status(each.status_then or Status.POSSIBLE),
            process=Process.through(steps[each.pk], at=at),
            themes=tuple(row.theme for row in listed["themes"] if row.initiative_id == each.pk),
            **_organisations(_of(listed["involvements"], each.pk), at=at),
        )
        for each in initiatives
    ]


def _listed(keys: list[int]) -> dict[str, list[Any]]:
    return read_together(
        involvements=(
            Involvement.objects.filter(initiative__in=keys, part__in=_TAKING_PART),
            [
                *("initiative", "part", "number", "since", "until"),
                *("organisation__id", "organisation__slug", "organisation__name"),
                *("organisation__abbreviation", "organisation__country"),
            ],
        ),
        themes=(
            Initiative.themes.through.objects.filter(initiative__in=keys),
            ["initiative", "theme__id", "theme__slug", "theme__name", "theme__is_green"],
        ),
    )


def _of(involvements: Iterable[Involvement], initiative: int) -> list[Involvement]:
    those = [each for each in involvements if each.initiative_id == initiative]
    return sorted(those, key=lambda each: (each.number, each.pk))


def _organisations(involvements: Iterable[Involvement], *, at: datetime) -> dict[str, Any]:
    current = [
        each
        for each in involvements
        if (each.since is None or each.since.has_begun(at))
        and not (each.until and each.until.is_over(at))
    ]
    countries = (each.organisation.country for each in current if each.organisation.country)
    return {
        "leads": tuple(each.organisation for each in current if each.part == Part.LEAD),
        "countries": tuple(dict.fromkeys(countries)),
    }
