"""``samspill reindex``: the search index anew, while the site goes on answering."""

import sys

from samspill.core import clock
from samspill.search.actions import rebuild
from samspill.search.models import Findable
from samspill.search.things import register
from samspill.worker import FINDABLE

WIDTH = 40


def reindex() -> None:
    """Rebuild the index, and show how far it has come."""
    register(FINDABLE)
    many = rebuild(at=clock.now(), tell=_tell if sys.stderr.isatty() else lambda _done, _all: None)
    print(f"The search index holds {many} things.")


def fill() -> None:
    """Fill the index of a database that was made before there was one."""
    if is_index_missing():
        register(FINDABLE)
        rebuild(at=clock.now())


def is_index_missing() -> bool:
    """Tell whether there is something to be found, and nothing finds it."""
    return not Findable.objects.exists() and any(source.keys() for source in FINDABLE)


def _tell(done: int, everything: int) -> None:
    """Draw a bar on one line of the terminal."""
    full = WIDTH * done // max(everything, 1)
    bar = "#" * full + "-" * (WIDTH - full)
    end = "\n" if done >= everything else ""
    print(f"\r[{bar}] {done} of {everything}", end=end, file=sys.stderr, flush=True)
