"""What is offered to choose from, and who gets a newsletter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import localtime

from samspill.accounts.models import Reader
from samspill.events.queries import Gatherings
from samspill.initiatives.models import Initiative
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.models import Item, Newsletter, NewsletterQuerySet
from samspill.newsletters.policy import ROWS
from samspill.newsletters.queries.choosing import (
    articles_for,
    gatherings_for,
    initiatives_of,
    themes_of,
    updates_for,
)
from samspill.newsletters.queries.content import COLUMNS, Entry
from samspill.newsletters.queries.saying import Said, said_by
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Role
from samspill.organisations.queries import held_by
from samspill.programmes.models import Programme, ProgrammeQuerySet, Theme, run_by

#: More than the newest ones of a kind are not offered.
MOST_OFFERED = 25
#: So many stand on the page of their programme.
MOST_ON_A_PAGE = 3


@dataclass(frozen=True, kw_only=True)
class Offered:
    """Something that may be chosen. ``sent_at`` tells when it last stood in a newsletter."""

    said: Said
    sent_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Offer:
    """All that is offered for a newsletter of a programme: the newest, and the nearest to come."""

    updates: tuple[Offered, ...]
    articles: tuple[Offered, ...]
    gatherings: tuple[Offered, ...]
    themes: tuple[Theme, ...]
    initiatives: tuple[Initiative, ...]

    @classmethod
    def of(cls, programme: Programme, *, at: datetime) -> Self:
        """Read what everybody may see of a programme and its parts."""
        updates = updates_for(programme, at=at).order_by("-published_at", "-pk")[:MOST_OFFERED]
        articles = articles_for(programme, at=at).order_by("-dated_on", "-pk")[:MOST_OFFERED]
        coming = Gatherings.among(gatherings_for(programme, at=at), at=at).upcoming[:MOST_OFFERED]
        said = {
            ItemKind.UPDATE: [each.pk for each in updates],
            ItemKind.ARTICLE: [each.pk for each in articles],
            ItemKind.GATHERING: [card.gathering.pk for card in coming],
        }
        offered = {kind: _offered(programme, kind, keys, at=at) for kind, keys in said.items()}
        return cls(
            updates=offered[ItemKind.UPDATE],
            articles=offered[ItemKind.ARTICLE],
            gatherings=offered[ItemKind.GATHERING],
            themes=tuple(themes_of(programme).order_by("pk")),
            initiatives=tuple(initiatives_of(programme, at=at).order_by("-changed_at", "pk")),
        )


def _offered(
    programme: Programme, kind: ItemKind, keys: Iterable[int], *, at: datetime
) -> tuple[Offered, ...]:
    entries = [Entry(kind=kind, pk=pk) for pk in keys]
    column = COLUMNS[kind]
    sent = Item.objects.filter(
        newsletter__programme=programme,
        newsletter__published_at__lte=at,
        **{f"{column}__in": [each.pk for each in entries]},
    )
    moments = dict(sent.order_by("newsletter__published_at").values_list(column, _MOMENT))
    return tuple(
        Offered(said=said, sent_at=moments.get(said.pk))
        for said in said_by(programme, entries, at=at)
        if not said.is_gone
    )


_MOMENT = "newsletter__published_at"


def programmes_open_to(person: Reader, action: str, *, at: datetime) -> ProgrammeQuerySet:
    """List the programmes that somebody sees, and for which they may do something.

    :raises KeyError: the policy table has no row for the action.
    """
    row = ROWS[action]
    held = held_by(person, at)
    visible = Programme.objects.visible_to(person, at=at)
    if row.is_confidential and held.is_held_back:
        return visible.none()
    if row.roles & held.kinds() & {RoleKind.AUDITOR.value}:
        return visible
    return visible.filter(pk__in=run_by(held, row.roles))


def lists_of(newsletter: Newsletter) -> list[int]:
    """Name the lists that a newsletter goes to, its programme's first.

    Whoever follows several of them gets it for the first.
    """
    chosen = [
        *newsletter.initiatives.order_by("pk").values_list("interest_list_id", flat=True),
        *newsletter.themes.order_by("pk").values_list("interest_list_id", flat=True),
    ]
    return [pk for pk in (newsletter.programme.interest_list_id, *chosen) if pk]


def reply_to(programme: Programme, *, at: datetime) -> str:
    """Return where answers go: to whom leads the programme, or manages it, with a public address."""
    day = localtime(at).date()
    leader = programme.project_leader
    roles = [leader] if leader and leader.is_held_on(day) else []
    managers = Role.objects.current(day).filter(
        organisation=programme.host_id, kind=RoleKind.PROGRAMME_MANAGER
    )
    roles += list(managers.select_related("person").order_by("pk"))
    return next((role.public_address for role in roles if role.public_address), "")


def archive_of(programme: Programme, *, at: datetime) -> NewsletterQuerySet:
    """Find the newsletters of a programme that have been sent, the newest first."""
    sent = Newsletter.objects.visible_to(AnonymousUser(), at=at).filter(programme=programme)
    return sent.select_related("programme").order_by("-published_at", "-pk")


def newest_of(programme: Programme, *, at: datetime) -> NewsletterQuerySet:
    """Find the newest newsletters of a programme, for its own page, in no order."""
    newest = archive_of(programme, at=at).values("pk")[:MOST_ON_A_PAGE]
    return Newsletter.objects.filter(pk__in=newest)
