"""Keep interest lists, and the choices of those who follow them."""

from datetime import datetime

from django.db import transaction

from samspill.audit.actions import record
from samspill.core.languages import known
from samspill.core.translated import Translated
from samspill.mailings.actions.moves import held
from samspill.mailings.actions.trail import who
from samspill.mailings.models import InterestList


def open_list(key: str, title: Translated, controller: str) -> InterestList:
    """Return the list with this key; a new one is opened for what has none yet."""
    interest_list, _is_new = InterestList.objects.get_or_create(
        key=key, defaults={"title": title, "controller": controller}
    )
    return interest_list


def rename_list(interest_list: InterestList, title: Translated) -> None:
    """Take over the new title of what the list is about."""
    interest_list.title = title
    interest_list.save(update_fields=["title"])


@transaction.atomic
def close_list(interest_list: InterestList, *, by: object, at: datetime) -> None:
    """Take no more followers; those there are stay."""
    if InterestList.objects.filter(pk=interest_list.pk, closed_at=None).update(closed_at=at):
        record("mailings.list_closed", interest_list, by=by, at=at, closed_at=(None, at))
    interest_list.refresh_from_db()


@transaction.atomic
def choose_language(handle: str, language: str, *, at: datetime) -> None:
    """Write to an address in another language from now on.

    :raises NotPossible: nobody has this handle any more.
    """
    subscriber = held(handle).subscriber
    before, subscriber.language = subscriber.language, known(language)
    if before != subscriber.language:
        subscriber.save(update_fields=["language"])
        me = who(subscriber)
        languages = {"language": (before, subscriber.language)}
        record("mailings.language_chosen", me, by=me, at=at, personal=languages)
