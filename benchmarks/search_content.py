"""Many things to be found, made of the words of the stories, as often as words are in a language."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from django.db import connection, transaction

from samspill.core.translated import Translated
from samspill.search.actions.composing import compose, digest_of, number_of
from samspill.search.choices import Facet, Kind
from samspill.search.models import Content, Findable, Word
from samspill.search.things import Thing
from samspill.search.words.folding import words_of
from samspill.search.words.stemming import stem
from samspill.search.words.stopwords import is_stopword

STORIES = Path(__file__).resolve().parents[1] / "stories"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
AT_ONCE = 2000
LANGUAGES = ("nb", "nb", "nb", "nn", "sv", "da", "fi", "en")
COUNTRIES = ("NO", "SE", "DK", "FI", "IS")
#: Words beyond those of the stories: two of them put together, as our languages do.
COMPOUNDS = 30_000
SEED = 20261125
#: What a story calls its fields is no text.
KEY = re.compile(r"\b[a-z_]+:")
Words = tuple[Sequence[str], Sequence[float]]


@lru_cache(maxsize=1)
def vocabulary() -> Words:
    """Order words by how often they are used: the stories' own, then compounds of them (Zipf)."""
    chance = random.Random(SEED)
    counts: dict[str, int] = {}
    for path in sorted(STORIES.glob("*.yaml")):
        for word in words_of(KEY.sub("", path.read_text(encoding="utf-8"))):
            if word.isalpha() and len(word) > 1:
                counts[word] = counts.get(word, 0) + 1
    own = sorted(counts, key=lambda word: (-counts[word], word))
    long = [word.lower() for word in own if len(word) >= 5 and not is_stopword(word)]  # noqa: PLR2004
    made = [f"{chance.choice(long)}{chance.choice(long)}" for _ in range(COMPOUNDS)]
    words = [*own, *made]
    return words, list(accumulate(1 / (place + 20) for place in range(len(words))))


def _thing(number: int, chance: random.Random) -> Thing:
    words, weights = vocabulary()
    language = chance.choice(LANGUAGES)
    spoken = chance.choices(words, cum_weights=weights, k=chance.randint(60, 220))
    title = chance.randint(3, 8)
    return Thing(
        kind=chance.choice(list(Kind)),
        key=str(number),
        title=Translated({language: " ".join(spoken[:title]).capitalize()}),
        lead=Translated({language: " ".join(spoken[title : title + 15])}),
        body=[Translated({language: " ".join(spoken[title + 15 :])})],
        route="portal:initiative",
        arguments=[str(number)],
        shown_from=LONG_AGO,
        open_from=LONG_AGO,
        dated_at=NOW - timedelta(minutes=chance.randint(0, 12 * 525_600)),
        themes=[f"theme-{chance.randint(1, 25)}"],
        regions=[f"region-{chance.randint(1, 30)}"],
        countries=[chance.choice(COUNTRIES)],
    )


def fill(many: int) -> None:
    """Put many things into the index, by the thousand and without the words of every day's ``put``."""
    chance = random.Random(SEED)
    taken: set[int] = set()
    for first in range(0, many, AT_ONCE):
        things = [_thing(number, chance) for number in range(first, min(first + AT_ONCE, many))]
        _put(things, taken)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
        cursor.execute("ANALYZE")


@transaction.atomic
def _put(things: Sequence[Thing], taken: set[int]) -> None:
    rows, contents, words = [], [], set()
    for thing in things:
        composed = compose(thing)
        number = number_of(thing)
        while number in taken:
            number += 1
        taken.add(number)
        rows.append(
            Findable(
                number=number,
                kind=thing.kind,
                key=thing.key,
                facets=composed.facets,
                dated_at=thing.dated_at,
                shown_from=thing.shown_from,
                open_from=thing.open_from,
                own_open_from=thing.open_from,
                is_closed=False,
                digest=digest_of(thing, composed),
                put_at=NOW,
            )
        )
        contents.append(
            Content(
                findable_id=number,
                tokens=" ".join(sorted(composed.tokens)),
                headings=composed.headings,
                texts=composed.texts,
                route=thing.route,
                arguments=list(thing.arguments),
            )
        )
        words |= composed.words
    Findable.objects.bulk_create(rows)
    Content.objects.bulk_create(contents)
    Word.objects.bulk_create(
        (Word(stem=stem, word=word, folded=folded) for stem, word, folded in sorted(words)),
        ignore_conflicts=True,
    )


def questions(many: int) -> Iterator[tuple[list[str], Mapping[Facet, str]]]:
    """Ask for one to three words that stand together in something; every third time narrowed."""
    chance = random.Random(SEED + 1)
    numbers = list(Findable.objects.order_by("pk").values_list("pk", flat=True))
    for asked in range(many):
        content = Content.objects.select_related("findable").get(pk=chance.choice(numbers))
        (title,), (body,) = content.texts["title"].values(), content.texts["body"].values()
        telling = [
            word
            for word in words_of(f"{title} {body}")
            if len(word) > 2 and not is_stopword(word)  # noqa: PLR2004 - as people ask
        ]
        words = list(dict.fromkeys(chance.choices(telling, k=1 + asked % 3)))
        facets = [each.partition("=") for each in content.findable.facets.split()]
        narrowing = chance.choice([each for each in facets if each[0] != Facet.LANGUAGE.value])
        yield words, {Facet(narrowing[0]): narrowing[2]} if asked % 3 == 0 else {}


def bare(words: Sequence[str]) -> None:
    """Ask FTS5 alone for the stems as they are: the ten best by its own rank, and how many there are."""
    stems = " AND ".join(f'"{found}"' for word in words if (found := stem(word, "nb")))
    with connection.cursor() as cursor:
        for sql in (
            "SELECT rowid FROM search_index WHERE search_index MATCH %s ORDER BY rank LIMIT 10",
            "SELECT COUNT(*) FROM search_index WHERE search_index MATCH %s",
        ):
            cursor.execute(sql, [stems])
            cursor.fetchall()
