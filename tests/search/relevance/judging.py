"""How good answers are, measured: nDCG@10 over questions whose answers people judged."""

from dataclasses import dataclass
from math import log2
from pathlib import Path

from samspill.search.models import Findable
from samspill.search.queries import Question, find
from tests.search.relevance.generated import questions_about_subjects

FILE = Path(__file__).with_name("stories.txt")
DEPTH = 10
LETTERS = {
    "initiative": "I", "programme": "P", "theme": "T", "gathering": "G", "update": "U",
    "organisation": "O", "place": "L", "document": "D", "article": "A", "guide": "W",
    "newsletter": "N",
}  # fmt: skip
#: Of the questions about subjects, every third is kept apart as well.
EVERY = 3


@dataclass(frozen=True)
class Judged:
    """A question with what answers it, and whether it was kept apart from all tuning."""

    language: str
    words: str
    answers: dict
    is_apart: bool


def questions():
    """List every question."""
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        language, words, answers = (part.strip() for part in line.split("|"))
        judged = dict(each.rsplit("=", 1) for each in answers.split())
        found.append(
            Judged(
                language.removeprefix("+"),
                words,
                {name: int(worth) for name, worth in judged.items()},
                language.startswith("+"),
            )
        )
    for number, (language, words, answers) in enumerate(questions_about_subjects()):
        found.append(Judged(language, words, answers, number % EVERY == 0))
    return found


def names():
    """Name everything in the index as the questions do."""
    found, counts = {}, {}
    rows = Findable.objects.select_related("content")
    for row in sorted(rows, key=lambda row: (row.kind, row.key.zfill(30))):
        # An article's address begins with its year.
        which = -1 if row.kind == "article" else 0
        name = f"{LETTERS[row.kind]}:{row.content.arguments[which]}"
        if row.kind in {"update", "document"} and row.key.isdecimal():
            counts[name] = counts.get(name, 0) + 1
            name = f"{name}#{counts[name]}"
        found[row.kind, row.key] = name
    return found


def answers_to(judged, named, *, at):
    """List what is found for a question, by name, the best first."""
    found = find(Question(text=judged.words, language=judged.language), at=at)
    return [named[hit.kind.value, hit.key] for hit in found.hits]


def gain(worths):
    """Add up what answers are worth, the later the less."""
    return sum((2**worth - 1) / log2(place + 2) for place, worth in enumerate(worths[:DEPTH]))


def ndcg(judged, found):
    """Compare what was found with the best order there is: 1 is perfect, 0 is useless."""
    best = gain(sorted(judged.answers.values(), reverse=True))
    return gain([judged.answers.get(name, 0) for name in found]) / best
