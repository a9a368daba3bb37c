"""What a load has done, counted by kind."""

from collections import Counter

from django.utils.translation import gettext as _

ADDED, CHANGED, UNCHANGED, REMOVED = "added", "changed", "unchanged", "removed"


class Summary:
    """Counts of what was added, changed, left unchanged and removed, by kind."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self.skipped: list[str] = []

    def count(self, kind: str, what: str, number: int = 1) -> None:
        self._counts.setdefault(kind, Counter())[what] += number

    def total(self, what: str) -> int:
        return sum(counts[what] for counts in self._counts.values())

    @property
    def is_unchanged(self) -> bool:
        return not (self.total(ADDED) or self.total(CHANGED) or self.total(REMOVED))

    def __getitem__(self, kind: str) -> Counter[str]:
        return self._counts.get(kind, Counter())

    def __str__(self) -> str:
        lines = [
            _("%(kind)s: %(added)d added, %(changed)d changed, %(unchanged)d unchanged")
            % {"kind": kind, **{what: counts[what] for what in (ADDED, CHANGED, UNCHANGED)}}
            + (_(", %d removed") % counts[REMOVED] if counts[REMOVED] else "")
            for kind, counts in self._counts.items()
        ]
        lines += [
            _("%s: unchanged since it was loaded last, left alone") % name for name in self.skipped
        ]
        return "\n".join(lines)
