"""What searches find of initiatives: the initiative itself, its documents, and its updates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samspill.core.translated import Translated
from samspill.initiatives.models import Document, Initiative
from samspill.mailings.models import Update
from samspill.organisations.findable import ALWAYS, where
from samspill.search.actions import put, remove_others
from samspill.search.choices import Kind
from samspill.search.things import Source, Thing, name_of


def put_initiative(initiative: Initiative, *, at: datetime) -> None:
    """Let an initiative be found by what its page says; a draft only by those who may see it."""
    themes = list(initiative.themes.order_by("pk"))
    place = where(initiative.territories.order_by("pk"))
    rows = initiative.involvements.select_related("organisation").order_by("number", "pk")
    organisations = [
        each.organisation for each in rows if each.since is None or each.since.has_begun(at)
    ]
    countries = [*place.countries, *(each.country for each in organisations if each.country)]
    put(
        Thing(
            kind=Kind.INITIATIVE,
            key=str(initiative.pk),
            title=initiative.title,
            lead=initiative.lead,
            body=list(_said(initiative)),
            context=[
                *_programme(initiative, at=at),
                *(theme.name for theme in themes),
                *place.names,
                *(each.name for each in organisations),
                *(each.abbreviation for each in organisations),
            ],
            route="portal:initiative",
            arguments=[initiative.slug],
            shown_from=ALWAYS,
            open_from=initiative.published_at,
            audiences=[name_of(Kind.INITIATIVE, initiative.pk)],
            dated_at=initiative.published_at or initiative.changed_at,
            themes=[theme.slug for theme in themes],
            regions=place.regions,
            countries=countries,
        ),
        at=at,
    )
    around = _Around(initiative, [theme.slug for theme in themes], place.regions, countries)
    _put_documents(around, at=at)
    _put_updates(around, [*(theme.name for theme in themes), *place.names], at=at)


def _programme(initiative: Initiative, *, at: datetime) -> list[Translated]:
    """Name the programme, unless it is a draft that others must not hear of."""
    programme = initiative.programme
    if programme is None or programme.published_at is None or programme.published_at > at:
        return []
    return [programme.title]


def _said(initiative: Initiative) -> Iterable[Translated]:
    yield from (initiative.short_title, initiative.about, initiative.need, initiative.ambition)
    yield from (initiative.result, initiative.depends_on, initiative.group_reason)
    yield initiative.call_text
    for step in initiative.steps.order_by("number", "pk"):
        yield from (step.title, step.summary, step.text)
    for requirement in initiative.requirements.order_by("number", "pk"):
        yield from (requirement.title, requirement.explanation)


@dataclass(frozen=True)
class _Around:
    """The initiative that something belongs to, and what it takes over from there."""

    initiative: Initiative
    themes: Sequence[str]
    regions: Sequence[str]
    countries: Sequence[str]

    @property
    def shared(self) -> dict[str, Any]:
        """Tell what holds for everything that lies within the initiative."""
        whole = name_of(Kind.INITIATIVE, self.initiative.pk)
        return {
            "within": whole,
            "audiences": [whole],
            "themes": self.themes,
            "regions": self.regions,
            "countries": self.countries,
        }


def _put_documents(around: _Around, *, at: datetime) -> None:
    initiative = around.initiative
    documents = list(initiative.documents.order_by("number", "pk"))
    for each in documents:
        has_day = each.published and each.published.start
        put(
            Thing(
                kind=Kind.DOCUMENT,
                key=str(each.pk),
                title=each.title,
                context=[initiative.title],
                route="portal:initiative",
                arguments=[initiative.slug],
                fragment="documents",
                shown_from=_first_shown(each),
                open_from=ALWAYS,
                dated_at=each.published.earliest() if has_day else None,
                **around.shared,
            ),
            at=at,
        )
    keys = [each.pk for each in documents]
    remove_others(Kind.DOCUMENT, within=name_of(Kind.INITIATIVE, initiative.pk), keys=keys)


def _first_shown(document: Document) -> datetime:
    """Tell from when a document is shown: from the first moment of its day, if it has one."""
    return document.published.earliest() if document.published else ALWAYS


def _put_updates(around: _Around, context: Sequence[Translated], *, at: datetime) -> None:
    initiative = around.initiative
    of_list = Update.objects.filter(interest_list_id=initiative.interest_list_id)
    updates = list(of_list.exclude(published_at=None).order_by("pk"))
    for each in updates:
        put(
            Thing(
                kind=Kind.UPDATE,
                key=str(each.pk),
                title=each.title,
                body=[each.body],
                context=[initiative.title, *context],
                route="portal:update",
                arguments=[initiative.slug, each.pk],
                shown_from=each.published_at or at,
                open_from=each.published_at,
                dated_at=each.published_at,
                **around.shared,
            ),
            at=at,
        )
    keys = [each.pk for each in updates]
    remove_others(Kind.UPDATE, within=name_of(Kind.INITIATIVE, initiative.pk), keys=keys)


def _put_initiatives(keys: Sequence[int], at: datetime) -> None:
    rows = Initiative.objects.filter(pk__in=keys).select_for_update(of=("self",))
    for initiative in rows.select_related("programme").order_by("pk"):
        put_initiative(initiative, at=at)


SOURCES = (
    Source(
        name="initiatives.Initiative",
        kinds=frozenset({Kind.INITIATIVE, Kind.DOCUMENT, Kind.UPDATE}),
        keys=lambda: list(Initiative.objects.order_by("pk").values_list("pk", flat=True)),
        put=_put_initiatives,
    ),
)
