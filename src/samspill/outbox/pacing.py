"""Write to each domain no faster than its mail servers like it."""

from datetime import datetime, timedelta

from django.conf import settings

#: What a message that waits for its turn says for itself; it has been offered to nobody yet.
WAITS_FOR_ITS_TURN = "Waits for its turn: so many a minute go to this domain."
#: A turn that passed longer ago than this has been missed, and the message gets another.
TURN_LASTS = timedelta(minutes=1)


class Pace:
    """Gives messages their turns, domain by domain, in one worker."""

    def __init__(self) -> None:
        self._free_at: dict[str, datetime] = {}

    def turn(self, to: str, *, at: datetime) -> datetime:
        """Return when the next message may go to the domain of an address, and take that turn."""
        domain = to.rpartition("@")[2].lower()
        many = settings.MAIL_PACE.get(domain) or settings.MAIL_PACE.get("*")
        if not many:
            return at
        turn_at = max(self._free_at.get(domain, at), at)
        self._free_at[domain] = turn_at + timedelta(minutes=1 / many)
        return turn_at
