"""A search as its page shows it: what was asked, what can be narrowed, and where each answer leads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from unicodedata import category
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from samspill.accounts.models import Reader
from samspill.core.languages import LANGUAGES, known
from samspill.core.together import read_together
from samspill.editorial.queries import key_of_drafts, programmes_whose_drafts_show
from samspill.initiatives.models import Initiative
from samspill.organisations.choices import Country
from samspill.organisations.models import Territory
from samspill.programmes.models import Programme, Theme
from samspill.search.choices import ONE, Facet, Kind, Order
from samspill.search.queries import Found, Hit, Question, Shown
from samspill.search.queries.asking import LONGEST_QUESTION, VALUE
from samspill.search.queries.finding import LAST_PAGE
from samspill.search.things import name_of

#: So many values of a facet are offered at once; the others are a click away.
AT_ONCE = 8
MOST_VALUES = 60
#: Control characters, halves of characters, and what is none (Unicode's names).
_NO_TEXT = frozenset({"Cc", "Cs", "Cn"})
#: A page's number with more digits is farther than any.
MOST_DIGITS = 6
#: What has a day of its own; the others have at most a year that is known for sure.
_ON_A_DAY = frozenset({Kind.UPDATE, Kind.ARTICLE, Kind.NEWSLETTER})
_FOLLOWED = {Facet.THEME: "portal:follow_theme", Facet.REGION: "portal:follow_territory"}
_IN_A_YEAR = frozenset({Kind.GATHERING, Kind.DOCUMENT})


def question_of(asked: Mapping[str, Any]) -> Question:
    """Read a question from the address of a page; what cannot be understood is left out."""
    narrowed = {facet: str(asked.get(facet.value, "")) for facet in Facet}
    order = str(asked.get("order", ""))
    return Question(
        text=_words_of(str(asked.get("q", ""))),
        narrowed={facet: value for facet, value in narrowed.items() if VALUE.fullmatch(value)},
        order=Order(order) if order in Order else Order.BEST,
        page=_page_of(str(asked.get("page", ""))),
        language=known(get_language() or "nb"),
    )


def _words_of(written: str) -> str:
    """Read what was written, without what is no character of any text, nor of a feed."""
    letters = (" " if category(each) in _NO_TEXT else each for each in written)
    return " ".join("".join(letters).split())[:LONGEST_QUESTION]


def _page_of(written: str) -> int:
    """Read the number of a page: none is 1, and whatever is too far is the last that is shown."""
    if not written.isdecimal():
        return 1
    # Python refuses to read thousands of digits.
    number = LAST_PAGE if len(written) > MOST_DIGITS else int(written)
    return max(1, min(number, LAST_PAGE))


def query_of(question: Question) -> str:
    """Write a question as part of an address; page and order only where they are not the first."""
    said = {"q": question.text, **{facet.value: each for facet, each in question.narrowed.items()}}
    if question.order != Order.BEST:
        said["order"] = question.order.value
    if question.page > 1:
        said["page"] = str(question.page)
    return urlencode(said)


def keys_of(reader: Reader, *, at: datetime) -> list[str]:
    """List the keys of somebody to what not everybody can see: the drafts that they may read."""
    if not reader.is_authenticated:
        return []
    initiatives = Initiative.objects.visible_to(reader, at=at).exclude(published_at__lte=at)
    programmes = Programme.objects.visible_to(reader, at=at).exclude(published_at__lte=at)
    written = programmes_whose_drafts_show(reader, at=at)
    return [
        *(name_of(Kind.INITIATIVE, pk) for pk in initiatives.values_list("pk", flat=True)),
        *(name_of(Kind.PROGRAMME, pk) for pk in programmes.values_list("pk", flat=True)),
        *(key_of_drafts(pk) for pk in written.values_list("pk", flat=True)),
    ]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value that the answers can be narrowed to."""

    label: str
    many: int
    href: str


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """One facet with what can be chosen, or with what has been."""

    facet: Facet
    chosen: str
    #: Where one follows what has been chosen, if it can be followed.
    follow: str
    without: str
    choices: Sequence[Choice]

    @property
    def first(self) -> Sequence[Choice]:
        """List what is offered at once."""
        return self.choices[:AT_ONCE]

    @property
    def others(self) -> Sequence[Choice]:
        """List the rest."""
        return self.choices[AT_ONCE:MOST_VALUES]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer as the page shows it."""

    kind: str
    href: str
    title: Shown
    snippet: Shown
    day: date | None
    year: int | None


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """All that the page of a search says."""

    found: Found
    answers: Sequence[Answer]
    narrowings: Sequence[Narrowing]
    orders: Sequence[tuple[str, str, bool]]
    previous: str
    following: str
    feed: str
    corrected: str
    everything: str

    @classmethod
    def of(cls, found: Found, reader: Reader) -> "SearchPage":
        """Make the page of what was found, in one query for the names of themes and places."""
        question = found.question
        here = reverse("portal:search")

        def href(**changes: Any) -> str:
            return f"{here}?{query_of(replace(question, **{'page': 1, **changes}))}"

        return cls(
            found=found,
            answers=[answer(hit) for hit in found.hits],
            narrowings=list(_narrowings(found, reader, href)),
            orders=[
                (str(order.label), href(order=order), order == question.order) for order in Order
            ],
            previous=href(page=question.page - 1) if question.page > 1 else "",
            following=href(page=question.page + 1) if question.page < found.pages else "",
            feed=f"{reverse('portal:search_feed')}?{query_of(replace(question, page=1))}",
            corrected=href(text=found.suggestion) if found.suggestion else "",
            everything=href(narrowed={}) if question.narrowed else "",
        )


def answer(hit: Hit) -> Answer:
    """Say where an answer leads, and what it is."""
    fragment = f"#{hit.fragment}" if hit.fragment else ""
    dated = hit.dated_at
    return Answer(
        kind=str(ONE[hit.kind]),
        href=f"{reverse(hit.route, args=hit.arguments)}{fragment}",
        title=hit.title,
        snippet=hit.snippet,
        day=dated.date() if dated and hit.kind in _ON_A_DAY else None,
        year=dated.year if dated and hit.kind in _IN_A_YEAR else None,
    )


def _narrowings(found: Found, reader: Reader, href: Any) -> Iterable[Narrowing]:
    question = found.question
    counted = {facet: dict(found.facets.get(facet, ())) for facet in Facet}
    for facet, value in question.narrowed.items():
        counted[facet].setdefault(value.lower(), 0)
    names = _names(counted, reader)
    for facet in Facet:
        chosen = question.narrowed.get(facet, "").lower()
        values = counted[facet]
        if not chosen and len(values) < 2:  # noqa: PLR2004 - nothing to choose between
            continue
        rest = {other: each for other, each in question.narrowed.items() if other != facet}
        yield Narrowing(
            facet=facet,
            chosen=names.get((facet, chosen), chosen),
            follow=_follow(facet, chosen) if (facet, chosen) in names else "",
            without=href(narrowed=rest),
            choices=()
            if chosen
            else [
                Choice(
                    label=names.get((facet, value), value),
                    many=many,
                    href=href(narrowed={**question.narrowed, facet: value}),
                )
                for value, many in _in_order(facet, values)
            ],
        )


def _follow(facet: Facet, slug: str) -> str:
    return reverse(_FOLLOWED[facet], args=[slug]) if facet in _FOLLOWED else ""


def _in_order(facet: Facet, values: Mapping[str, int]) -> list[tuple[str, int]]:
    """Order values by how many there are; years by time."""
    if facet == Facet.YEAR:
        return sorted(values.items(), reverse=True)
    return sorted(values.items(), key=lambda each: (-each[1], each[0]))


def _names(
    counted: Mapping[Facet, Mapping[str, int]], reader: Reader
) -> dict[tuple[Facet, str], str]:
    """Name the values of facets in the reader's language, as far as they have names."""
    read: dict[str, list[Any]] = {"themes": [], "places": []}
    if counted[Facet.THEME] or counted[Facet.REGION]:
        themes = Theme.objects.visible_to(reader).filter(slug__in=counted[Facet.THEME])
        places = Territory.objects.visible_to(reader).filter(slug__in=counted[Facet.REGION])
        read = read_together(
            themes=(themes, ["slug", "name"]), places=(places, ["slug", "name", "valid_to_on"])
        )
    return {
        **{(Facet.THEME, each.slug): str(each.name) for each in read["themes"]},
        **{(Facet.REGION, each.slug): _place(each) for each in read["places"]},
        **{(Facet.KIND, each.value): str(each.label) for each in Kind},
        **{(Facet.COUNTRY, each.value.lower()): str(each.label) for each in Country},
        **{(Facet.LANGUAGE, code): name for code, name in LANGUAGES.items()},
    }


def _place(territory: Territory) -> str:
    if territory.valid_to_on is None:
        return str(territory.name)
    return _("%(place)s (until %(year)s)") % {
        "place": territory.name,
        "year": territory.valid_to_on.year,
    }


def heading_of(question: Question) -> str:
    """Name a search, for the title of its page and of its feed."""
    if question.text:
        return _("Search for “%(words)s”") % {"words": question.text}
    return pgettext("title of a page", "Search")
