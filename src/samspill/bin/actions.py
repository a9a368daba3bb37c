"""Put rows into the bin, out of it again, and away for good when their time is over.

Each of these is a part of what somebody does elsewhere, which is allowed and noted there.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from samspill.bin.models import KEPT, TakenAway
from samspill.core.errors import NotPossible
from samspill.core.references import reference_to
from samspill.core.translated import Translated


@transaction.atomic
def put_away(
    rows: Iterable[models.Model], *, of: models.Model, title: Translated, at: datetime
) -> TakenAway:
    """Keep rows as they stand, and delete them: the last first, so that parts go before their whole.

    :raises NotPossible: something else leans on one of them.
    """
    whole = list(rows)
    kept = TakenAway.objects.create(
        of=reference_to(of),
        kind=whole[0]._meta.label_lower,
        title=title,
        rows=serializers.serialize("python", whole),
        taken_at=at,
    )
    try:
        for each in reversed(whole):
            each.delete()
    except (models.ProtectedError, models.RestrictedError) as error:
        raise NotPossible(
            _("This cannot be taken away: something else on the site builds on it.")
        ) from error
    return kept


@transaction.atomic
def put_back(
    kept: TakenAway, *, change: Callable[[models.Model], None] | None = None
) -> list[models.Model]:
    """Let rows stand again where they stood, and return them.

    ``change`` is asked to fit each row in, such as by giving it a number that is free.

    :raises NotPossible: they have been put back already, what they belonged to is not there,
        or something else has their place.
    """
    if not TakenAway.objects.select_for_update().filter(pk=kept.pk).exists():
        raise NotPossible(_("This has been put back already."))
    rows: list[models.Model] = []
    try:
        for each in serializers.deserialize("python", kept.rows):
            if change:
                change(each.object)
            _check_leans_on_something(each.object)
            each.save()
            rows.append(each.object)
    except DeserializationError as error:
        raise NotPossible(_gone()) from error
    except IntegrityError as error:
        raise NotPossible(
            _("This cannot be put back: something else has its place now.")
        ) from error
    TakenAway.objects.filter(pk=kept.pk).delete()
    return rows


def empty_bin(*, at: datetime) -> int:
    """Delete what was taken away more than 30 days ago, and return how many that were."""
    count, _by_table = TakenAway.objects.filter(taken_at__lte=at - KEPT).delete()
    return count


def _check_leans_on_something(row: models.Model) -> None:
    """SQLite asks for it only at the end of a transaction: too late for a sentence."""
    for field in row._meta.concrete_fields:
        key: Any = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey) and key is not None:
            target: Any = field.related_model
            if not target._base_manager.filter(pk=key).exists():
                raise NotPossible(_gone())


def _gone() -> str:
    return _("This cannot be put back: what it belonged to is no longer there.")
