"""What those who send ask: how it goes, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

from samspill.core.email_addresses import for_sending
from samspill.mailings.choices import SendingState, SubscriptionStatus
from samspill.mailings.models import Sending, Subscription, Update
from samspill.mailings.queries.telling import count_receivers_at_once
from samspill.outbox.queries import copies_by_language, copies_of_letter, newer_copies

#: So long after a letter has gone, whoever leaves may have done so because of it.
LEAVES_BECAUSE_OF_IT = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How many copies stand where. Whoever is in ``bounced`` or ``complained`` is in ``sent`` too.

    ``unreached`` got no copy because earlier mail had come back; ``left`` are those who have stopped
    following since, with this as the last mail that they got.
    """

    waiting: int = 0
    deferred: int = 0
    sent: int = 0
    failed: int = 0
    dropped: int = 0
    unreached: int = 0
    bounced: int = 0
    complained: int = 0
    left: int = 0

    @property
    def addressed(self) -> int:
        return self.waiting + self.deferred + self.settled

    @property
    def settled(self) -> int:
        return self.sent + self.failed + self.dropped + self.unreached

    @property
    def written_to(self) -> int:
        """Count those to whom a copy has gone, or is on its way."""
        return self.addressed - self.dropped - self.unreached

    @property
    def delivered(self) -> int:
        return self.sent - self.bounced

    @property
    def kept(self) -> dict[str, int]:
        return asdict(self)

    @classmethod
    def sum(cls, outcomes: Iterable["Outcome"]) -> "Outcome":
        """Add outcomes up."""
        rows = [asdict(each) for each in outcomes]
        return cls(**{each.name: sum(row[each.name] for row in rows) for each in fields(cls)})


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How a sending goes: in all, and by language. ``expected`` is how many copies it will have."""

    state: SendingState
    whole: Outcome
    by_language: Mapping[str, Outcome]
    expected: int

    @property
    def kept(self) -> dict[str, dict[str, int]]:
        """What is kept of it when the copies are forgotten: numbers, by language."""
        return {code: each.kept for code, each in self.by_language.items()}


def standing(key: str) -> Sending | None:
    """Find the sending of something, unless there is none or it has been recalled."""
    return Sending.objects.standing().select_related("letter", "happening").filter(key=key).first()


def decided_last(keys: Iterable[str]) -> dict[str, datetime]:
    """Tell when somebody last decided to send something, also where it has been recalled since."""
    rows = Sending.objects.filter(key__in=list(keys)).order_by("pk")
    return {each.key: each.decided_at for each in rows}


def key_of_update(update: Update) -> str:
    """Name an update among what is sent."""
    return f"update:{update.pk}"


def pk_of_update(key: str) -> int:
    """Read which update is sent under a key."""
    return int(key.removeprefix("update:"))


def updates_held_back(updates: Iterable[Update]) -> dict[int, datetime]:
    """Tell which drafts were held back by the site, and when, by their primary keys."""
    drafts = {key_of_update(each): each.pk for each in updates if each.published_at is None}
    return {drafts[key]: moment for key, moment in held_back(drafts).items()}


def held_back(keys: Iterable[str]) -> dict[str, datetime]:
    """Tell what was taken back last when its moment had come, and when: by the site, by no person.

    People take back what has not come to its moment yet.
    """
    rows = Sending.objects.filter(key__in=list(keys)).order_by("pk")
    newest = {each.key: each for each in rows}
    return {
        key: each.recalled_at
        for key, each in newest.items()
        if each.recalled_at is not None and each.recalled_at >= each.goes_at
    }


def progress(sending: Sending, *, at: datetime) -> Progress:
    """Tell how a sending goes, or what became of it."""
    if sending.report is not None:
        by_language = {code: Outcome(**row) for code, row in sending.report.items()}
    else:
        by_language = _outcomes(sending)
    whole = Outcome.sum(by_language.values())
    is_addressing = sending.letter is not None and sending.letter.addressed_up_to is not None
    expected = whole.addressed
    if is_addressing and sending.happening is not None:
        expected = max(expected, count_receivers_at_once(sending.happening))
    state = _state(sending, whole, is_addressing=is_addressing, at=at)
    return Progress(state=state, whole=whole, by_language=by_language, expected=expected)


def _state(sending: Sending, whole: Outcome, *, is_addressing: bool, at: datetime) -> SendingState:
    if sending.recalled_at:
        return SendingState.RECALLED
    if sending.begun_at is None:
        return SendingState.SCHEDULED if at < sending.goes_at else SendingState.STARTING
    if is_addressing or whole.waiting:
        return SendingState.GOING
    return SendingState.SENT


def _outcomes(sending: Sending) -> dict[str, Outcome]:
    if sending.letter_id is None or sending.begun_at is None:
        return {}
    left = _left(sending)
    return {
        language: Outcome(**counted, left=left.get(language, 0))
        for language, counted in copies_by_language(sending.letter_id).items()
    }


def _left(sending: Sending) -> dict[str, int]:
    """Count, by language, who has left since, and had got no newer mail for lists before."""
    begun_at, letter = sending.begun_at, sending.letter_id
    if begun_at is None or letter is None:
        return {}
    ended = Subscription.objects.filter(
        interest_list__in=sending.nearest_first,
        status=SubscriptionStatus.ENDED,
        ended_at__range=(begun_at, begun_at + LEAVES_BECAUSE_OF_IT),
    )
    gone: dict[str, datetime] = {}
    for address, ended_at in ended.values_list("subscriber__address", "ended_at").order_by("pk"):
        if ended_at is not None:
            gone[for_sending(address)] = ended_at
    theirs = copies_of_letter(letter, gone)
    newer = newer_copies(letter, gone, since=begun_at)
    counted: dict[str, int] = {}
    for address, (language, sent_at) in theirs.items():
        later = [each for each in newer.get(address, []) if sent_at < each <= gone[address]]
        if sent_at <= gone[address] and not later:
            counted[language] = counted.get(language, 0) + 1
    return counted
