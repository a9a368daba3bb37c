"""In what capacity somebody acts: for which organisation, in which role."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class Capacity:
    """An organisation, as ``organisations.organisation:7``, and the kind of role held there."""

    organisation: str
    role: str


@runtime_checkable
class Acting(Protocol):
    """Whoever has said, for this request, in what capacity they act."""

    capacity: Capacity | None


def capacity_of(by: object) -> Capacity:
    """Return in what capacity somebody acts; both words are empty where nobody has said."""
    return (by.capacity if isinstance(by, Acting) else None) or Capacity("", "")
