"""What people do with organisations. Each action is whole: rules, change, trail and e-mail."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.accounts.actions import end_sessions
from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core import email_addresses
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.organisations import emails, rules
from samspill.organisations.choices import Country, OrganisationKind, RoleKind
from samspill.organisations.findable import put_organisation
from samspill.organisations.models import Enquiry, Organisation, Role, Succession

#: Who the trail names where a visitor without an account acts.
_VISITOR = "visitor"
#: What the privacy notice promises, as the fields of an enquiry declare.
KEEP_ENQUIRIES = timedelta(days=365)


@transaction.atomic
def register_organisation(
    *,
    slug: str,
    name: Translated,
    kind: OrganisationKind,
    country: Country | None = None,
    number: str = "",
    abbreviation: str = "",
    by: Person,
    at: datetime,
) -> Organisation:
    """Add an organisation to the register.

    :raises NotPermitted: the person does not keep the register.
    :raises NotPossible: the number is wrong, or the organisation is there already.
    """
    rules.check_may(by, "organisations.register", at=at)
    if number:
        number = rules.clean_number(country or "", number)
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                slug=slug,
                name=name,
                kind=kind,
                country=country or "",
                number=number,
                abbreviation=abbreviation,
            )
    except IntegrityError as error:
        raise NotPossible(_("This organisation is in the register already.")) from error
    put_organisation(organisation, at=at)
    record("organisations.registered", organisation, by=by, at=at, name=dict(name), number=number)
    return organisation


@transaction.atomic
def rename(organisation: Organisation, name: Translated, *, by: Person, at: datetime) -> None:
    """Correct the name of an organisation; one that becomes another has a successor instead.

    :raises NotPermitted: the person does not keep the register.
    """
    rules.check_may(by, "organisations.rename", at=at)
    before = Organisation.objects.select_for_update().get(pk=organisation.pk).name
    organisation.name = name
    organisation.save(update_fields=["name"])
    put_organisation(organisation, at=at)
    record("organisations.renamed", organisation, by=by, at=at, name=(dict(before), dict(name)))


@transaction.atomic
def succeed(
    predecessor: Organisation, successor: Organisation, *, since: date, by: Person, at: datetime
) -> Succession:
    """Write down that one organisation took over from another; the first one ends the day before.

    :raises NotPermitted: the person does not run a programme.
    :raises NotPossible: they would follow each other in a ring, or this is written down already.
    """
    rules.check_may(by, "organisations.succeed", at=at)
    rules.check_can_succeed(predecessor, successor, since=since)
    succession, is_new = Succession.objects.get_or_create(
        predecessor=predecessor, successor=successor, defaults={"since_on": since}
    )
    if not is_new:
        raise NotPossible(_("This is written down already."))
    if predecessor.valid_to_on is None:
        predecessor.valid_to_on = since - timedelta(days=1)
        predecessor.save(update_fields=["valid_to_on"])
    record(
        "organisations.succeeded",
        predecessor,
        by=by,
        at=at,
        successor=successor.slug,
        since=since.isoformat(),
    )
    return succession


@transaction.atomic
def give_role(
    person: Person,
    organisation: Organisation,
    kind: RoleKind,
    *,
    title: Translated | None = None,
    is_address_public: bool = False,
    by: Person,
    at: datetime,
) -> Role:
    """Let a person act for an organisation from today; a role that had ended is taken up again.

    :raises NotPermitted: the person who gives it does not run a programme.
    :raises NotPossible: the person has the role already.
    """
    rules.check_may(by, "organisations.give_role", at=at)
    today = localtime(at).date()
    role, is_new = Role.objects.select_for_update().get_or_create(
        person=person,
        organisation=organisation,
        kind=kind,
        defaults={
            "title": title or Translated(),
            "is_address_public": is_address_public,
            "from_on": today,
        },
    )
    if not is_new:
        if role.to_on is None or role.to_on >= today:
            raise NotPossible(_("This person has this role already."))
        role.title = title or role.title
        role.is_address_public = is_address_public
        role.from_on, role.to_on = today, None
        role.save(update_fields=["title", "is_address_public", "from_on", "to_on"])
    record(
        "organisations.role_given", role, by=by, at=at, person=person.pk, kind=RoleKind(kind).value
    )
    return role


@transaction.atomic
def end_role(role: Role, *, by: Person, at: datetime) -> None:
    """Let a role end: yesterday was its last day, so that it gives no right from now on.

    :raises NotPermitted: the person who ends it does not run a programme.
    :raises NotPossible: it has ended already.
    """
    rules.check_may(by, "organisations.end_role", at=at)
    yesterday, until = localtime(at).date() - timedelta(days=1), role.to_on
    held = Role.objects.current(localtime(at).date()).filter(pk=role.pk)
    if not held.update(to_on=yesterday):
        raise NotPossible(_("This role has ended already."))
    role.refresh_from_db()
    record("organisations.role_ended", role, by=by, at=at, to_on=(until, yesterday))
    end_sessions(role.person, by=by, at=at)


@transaction.atomic
def write_enquiry(
    role: Role,
    *,
    name: str,
    address: str,
    text: str,
    language: str,
    at: datetime,
    organisation: str = "",
    about: str = "",
) -> Enquiry:
    """Keep a visitor's letter to a person in a role, and then mail it to them.

    Nothing is mailed to the address the visitor gave: it may be somebody else's.

    :raises NotPossible: the role has ended, the address cannot be one, or there are too many.
    """
    sender = email_addresses.clean(address)
    rules.check_is_held(role, at=at)
    rules.check_enquiry_limits(role, sender=sender, at=at)
    letter = Enquiry.objects.create(
        role=role,
        about=_one_line(about)[:200],
        sender_name=_one_line(name)[:100],
        sender_address=sender,
        organisation_name=_one_line(organisation)[:150],
        text=text.replace("\r\n", "\n").strip(),
        language=language,
        written_at=at,
    )
    record("organisations.enquiry_written", letter, by=_VISITOR, at=at, role=role.pk)
    emails.enquiry(letter, at=at)
    return letter


@transaction.atomic
def forget_enquiries(*, at: datetime) -> int:
    """Delete the letters of visitors that have been kept for a year, and return how many."""
    old = Enquiry.objects.filter(written_at__lt=at - KEEP_ENQUIRIES)
    forgotten, _by_model = old.delete()
    if forgotten:
        record("organisations.enquiries_forgotten", "enquiries", by="rule", at=at, many=forgotten)
    return forgotten


def _one_line(text: str) -> str:
    """Take away line breaks, which could begin a header of their own in a mail."""
    return " ".join(text.split())
