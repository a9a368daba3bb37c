"""What searches find of programmes and themes."""

from collections.abc import Sequence
from datetime import datetime

from samspill.organisations.findable import ALWAYS, where
from samspill.programmes.models import Ownership, Programme, Theme
from samspill.search.actions import put
from samspill.search.choices import Kind
from samspill.search.things import Source, Thing, name_of


def put_programme(programme: Programme, *, at: datetime) -> None:
    """Let a programme be found by what it says; a draft only by those who may see it."""
    place = where(programme.territories.order_by("pk"))
    themes = list(programme.themes.order_by("pk"))
    owners = programme.ownerships.select_related("organisation").order_by("pk")
    put(
        Thing(
            kind=Kind.PROGRAMME,
            key=str(programme.pk),
            title=programme.title,
            lead=programme.lead,
            body=[
                *(programme.about, programme.message, programme.strategy, programme.keywords),
                *(goal.text for goal in programme.goals.order_by("pk")),
            ],
            context=[
                programme.abbreviation,
                *(theme.name for theme in themes),
                *place.names,
                *([programme.host.name] if programme.host else []),
                *(each.organisation.name for each in owners if _has_begun(each, at=at)),
            ],
            route="portal:programme",
            arguments=[programme.slug],
            shown_from=ALWAYS,
            open_from=programme.published_at,
            audiences=[name_of(Kind.PROGRAMME, programme.pk)],
            dated_at=programme.published_at or programme.changed_at,
            themes=[theme.slug for theme in themes],
            regions=place.regions,
            countries=place.countries,
        ),
        at=at,
    )


def _has_begun(ownership: Ownership, *, at: datetime) -> bool:
    return ownership.since is None or ownership.since.has_begun(at)


def put_theme(theme: Theme, *, at: datetime) -> None:
    """Let a theme be found by its name and what it is about."""
    put(
        Thing(
            kind=Kind.THEME,
            key=str(theme.pk),
            title=theme.name,
            lead=theme.description,
            route="portal:theme",
            arguments=[theme.slug],
            shown_from=ALWAYS,
            open_from=ALWAYS,
            themes=[theme.slug],
        ),
        at=at,
    )


def _put_programmes(keys: Sequence[int], at: datetime) -> None:
    rows = Programme.objects.filter(pk__in=keys).select_for_update(of=("self",))
    for programme in rows.select_related("host").order_by("pk"):
        put_programme(programme, at=at)


def _put_themes(keys: Sequence[int], at: datetime) -> None:
    for theme in Theme.objects.filter(pk__in=keys).select_for_update().order_by("pk"):
        put_theme(theme, at=at)


SOURCES = (
    Source(
        name="programmes.Theme",
        kinds=frozenset({Kind.THEME}),
        keys=lambda: list(Theme.objects.order_by("pk").values_list("pk", flat=True)),
        put=_put_themes,
    ),
    Source(
        name="programmes.Programme",
        kinds=frozenset({Kind.PROGRAMME}),
        keys=lambda: list(Programme.objects.order_by("pk").values_list("pk", flat=True)),
        put=_put_programmes,
    ),
)
