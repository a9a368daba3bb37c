"""What must hold for the register of organisations, and for letters to their people."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import ModuleType

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from stdnum.dk import cvr
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.fi import ytunnus
from stdnum.is_ import kennitala
from stdnum.no import orgnr as no_orgnr
from stdnum.se import orgnr as se_orgnr

from samspill.accounts.models import Reader
from samspill.core.email_addresses import key_of
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.limits import check_limit
from samspill.core.policy import allows
from samspill.organisations.choices import Country
from samspill.organisations.models import Organisation, Role
from samspill.organisations.queries import kinds_of, lineage

#: Whose register checks the numbers of which country. Åland's bodies stand in Finland's register.
_REGISTERS: Mapping[str, ModuleType] = {
    Country.NORWAY: no_orgnr,
    Country.SWEDEN: se_orgnr,
    Country.DENMARK: cvr,
    Country.FINLAND: ytunnus,
    Country.ALAND: ytunnus,
    Country.ICELAND: kennitala,
}

_HOUR = timedelta(hours=1)
MOST_ENQUIRIES_PER_SENDER = 5
MOST_ENQUIRIES_PER_ROLE = 20


def check_may(person: Reader, action: str, *, at: datetime) -> None:
    """Those who run programmes keep the register of organisations."""
    if not allows(action, roles=kinds_of(person, at)):
        raise NotPermitted(_("Your role does not let you do this."))


def clean_number(country: str, number: str) -> str:
    """Return the national number of an organisation in its compact form.

    :raises NotPossible: it is no such number in that country, or it is a person's.
    """
    register = _REGISTERS.get(country)
    if register is None:
        raise NotPossible(_("Organisation numbers of this country are not known here."))
    try:
        compact: str = register.validate(number)
    except WrongNumber as error:
        raise NotPossible(
            _("%(number)s is not an organisation number in %(country)s. Please check the digits.")
            % {"number": number, "country": Country(country).label}
        ) from error
    if _is_of_a_person(country, compact):
        raise NotPossible(_("This is the number of a person, which is not kept here."))
    return compact


def check_number(country: str, number: str) -> None:
    """An organisation's number must be one that its country could have given it."""
    clean_number(country, number)


def check_can_succeed(predecessor: Organisation, successor: Organisation, *, since: date) -> None:
    """Organisations follow each other in one direction, in time."""
    if predecessor.pk == successor.pk:
        raise NotPossible(_("An organisation cannot take over from itself."))
    before, _after = lineage(predecessor, day=date.max)
    if any(link.organisation.pk == successor.pk for link in before):
        raise NotPossible(_("The other organisation came before this one."))
    if predecessor.valid_from_on and since <= predecessor.valid_from_on:
        raise NotPossible(_("The organisation did not exist before that day."))


def check_is_no_part_of_itself(organisation: Organisation, whole: object) -> None:
    """Nothing is a part of itself, however long the way round is."""
    above = dict(Organisation.objects.exclude(part_of=None).values_list("pk", "part_of_id"))
    step = whole.pk if isinstance(whole, Organisation) else None
    seen: set[int] = set()
    while step is not None and step not in seen:
        if step == organisation.pk:
            raise NotPossible(_("An organisation cannot be a part of itself."))
        seen.add(step)
        step = above.get(step)


def check_is_held(role: Role, *, at: datetime) -> None:
    """Letters go to those who hold their role now."""
    if not Role.objects.current(localtime(at).date()).filter(pk=role.pk).exists():
        raise NotPossible(_("This person no longer has this role. Please choose another contact."))


def check_enquiry_limits(role: Role, *, sender: str, at: datetime) -> None:
    """Nobody writes, and nobody is written to, without measure."""
    check_limit(f"enquiry-from:{key_of(sender)}", MOST_ENQUIRIES_PER_SENDER, _HOUR, at)
    check_limit(f"enquiry-to:{role.pk}", MOST_ENQUIRIES_PER_ROLE, _HOUR, at)


def _is_of_a_person(country: str, number: str) -> bool:
    """Tell people's numbers, which two countries give out in the same series."""
    # Iceland adds 40 to the day for organisations; Sweden has at least 20 where people's month is.
    if country == Country.ICELAND:
        return number[0] not in "4567"
    return country == Country.SWEDEN and number[2] in "01"
