"""Loading stories: read, check, and only then write, all files together or none."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samspill.stories.checks import check
from samspill.stories.faults import BrokenStory, Fault
from samspill.stories.models import Telling
from samspill.stories.reading import Heading, Row, read_heading, read_rows
from samspill.stories.source import compose
from samspill.stories.summary import Summary
from samspill.stories.writing import Writer


@transaction.atomic
def load(
    paths: Sequence[Path], *, at: datetime, dry_run: bool, by: object, only_new: bool = False
) -> Summary:
    """Bring what the files tell into the site, and count what that changed.

    With ``only_new``, files that have not changed since they were loaded last are left alone, and
    with them what people have changed on the site since.

    :raises BrokenStory: something is wrong in one of the files; nothing of any has been loaded.
    """
    faults: list[Fault] = []
    rows: dict[str, list[Row]] = {}
    writer = Writer(at=at, by=by)
    for path in paths:
        text = _text(path)
        if only_new and _is_told(text, at=at):
            writer.summary.skipped.append(str(path))
            continue
        for kind, told in _read(path, text, at=at, faults=faults).items():
            rows.setdefault(kind, []).extend(told)
    faults += check(rows)
    if not faults:
        writer.write(rows)
    if faults or writer.faults:
        raise BrokenStory([*faults, *writer.faults])
    if dry_run:
        transaction.set_rollback(True)
    return writer.summary


def _text(path: Path) -> str:
    """Read a file.

    :raises BrokenStory: it cannot be read, so that what others refer to in it is not known.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        sentence = _("The file cannot be read: %s.") % error.strerror
    except UnicodeDecodeError:
        sentence = _("The file is not UTF-8: save it as that.")
    raise BrokenStory([Fault(str(path), 1, sentence)])


def _read(
    path: Path, text: str, *, at: datetime, faults: list[Fault]
) -> Mapping[str, Sequence[Row]]:
    root = compose(path, text)
    heading = read_heading(root, faults)
    if heading is None:
        return {}
    return read_rows(root, day=_told_on(heading, text, at=at), faults=faults)


def _told_on(heading: Heading, text: str, *, at: datetime) -> date:
    """Remember a telling, and return the day from which its relative days count."""
    today = timezone.localdate(at)
    telling, _is_new = Telling.objects.get_or_create(
        story=heading.story, defaults={"told_on": today, "loaded_at": at}
    )
    telling.redated_after = heading.redated_after
    if _is_old(telling, today):
        telling.told_on = today
    telling.digest, telling.loaded_at = _digest(text), at
    telling.save()
    return telling.told_on


def _is_told(text: str, *, at: datetime) -> bool:
    """Tell whether exactly this text has been loaded, and its days are not to be counted anew."""
    telling = Telling.objects.filter(digest=_digest(text)).first()
    return telling is not None and not _is_old(telling, timezone.localdate(at))


def _is_old(telling: Telling, today: date) -> bool:
    return (
        telling.redated_after is not None
        and (today - telling.told_on).days >= telling.redated_after
    )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
