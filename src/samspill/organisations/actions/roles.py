"""Who acts for whom: roles are given, confirmed and ended."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.accounts.actions import end_sessions
from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.organisations import emails, rules
from samspill.organisations.actions.ties import end_clearances
from samspill.organisations.choices import CONFIRMED_BY_A_SECOND, RoleKind
from samspill.organisations.models import Organisation, Role


@transaction.atomic
def give_role(
    person: Person,
    organisation: Organisation,
    kind: RoleKind,
    *,
    title: Translated | None = None,
    is_address_public: bool = False,
    from_on: date | None = None,
    to_on: date | None = None,
    by: Person,
    at: datetime,
) -> Role:
    """Let a person act for an organisation, from today if nothing else is said.

    A role that had ended is taken up again. One that reads everything waits for a second person.

    :raises NotPermitted: whoever gives it may not, or would give it to themselves.
    :raises NotPossible: the person has the role already, or its days cannot be these.
    """
    hold_people_of(organisation)
    rules.check_may_give(by, kind, organisation, to=person, at=at)
    return put_in_role(
        person,
        organisation,
        kind,
        title=title,
        is_address_public=is_address_public,
        from_on=from_on,
        to_on=to_on,
        given_by=by,
        by=by,
        at=at,
    )


def put_in_role(
    person: Person,
    organisation: Organisation,
    kind: RoleKind,
    *,
    title: Translated | None = None,
    is_address_public: bool = False,
    from_on: date | None = None,
    to_on: date | None = None,
    given_by: Person | None,
    by: object,
    at: datetime,
) -> Role:
    """Write a role down, as part of an action that has asked whether it may be given.

    :raises NotPossible: the person has the role already, or its days cannot be these.
    """
    today = localtime(at).date()
    first = from_on or today
    rules.check_fits(kind, organisation)
    rules.check_days(kind, first, to_on, at=at)
    held = Role.objects.select_for_update().filter(
        person=person, organisation=organisation, kind=kind
    )
    role = held.first() or Role(person=person, organisation=organisation, kind=kind)
    if role.pk and (role.to_on is None or role.to_on >= today):
        raise NotPossible(_("This person has this role already."))
    role.title = title or role.title
    role.is_address_public = is_address_public
    role.from_on, role.to_on = first, to_on
    role.given_by, role.confirmed_by = given_by, None
    role.is_waiting = kind in CONFIRMED_BY_A_SECOND
    role.save()
    end_clearances(person, by=by, at=at)
    _note_given(role, by=by, at=at)
    if role.is_waiting:
        emails.role_waits(role, at=at)
    return role


def _note_given(role: Role, *, by: object, at: datetime) -> None:
    record(
        "organisations.role_given",
        role,
        by=by,
        at=at,
        person=role.person_id,
        organisation=role.organisation.slug,
        kind=RoleKind(role.kind).value,
        given_by=role.given_by,
        from_on=role.from_on.isoformat() if role.from_on else None,
        to_on=role.to_on.isoformat() if role.to_on else None,
        is_waiting=role.is_waiting,
    )


@transaction.atomic
def confirm_role(role: Role, *, by: Person, at: datetime) -> None:
    """Let a role that reads everything take effect: two people have wanted it, neither its holder.

    :raises NotPermitted: the person could not have given it, or has given it, or has it.
    :raises NotPossible: it does not wait for anybody.
    """
    hold_people_of(role.organisation)
    role.refresh_from_db()
    rules.check_may_confirm(by, role, at=at)
    waiting = Role.objects.not_over(localtime(at).date()).filter(pk=role.pk, is_waiting=True)
    if not waiting.update(is_waiting=False, confirmed_by=by):
        raise NotPossible(_("This role does not wait to be confirmed."))
    role.refresh_from_db()
    end_clearances(role.person, by=by, at=at)
    record("organisations.role_confirmed", role, by=by, at=at, person=role.person_id)


@transaction.atomic
def end_role(role: Role, *, by: Person, at: datetime) -> None:
    """Let a role end: yesterday was its last day, so that it gives no right from now on.

    :raises NotPermitted: the person could not give this role, and does not have it.
    :raises NotPossible: it has ended already, or it is the last administrator's own.
    """
    hold_people_of(role.organisation)
    rules.check_may_end(by, role, at=at)
    today = localtime(at).date()
    yesterday, until = today - timedelta(days=1), role.to_on
    if not Role.objects.not_over(today).filter(pk=role.pk).update(to_on=yesterday):
        raise NotPossible(_("This role has ended already."))
    role.refresh_from_db()
    end_clearances(role.person, by=by, at=at)
    record(
        "organisations.role_ended",
        role,
        by=by,
        at=at,
        person=role.person_id,
        to_on=(until, yesterday),
    )
    if by.pk != role.person_id:
        emails.role_ended(role, at=at)
        end_sessions(role.person, by=by, at=at)


def hold_people_of(organisation: Organisation) -> None:
    """Let one change at a time be made to who acts for an organisation, until the transaction ends.

    Two administrators who end each other's roles at the same moment must not leave nobody.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
