"""What is late in an initiative: worked out from its dates when it is asked, and never stored."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.events.models import Gathering
from samspill.initiatives.choices import Status
from samspill.initiatives.models import Initiative
from samspill.initiatives.queries import InitiativeCard
from samspill.mailings.models import Sending, Update
from samspill.workspace.queries.notes import Note, in_words, quoted

#: The worker looks for what is due every few seconds; after this, something is wrong.
PATIENCE = timedelta(minutes=15)
_UPDATE = "update:"


def late_in(card: InitiativeCard, *, may_run: bool, at: datetime) -> Iterator[Note]:
    """Say what of an initiative's own times has passed, without a query."""
    if card.is_over:
        return
    initiative = card.initiative

    def mended_at(route: str, *more: int) -> str:
        return reverse(route, args=[initiative.slug, *more]) if may_run else ""

    for each in card.process.steps:
        if (ends := each.ends) and each.is_unrecorded(at=at):
            yield Note(
                sentence=_(
                    "The time of %(step)s (%(time)s) has passed, and nobody has said that it is"
                    " done or given up."
                )
                % {"step": quoted(each.step.title), "time": in_words(ends)},
                address=mended_at("workspace:edit_step", each.step.pk),
            )
    starts, ends = initiative.starts, initiative.ends
    if card.status in {Status.POSSIBLE, Status.PLANNED} and starts and starts.is_over(at):
        yield Note(
            sentence=_("It was to begin by now (%(time)s), and has not begun.")
            % {"time": in_words(starts)},
            address=mended_at("portal:steer"),
        )
    if card.status == Status.ONGOING and ends and ends.is_over(at):
        yield Note(
            sentence=_("It was to be over by now (%(time)s), and is still going on.")
            % {"time": in_words(ends)},
            address=mended_at("portal:steer"),
        )
    if card.status == Status.ONGOING and _has_no_time(card):
        yield Note(
            sentence=_("It is going on, but no step is, and the next one has no time."),
            address=mended_at("workspace:edit_steps"),
        )


def _has_no_time(card: InitiativeCard) -> bool:
    return card.current is None and (card.next is None or not card.next.step.starts)


def missed_updates(initiatives: Collection[Initiative], *, at: datetime) -> dict[int, int]:
    """Count the updates that were to go out some time ago and have not, in two queries."""
    due = Sending.objects.due(at=at - PATIENCE).filter(key__startswith=_UPDATE)
    keys = [key.removeprefix(_UPDATE) for key in due.values_list("key", flat=True)]
    owner = {each.interest_list_id: each.pk for each in initiatives}
    counted: dict[int, int] = {}
    lists = Update.objects.filter(pk__in=keys).values_list("interest_list_id", flat=True)
    for interest_list in lists:
        if pk := owner.get(interest_list):
            counted[pk] = counted.get(pk, 0) + 1
    return counted


def missed_update(initiative: Initiative, many: int, *, may_run: bool) -> Note:
    """Say that updates have not gone out when they should have."""
    sentence = ngettext(
        "%(count)d update should have been sent by now. Ask those who operate the site.",
        "%(count)d updates should have been sent by now. Ask those who operate the site.",
        many,
    ) % {"count": many}
    return Note(
        sentence=sentence,
        address=reverse("portal:write", args=[initiative.slug]) if may_run else "",
    )


def unseen_gatherings(initiatives: Collection[int], *, at: datetime) -> dict[int, int]:
    """Count the gatherings whose time passed before anybody published them, in one query."""
    drafts = Gathering.objects.filter(
        initiative__in=initiatives, published_at=None, cancelled_at=None
    )
    counted: dict[int, int] = {}
    for each in drafts.only("initiative_id", "when"):
        if each.initiative_id and each.when.is_over(at):
            counted[each.initiative_id] = counted.get(each.initiative_id, 0) + 1
    return counted


def unseen_gathering(many: int) -> Note:
    """Say that gatherings were never published."""
    return Note(
        sentence=ngettext(
            "The time of %(count)d gathering has passed, and it was never published.",
            "The time of %(count)d gatherings has passed, and they were never published.",
            many,
        )
        % {"count": many}
    )
