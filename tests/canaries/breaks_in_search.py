"""Ways to break searching, each by one line that somebody might write: see ``leaks``."""

from dataclasses import replace
from typing import Any

from samspill.initiatives.models import Initiative
from samspill.portal.views import search
from samspill.programmes.models import Programme
from samspill.search.choices import Kind
from samspill.search.queries import find, suggesting
from samspill.search.things import name_of


def _every_key(_reader: object = None, *, at: object = None) -> list[str]:
    return [
        *(name_of(Kind.INITIATIVE, each.pk) for each in Initiative.objects.all()),
        *(name_of(Kind.PROGRAMME, each.pk) for each in Programme.objects.all()),
    ]


def in_hits(monkeypatch: Any) -> None:
    monkeypatch.setattr(search, "keys_of", _every_key)


def in_count(monkeypatch: Any) -> None:
    def found(question: Any, *, keys: Any = (), at: Any) -> Any:
        everything = find(question, keys=_every_key(), at=at)
        return replace(find(question, keys=keys, at=at), total=everything.total)

    monkeypatch.setattr(search, "find", found)


def in_feed(monkeypatch: Any) -> None:
    def found(question: Any, *, keys: Any = None, at: Any) -> Any:
        return find(question, keys=_every_key() if keys is None else keys, at=at)

    monkeypatch.setattr(search, "find", found)


def in_proposal(monkeypatch: Any) -> None:
    class Reach(suggesting.Reach):
        def count(self, _wanted: object) -> int:
            return 1

    def suggest(question: Any, slots: Any, known: Any, reach: Any) -> str:
        return real(question, slots, known, Reach(reach.keys, reach.at, reach.engine))

    real = suggesting.suggest
    monkeypatch.setattr("samspill.search.queries.finding.suggest", suggest)
