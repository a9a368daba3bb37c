"""Send an approved text to lists: decided now, recalled until it goes, begun by the worker."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.mailings import emails, rules
from samspill.mailings.actions.last_looks import may_still_go
from samspill.mailings.actions.telling import hold, in_each_language, shortened
from samspill.mailings.actions.trail import writer
from samspill.mailings.choices import HappeningKind, SendingState
from samspill.mailings.models import Happening, Sending
from samspill.mailings.queries import progress
from samspill.outbox import actions as outbox
from samspill.outbox.models import Letter
from samspill.outbox.parts import Mail

#: Who begins to send, in the trail.
WORKER = "worker"
#: So long before the copies of a letter are forgotten, what became of them is counted for good.
REPORT_AFTER = outbox.KEEP_SETTLED - timedelta(days=7)


@transaction.atomic
def send_to_lists(
    kind: str,
    *,
    key: str,
    tells: HappeningKind,
    lists: Sequence[int],
    compose: Callable[[], Mail],
    headers: Mapping[str, str],
    reply_to: str,
    goes_at: datetime | None,
    by: object,
    at: datetime,
    title: Translated,
    summary: Translated,
    link: str | Promise,
) -> Sending:
    """Freeze a text in every language, to go to some lists, the nearest first, at a moment.

    :raises NotPossible: it is on its way already, or the moment has passed or is far ahead.
    """
    rules.check_can_go_at(goes_at, at=at)
    sending = Sending(
        key=key,
        tells=tells,
        title=title,
        summary=shortened(summary),
        paths=in_each_language(lambda: str(link)),
        nearest_first=list(dict.fromkeys(lists)),
        decided_by=writer(by),
        decided_at=at,
        goes_at=max(goes_at or at, at + timedelta(seconds=settings.UNDO_SECONDS)),
    )
    _take_place(sending)
    own = {**headers, **({"Reply-To": reply_to} if reply_to else {})}
    once = f"{kind}:{key}:{sending.pk}"
    sending.letter = emails.to_lists(kind, key=once, compose=compose, headers=own, at=at)
    sending.save(update_fields=["letter"])
    record("mailings.sending_decided", sending, by=by, at=at, goes_at=(None, sending.goes_at))
    return sending


@transaction.atomic
def tell_unless_stopped(
    kind: HappeningKind,
    *,
    key: str,
    title: Translated,
    summary: Translated,
    link: Callable[[], str],
    lists: Sequence[int],
    by: object,
    at: datetime,
) -> Sending:
    """Tell those who follow of something new, as :func:`tell` does, when the time to undo has passed.

    :raises NotPossible: it is on its way already.
    """
    news = Happening(
        kind=kind, title=title, summary=shortened(summary), paths=in_each_language(link)
    )
    return send_to_lists(
        emails.HAPPENING,
        key=key,
        tells=kind,
        lists=lists,
        compose=lambda: emails.compose_happening(news),
        headers={"List-Id": f"<{emails.list_id(kind.value)}>"},
        reply_to="",
        goes_at=None,
        by=by,
        at=at,
        title=title,
        summary=summary,
        link=lazy(link, str)(),
    )


def _take_place(sending: Sending) -> None:
    """Add a sending, unless the same has been decided elsewhere just now.

    :raises NotPossible: it has.
    """
    try:
        with transaction.atomic():
            sending.save()
    except IntegrityError as error:
        raise NotPossible(_("This is on its way already, or has been sent.")) from error
    sending.interest_lists.set(sending.nearest_first)


@transaction.atomic
def recall_sending(sending: Sending, *, by: object, at: datetime) -> None:
    """Take back what has not begun to go. Its letter is deleted: whoever refers to it lets go first.

    :raises NotPossible: it has begun, or must any moment, or has been recalled already.
    """
    one = Sending.objects.filter(pk=sending.pk)
    if not _take_back(sending, one.recallable(at=at), by=by, at=at):
        if one.standing().exists():
            raise NotPossible(_("This has begun to be sent, so it can no longer be stopped."))
        raise NotPossible(_("This has been stopped already. Nothing was sent."))


def _take_back(sending: Sending, found: QuerySet[Sending], *, by: object, at: datetime) -> bool:
    """Take a sending back if it is still found, and delete its letter; tell whether it was."""
    letter = sending.letter_id
    if not found.update(recalled_at=at, letter=None):
        return False
    if letter is not None:
        Letter.objects.filter(pk=letter).delete()
    sending.refresh_from_db()
    record("mailings.sending_recalled", sending, by=by, at=at)
    return True


def begin_due(*, at: datetime) -> int:
    """Begin to send what is to go by now, and say how many sendings that were."""
    due = Sending.objects.due(at=at).order_by("goes_at", "pk")
    return sum(begin(each, at=at) for each in due)


@transaction.atomic
def begin(sending: Sending, *, at: datetime) -> bool:
    """Tell those who follow now; tell whether it had not begun, or been recalled, elsewhere.

    What must not go any more, as whoever looks once more finds now, is taken back instead.
    The worker addresses the copies afterwards, part by part.
    """
    lists = hold(sending.nearest_first)
    one = Sending.objects.filter(pk=sending.pk)
    current = one.due(at=at).select_for_update().first()
    if current is None or current.letter is None:
        return False
    if not may_still_go(current, at=at):
        _take_back(current, one.due(at=at), by=WORKER, at=at)
        return False
    news = Happening.objects.create(
        key=current.key,
        kind=current.tells,
        title=current.title,
        summary=current.summary,
        paths=current.paths,
        nearest_first=lists,
        letter=current.letter,
        happened_at=at,
    )
    news.interest_lists.set(lists)
    one.update(begun_at=at, happening=news)
    outbox.address_in_parts(current.letter, at=at)
    record("mailings.sending_begun", current, by=WORKER, at=at)
    return True


@transaction.atomic
def send_test(
    compose: Callable[[], Mail], *, key: str, to: Person, reply_to: str, language: str, at: datetime
) -> None:
    """Send somebody a copy of what they may send, marked as a test, and to nobody else.

    Asking again within the same minute sends nothing more. Nobody can leave by its links.
    """
    emails.copy_for_oneself(compose, key=key, to=to, reply_to=reply_to, language=language, at=at)
    record("mailings.test_sent", to, by=to, at=at, key=key)


@transaction.atomic
def keep_reports(*, at: datetime) -> int:
    """Count for good what became of what was sent long ago; say of how many sendings."""
    old = Sending.objects.filter(begun_at__lt=at - REPORT_AFTER, report__isnull=True)
    counted = 0
    for sending in old.select_related("letter", "happening").order_by("pk"):
        found = progress(sending, at=at)
        if found.state == SendingState.SENT:
            counted += Sending.objects.filter(pk=sending.pk).update(report=found.kept)
    return counted
