"""What searches find of gatherings."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.organisations.findable import where
from samspill.search.actions import put, remove
from samspill.search.choices import Kind
from samspill.search.things import Source, Thing, name_of

if TYPE_CHECKING:
    from samspill.programmes.models import Programme


def put_gathering(gathering: Gathering, *, at: datetime) -> None:
    """Let a published gathering be found, by those who may see what gathers."""
    owner: Initiative | Programme | None = gathering.initiative or gathering.programme
    if gathering.published_at is None or owner is None:
        remove(Kind.GATHERING, gathering.pk, at=at)
        return
    is_of_initiative = isinstance(owner, Initiative)
    whole = name_of(Kind.INITIATIVE if is_of_initiative else Kind.PROGRAMME, owner.pk)
    themes = list(owner.themes.order_by("pk"))
    places = [gathering.territory] if gathering.territory else owner.territories.order_by("pk")
    place = where(places)
    begins = gathering.when.earliest() if gathering.when and gathering.when.start else None
    put(
        Thing(
            kind=Kind.GATHERING,
            key=str(gathering.pk),
            title=gathering.title,
            lead=gathering.purpose,
            body=[gathering.audience, gathering.programme_text, gathering.outcome],
            context=[
                owner.title,
                *(theme.name for theme in themes),
                *place.names,
                *(gathering.venue, gathering.place),
            ],
            route="portal:gathering",
            arguments=[gathering.slug],
            within=whole,
            audiences=[whole],
            shown_from=gathering.published_at,
            open_from=gathering.published_at,
            dated_at=gathering.starts_at or begins,
            themes=[theme.slug for theme in themes],
            regions=place.regions,
            countries=[gathering.country] if gathering.country else place.countries,
        ),
        at=at,
    )


def _put_gatherings(keys: Sequence[int], at: datetime) -> None:
    rows = Gathering.objects.filter(pk__in=keys).select_for_update(of=("self",))
    related = rows.select_related("initiative", "programme", "territory")
    for gathering in related.order_by("pk"):
        put_gathering(gathering, at=at)


SOURCES = (
    Source(
        name="events.Gathering",
        kinds=frozenset({Kind.GATHERING}),
        keys=lambda: list(Gathering.objects.order_by("pk").values_list("pk", flat=True)),
        put=_put_gatherings,
    ),
)
