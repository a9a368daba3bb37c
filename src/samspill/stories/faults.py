"""What is wrong with a story, and where: every fault of a file is told, not just the first."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to put right."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class BrokenStory(Exception):
    """The files cannot be loaded as they are; nothing of them has been."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Unreadable(ValueError):
    """One value is not what its field takes; the message says what to write instead."""
