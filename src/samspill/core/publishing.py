"""Leave out what has not been published, where it is only named beside something that has."""

from datetime import datetime
from typing import Protocol, TypeVar


class Publishable(Protocol):
    """Something that everybody sees from a moment on."""

    published_at: datetime | None


Thing = TypeVar("Thing", bound=Publishable)


def if_published(thing: Thing | None, *, at: datetime) -> Thing | None:
    """Return what has been published by a moment, and nothing in the place of a draft."""
    if thing is None or thing.published_at is None or thing.published_at > at:
        return None
    return thing
