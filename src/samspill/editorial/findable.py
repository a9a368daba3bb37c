"""What searches find of articles and guides, also when their moment has not come yet."""

from collections.abc import Sequence
from datetime import datetime, time

from django.utils.timezone import make_aware

from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.editorial.choices import Genre
from samspill.editorial.models import Piece, Revision, RevisionQuerySet, Section
from samspill.editorial.queries import key_of_drafts
from samspill.organisations.findable import ALWAYS, where
from samspill.search.actions import put_in_turn
from samspill.search.choices import Kind
from samspill.search.things import Source, Thing

_KINDS = {Genre.ARTICLE.value: Kind.ARTICLE, Genre.GUIDE.value: Kind.GUIDE}


def put_piece(piece: Piece, *, at: datetime) -> None:
    """Let a text be found by what readers are shown now, and from each moment that is to come.

    As long as they are shown nothing, it is found by those who write it, as they saved it last.
    """
    revisions = Revision.objects.filter(version__piece=piece)
    ahead = revisions.filter(published_at__gt=at).order_by("published_at")
    moments = list(dict.fromkeys(ahead.values_list("published_at", flat=True)))
    states = [_state(piece, at, shown_from=ALWAYS)]
    states += [_state(piece, moment, shown_from=moment) for moment in moments if moment]
    put_in_turn(states, at=at)


def _state(piece: Piece, moment: datetime, *, shown_from: datetime) -> Thing:
    """Tell what a text says at a moment."""
    shown = _by_language(Revision.objects.filter(version__piece=piece).live(at=moment))
    said = shown or _by_language(Revision.objects.filter(version__piece=piece))
    themes = list(piece.themes.order_by("pk"))
    place = where(piece.territories.order_by("pk"))
    is_article = piece.genre == Genre.ARTICLE
    year = piece.dated_on.year if piece.dated_on else 0
    route = "portal:article" if is_article else "portal:guide"
    return Thing(
        kind=_KINDS[piece.genre],
        key=str(piece.pk),
        title=Translated({code: each.title for code, each in said.items()}),
        lead=Translated({code: each.lead for code, each in said.items()}),
        body=_body(said),
        context=[*(theme.name for theme in themes), *place.names],
        route=route if shown else "editorial:preview",
        arguments=(
            ([year, piece.slug] if is_article else [piece.slug])
            if shown
            else [piece.slug, next(iter(said), "nb")]
        ),
        shown_from=shown_from,
        open_from=_open_from(shown, shown_from),
        audiences=[key_of_drafts(piece.programme_id)],
        dated_at=_dated(piece, said),
        themes=[theme.slug for theme in themes],
        regions=place.regions,
        countries=place.countries,
    )


def _open_from(shown: dict[str, Revision], shown_from: datetime) -> datetime | None:
    """Tell from when everybody finds a text: since the first of its wordings was published."""
    moments = [each.published_at for each in shown.values() if each.published_at]
    return max(shown_from, min(moments)) if moments else None


def _by_language(revisions: RevisionQuerySet) -> dict[str, Revision]:
    """Choose the newest wording of each language, in the order of the languages."""
    rows = revisions.select_related("version").order_by("number", "pk")
    newest = {each.version.language: each for each in rows}
    return {code: newest[code] for code in LANGUAGES if code in newest}


def _body(said: dict[str, Revision]) -> list[Translated]:
    """Tell what a text says in its languages, apart from title and lead."""
    sections = Section.objects.filter(revision__in=said.values()).order_by("number", "pk")
    told: dict[int, list[str]] = {each.pk: [] for each in said.values()}
    for each in sections:
        told[each.revision_id] += [text for text in (each.text, each.attribution) if text]
    return [
        Translated(
            {
                code: "\n\n".join([each.kicker, *told[each.pk], each.caption, each.byline])
                for code, each in said.items()
            }
        )
    ]


def _dated(piece: Piece, said: dict[str, Revision]) -> datetime | None:
    """Tell of when a text is: an article of its day, a guide of when it was written last."""
    if piece.dated_on:
        return make_aware(datetime.combine(piece.dated_on, time(12)))
    return max((each.saved_at for each in said.values()), default=None)


def _put_pieces(keys: Sequence[int], at: datetime) -> None:
    rows = Piece.objects.filter(pk__in=keys).select_for_update(of=("self",))
    for piece in rows.order_by("pk"):
        put_piece(piece, at=at)


SOURCES = (
    Source(
        name="editorial.Piece",
        kinds=frozenset({Kind.ARTICLE, Kind.GUIDE}),
        keys=lambda: list(Piece.objects.order_by("pk").values_list("pk", flat=True)),
        put=_put_pieces,
    ),
)
