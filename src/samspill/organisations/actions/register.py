"""Keep the register of organisations."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.organisations import rules
from samspill.organisations.choices import Country, OrganisationKind
from samspill.organisations.findable import put_organisation
from samspill.organisations.models import Organisation, Succession


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
