"""What waits beside the initiatives: in programmes, and for a second person."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from samspill.accounts.models import Reader
from samspill.core.policy import allows
from samspill.newsletters.models import Newsletter
from samspill.newsletters.queries import moments_held_back
from samspill.organisations.models import Role
from samspill.organisations.queries import held_by
from samspill.workspace.queries.notes import Note


def waits_around(reader: Reader, *, at: datetime) -> list[Note]:
    """Say what waits that belongs to no single initiative, as far as the reader may see to it."""
    return [*_second_person(reader, at=at), *_newsletters(reader, at=at)]


def _second_person(reader: Reader, *, at: datetime) -> Iterator[Note]:
    if not allows("organisations.confirm_role", roles=held_by(reader, at).kinds()):
        return
    waiting = Role.objects.not_over(localtime(at).date()).filter(is_waiting=True)
    if many := waiting.count():
        sentence = ngettext(
            "%(count)d role waits for a second person.",
            "%(count)d roles wait for a second person.",
            many,
        ) % {"count": many}
        yield Note(sentence=sentence, address=reverse("organisations:second_person"))


def _newsletters(reader: Reader, *, at: datetime) -> Iterator[Note]:
    open_ones = Newsletter.objects.open_to(reader, "newsletters.edit", at=at)
    drafts = list(open_ones.filter(published_at=None).select_related("programme").order_by("pk"))
    stopped = moments_held_back(drafts)
    for programme in dict.fromkeys(each.programme for each in drafts):
        those = [each for each in drafts if each.programme == programme]
        address = reverse("newsletters:desk", args=[programme.slug])
        title = {"programme": programme.title}
        held = sum(each.pk in stopped for each in those)
        if held:
            sentence = ngettext(
                "%(programme)s: %(count)d newsletter was held back by the site when its moment"
                " came.",
                "%(programme)s: %(count)d newsletters were held back by the site when their moment"
                " came.",
                held,
            )
            yield Note(sentence=sentence % {**title, "count": held}, address=address)
        if written := len(those) - held:
            sentence = ngettext(
                "%(programme)s: %(count)d newsletter has been begun and not sent.",
                "%(programme)s: %(count)d newsletters have been begun and not sent.",
                written,
            )
            yield Note(sentence=sentence % {**title, "count": written}, address=address)
