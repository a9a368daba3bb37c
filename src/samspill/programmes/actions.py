"""What people do with programmes. Each action is whole: rules, change and trail."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record, revise
from samspill.core.errors import NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.mailings.actions import rename_list
from samspill.organisations.models import Organisation
from samspill.programmes import rules
from samspill.programmes.choices import (
    OWNERSHIP_TRANSITIONS,
    PARTNER_TRANSITIONS,
    Level,
    OwnershipKind,
    OwnershipStatus,
    PartnerStatus,
)
from samspill.programmes.findable import put_programme
from samspill.programmes.models import Ownership, Partnership, Programme, Theme


@transaction.atomic
def create_programme(
    *,
    slug: str,
    title: Translated,
    level: Level,
    host: Organisation,
    part_of: Programme | None = None,
    by: Person,
    at: datetime,
) -> Programme:
    """Start a programme, or a regional project as a part of one, as a draft.

    :raises NotPermitted: the person does not run a programme, or not the one it becomes part of.
    :raises NotPossible: the address is taken.
    """
    rules.check_may_create(by, part_of, at=at)
    try:
        with transaction.atomic():
            programme = Programme.objects.create(
                slug=slug, title=title, level=level, host=host, part_of=part_of, changed_at=at
            )
    except IntegrityError as error:
        raise NotPossible(
            _("Another programme has this address. Please choose another.")
        ) from error
    put_programme(programme, at=at)
    record("programmes.created", programme, by=by, at=at, title=dict(title))
    return programme


@transaction.atomic
def publish(programme: Programme, *, by: Person, at: datetime) -> None:
    """Show a programme to everybody.

    :raises NotPermitted: the person does not manage it.
    :raises NotPossible: something is missing, all of which is listed, or it is shown already.
    """
    rules.check_may(by, "programmes.publish", programme, at=at)
    rules.check_publishable(programme)
    unpublished = Programme.objects.filter(pk=programme.pk, published_at=None)
    if not unpublished.update(published_at=at, changed_at=at):
        raise NotPossible(_("Somebody else has just published this."))
    programme.refresh_from_db()
    put_programme(programme, at=at)
    record("programmes.published", programme, by=by, at=at, published_at=(None, at))


@transaction.atomic
def revise_programme(
    programme: Programme, said: Mapping[str, object], *, seen: str = "", by: Person, at: datetime
) -> frozenset[str]:
    """Let a programme say something else in some fields; return which of them changed.

    ``seen`` is the digest of what they said when somebody began to change them. A new title is
    taken over by the interest list. With another host, others run the programme.

    :raises NotPermitted: the person does not run the programme, or would change its host and does
        not manage it.
    :raises NotPossible: somebody else has changed it since (``core.revising.Overtaken``).
    """
    rules.check_may(by, "programmes.edit", programme, at=at)
    if said.get("host", programme.host) != programme.host:
        rules.check_may(by, "programmes.publish", programme, at=at)
    changed = revise(programme, said, what="programmes.revised", seen=seen, by=by, at=at)
    if "title" in changed and programme.interest_list:
        rename_list(programme.interest_list, programme.title)
    if changed:
        _touch(programme, at=at)
    return changed


@transaction.atomic
def choose_themes(
    programme: Programme, themes: Iterable[Theme], *, by: Person, at: datetime
) -> None:
    """Say which themes a programme works on.

    :raises NotPermitted: the person does not run the programme.
    """
    rules.check_may(by, "programmes.edit", programme, at=at)
    before = sorted(programme.themes.values_list("slug", flat=True))
    programme.themes.set(themes)
    after = sorted(programme.themes.values_list("slug", flat=True))
    _touch(programme, at=at)
    record("programmes.themes_chosen", programme, by=by, at=at, themes=(before, after))


@transaction.atomic
def invite_owner(
    programme: Programme,
    organisation: Organisation,
    *,
    kind: OwnershipKind = OwnershipKind.CO_OWNER,
    since: ImpreciseTime | None = None,
    by: Person,
    at: datetime,
) -> Ownership:
    """Invite a body to own a share of a programme.

    :raises NotPermitted: the person does not run the programme.
    :raises NotPossible: the body is an owner, or on its way, already.
    """
    rules.check_may(
        by, "programmes.move_ownership", programme, at=at, state=OwnershipStatus.INVITED
    )
    ownership, is_new = Ownership.objects.get_or_create(
        programme=programme,
        organisation=organisation,
        defaults={"kind": kind, "status": OwnershipStatus.INVITED, "since": since},
    )
    if not is_new:
        raise NotPossible(_("This organisation has been invited already."))
    _touch(programme, at=at)
    record("programmes.owner_invited", ownership, by=by, at=at, organisation=organisation.slug)
    return ownership


@transaction.atomic
def invite_partner(
    programme: Programme,
    organisation: Organisation,
    *,
    since: ImpreciseTime | None = None,
    by: Person,
    at: datetime,
) -> Partnership:
    """Invite an organisation to be a cooperation partner of a programme.

    :raises NotPermitted: the person does not run the programme.
    :raises NotPossible: the organisation is a partner, or on its way, already.
    """
    rules.check_may(
        by, "programmes.move_partnership", programme, at=at, state=PartnerStatus.INVITED
    )
    partnership, is_new = Partnership.objects.get_or_create(
        programme=programme,
        organisation=organisation,
        defaults={"status": PartnerStatus.INVITED, "since": since},
    )
    if not is_new:
        raise NotPossible(_("This organisation has been invited already."))
    _touch(programme, at=at)
    record("programmes.partner_invited", partnership, by=by, at=at, organisation=organisation.slug)
    return partnership


@transaction.atomic
def move_ownership(
    ownership: Ownership,
    *,
    to: OwnershipStatus,
    since: ImpreciseTime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Note how far a body has come on its way to owning a share.

    :raises NotPermitted: the person does not run the programme.
    :raises NotPossible: there is no such move, or somebody else has moved first.
    """
    _move(
        ownership,
        to=to,
        transitions=OWNERSHIP_TRANSITIONS,
        action="programmes.move_ownership",
        what="programmes.ownership_moved",
        since=since,
        by=by,
        at=at,
    )


