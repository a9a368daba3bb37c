"""What searches find of newsletters: those that have been sent, from their moment on."""

from collections.abc import Sequence
from datetime import datetime

from samspill.newsletters.choices import ItemKind
from samspill.newsletters.models import Newsletter
from samspill.organisations.findable import where
from samspill.search.actions import put, remove
from samspill.search.choices import Kind
from samspill.search.things import Source, Thing, name_of


def put_newsletter(newsletter: Newsletter, *, at: datetime) -> None:
    """Let a newsletter be found by its own words, from the moment that it is sent on; no draft.

    What has been chosen for it is found by itself, as long as it is shown: the newsletter does not
    keep its words.
    """
    if newsletter.published_at is None:
        remove(Kind.NEWSLETTER, newsletter.pk, at=at)
        return
    programme = newsletter.programme
    place = where(programme.territories.order_by("pk"))
    themes = list(programme.themes.order_by("pk"))
    sections = newsletter.items.filter(kind=ItemKind.SECTION).order_by("number")
    own = [text for each in sections for text in (each.title, each.text)]
    put(
        Thing(
            kind=Kind.NEWSLETTER,
            key=str(newsletter.pk),
            title=newsletter.title,
            body=[newsletter.lead, *own],
            context=[programme.title, *(theme.name for theme in themes), *place.names],
            route="newsletters:newsletter",
            arguments=[programme.slug, newsletter.pk],
            within=name_of(Kind.PROGRAMME, programme.pk),
            shown_from=newsletter.published_at,
            open_from=newsletter.published_at,
            dated_at=newsletter.published_at,
            themes=[theme.slug for theme in themes],
            regions=place.regions,
            countries=place.countries,
        ),
        at=at,
    )


def _put_newsletters(keys: Sequence[int], at: datetime) -> None:
    rows = Newsletter.objects.filter(pk__in=keys).select_for_update(of=("self",))
    for newsletter in rows.select_related("programme").order_by("pk"):
        put_newsletter(newsletter, at=at)


SOURCES = (
    Source(
        name="newsletters.Newsletter",
        kinds=frozenset({Kind.NEWSLETTER}),
        keys=lambda: list(Newsletter.objects.order_by("pk").values_list("pk", flat=True)),
        put=_put_newsletters,
    ),
)
