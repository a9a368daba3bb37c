"""What may be chosen for a newsletter: of its programme and its parts, and read by everybody."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from samspill.editorial.models import Piece
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.mailings.models import Update
from samspill.newsletters.choices import ItemKind
from samspill.programmes.models import Programme, Theme


def _within(programme: Programme) -> list[int]:
    """Name a programme and all that is part of it, by primary key: programmes are few."""
    rows = list(Programme.objects.values_list("pk", "part_of_id"))
    found = [programme.pk]
    for above in found:
        found += [pk for pk, part_of in rows if part_of == above and pk not in found]
    return found


def initiatives_of(programme: Programme, *, at: datetime) -> QuerySet[Initiative]:
    """Find the initiatives of a programme and its parts that everybody may see."""
    public = Initiative.objects.visible_to(AnonymousUser(), at=at)
    return public.filter(programme__in=_within(programme))


def themes_of(programme: Programme) -> QuerySet[Theme]:
    """Find the themes that a programme works on."""
    return Theme.objects.visible_to(AnonymousUser()).filter(programmes=programme)


def updates_for(programme: Programme, *, at: datetime) -> QuerySet[Update]:
    """Find the updates that may stand in a newsletter."""
    nobody = AnonymousUser()
    programmes = Programme.objects.visible_to(nobody, at=at).filter(pk__in=_within(programme))
    published = Update.objects.visible_to(nobody, at=at).filter(
        Q(interest_list__initiative__in=initiatives_of(programme, at=at).values("pk"))
        | Q(interest_list__programme__in=programmes.values("pk"))
    )
    return published.select_related("interest_list__initiative", "interest_list__programme")


def articles_for(programme: Programme, *, at: datetime) -> QuerySet[Piece]:
    """Find the articles and guides that may stand in a newsletter."""
    public = Piece.objects.visible_to(AnonymousUser(), at=at)
    return public.filter(programme__in=_within(programme))


def gatherings_for(programme: Programme, *, at: datetime) -> QuerySet[Gathering]:
    """Find the gatherings that may stand in a newsletter: those that take place."""
    within = _within(programme)
    public = Gathering.objects.visible_to(AnonymousUser(), at=at)
    return public.filter(
        Q(programme__in=within) | Q(initiative__programme__in=within), cancelled_at=None
    )


def choosable(kind: ItemKind, programme: Programme, *, at: datetime) -> QuerySet[Any]:
    """Find what may be chosen of a kind.

    :raises KeyError: sections are written, not chosen.
    """
    return _FINDERS[kind](programme, at=at)


def updates_read(*, at: datetime) -> QuerySet[Update]:
    """Find the updates that everybody may read, of whatever programme."""
    nobody = AnonymousUser()
    return Update.objects.visible_to(nobody, at=at).filter(
        Q(interest_list__initiative__in=Initiative.objects.visible_to(nobody, at=at).values("pk"))
        | Q(interest_list__programme__in=Programme.objects.visible_to(nobody, at=at).values("pk"))
    )


def gatherings_read(*, at: datetime) -> QuerySet[Gathering]:
    """Find the gatherings that everybody may read of, also those that have been cancelled."""
    return Gathering.objects.visible_to(AnonymousUser(), at=at)


_FINDERS: Mapping[ItemKind, Callable[..., QuerySet[Any]]] = {
    ItemKind.UPDATE: updates_for,
    ItemKind.ARTICLE: articles_for,
    ItemKind.GATHERING: gatherings_for,
}