@transaction.atomic
def move_partnership(
    partnership: Partnership,
    *,
    to: PartnerStatus,
    since: ImpreciseTime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Note how far a cooperation partner has come.

    :raises NotPermitted: the person does not run the programme.
    :raises NotPossible: there is no such move, or somebody else has moved first.
    """
    _move(
        partnership,
        to=to,
        transitions=PARTNER_TRANSITIONS,
        action="programmes.move_partnership",
        what="programmes.partnership_moved",
        since=since,
        by=by,
        at=at,
    )


def _move(
    share: Any,
    *,
    to: Any,
    transitions: Mapping[Any, frozenset[Any]],
    action: str,
    what: str,
    since: ImpreciseTime | None,
    by: Person,
    at: datetime,
) -> None:
    """Make a move that is allowed, unless somebody else has moved first."""
    was, since_before = share.status, share.since
    rules.check_may(by, action, share.programme, at=at, state=was)
    if to not in transitions[was]:
        raise NotPossible(_("This can no longer be done."))
    unmoved = type(share).objects.filter(pk=share.pk, status=was)
    if not unmoved.update(status=to, since=since):
        raise NotPossible(_("Somebody else has just changed this."))
    share.refresh_from_db()
    _touch(share.programme, at=at)
    record(
        what,
        share,
        by=by,
        at=at,
        organisation=share.organisation.slug,
        status=(str(was), str(to)),
        since=(since_before, since),
    )


def _touch(programme: Programme, *, at: datetime) -> None:
    """Remember when the programme last changed, and let it be found as it is now."""
    programme.changed_at = at
    programme.save(update_fields=["changed_at"])
    put_programme(programme, at=at)
