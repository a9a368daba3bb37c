"""What is asked of the index: tokens joined by and, or, not. Both engines understand the same."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class All:
    """Every one of these."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Some:
    """At least one of these."""

    parts: tuple["Expression", ...]


Expression: TypeAlias = All | Some | str


@dataclass(frozen=True)
class Asked:
    """What must be in a thing, and tokens that must not."""

    wanted: Expression
    unwanted: tuple[str, ...] = field(default=())


def all_of(parts: Iterable[Expression]) -> Expression:
    """Join parts by and; one part stands alone."""
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else All(distinct)


def some_of(parts: Iterable[Expression]) -> Expression:
    """Join parts by or; one part stands alone."""
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else Some(distinct)
