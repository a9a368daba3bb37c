"""What erasing somebody would do, table by table, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from django.db.models import Model

from samspill.core.personal import GONE, Belongs, Effect, Stays, personal_fields
from samspill.privacy.queries.holdings import Holding


class Fate(Enum):
    """What becomes of the rows that belong to somebody in one way."""

    GOES = "goes"
    LOSES = "loses what is personal"
    STAYS = "stays"


def fate_of(model: type[Model], way: Belongs) -> Fate:
    """Tell what erasing somebody does to their rows of a table."""
    if way.effect is Effect.ROW_GOES:
        return Fate.GOES
    ends = [held.at_erasure for held in personal_fields(model).values()]
    if way.effect is Effect.NONE or all(isinstance(end, Stays) for end in ends):
        return Fate.STAYS
    return Fate.GOES if GONE in ends else Fate.LOSES


@dataclass(frozen=True, kw_only=True)
class Fated:
    """What somebody has in a table, what becomes of it, and why where it stays."""

    heading: str
    fate: Fate
    many: int


def fates(held: Iterable[Holding]) -> Sequence[Fated]:
    """Say of all that somebody is shown what becomes of it."""
    return [
        Fated(
            heading=str(each.way.heading),
            fate=fate_of(each.model, each.way),
            many=len(each.keys),
        )
        for each in held
        if each.way.heading
    ]
