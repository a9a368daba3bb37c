"""Change all that the register says of an organisation, and add one with all of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record, revise
from samspill.core.errors import NotPossible
from samspill.organisations import rules
from samspill.organisations.actions.imports.carrying_out import free_slug, set_facts
from samspill.organisations.actions.imports.known import names_of
from samspill.organisations.actions.imports.rows import addresses_of
from samspill.organisations.actions.register import register_organisation
from samspill.organisations.choices import AddressKind, Country, OrganisationKind
from samspill.organisations.findable import put_organisation
from samspill.organisations.models import Organisation

Addresses = Mapping[str, Mapping[str, str]]


@transaction.atomic
def revise_organisation(
    organisation: Organisation,
    said: Mapping[str, object],
    *,
    addresses: Addresses,
    seen: str = "",
    by: Person,
    at: datetime,
) -> None:
    """Let the register say something else of an organisation; ``addresses`` are all it has, by kind.

    ``seen`` is the digest of what it said when somebody began to change it.

    :raises NotPermitted: the person does not keep the register.
    :raises NotPossible: the number is wrong, or another organisation has it; it would be a part of
        itself; or somebody else has changed it since (``core.revising.Overtaken``).
    """
    rules.check_may(by, "organisations.register", at=at)
    rules.check_is_no_part_of_itself(organisation, said.get("part_of"))
    facts = dict(said)
    if facts.get("number"):
        country = str(facts.get("country", organisation.country))
        facts["number"] = rules.clean_number(country, str(facts["number"]))
    try:
        with transaction.atomic():
            revise(
                organisation,
                facts,
                what="organisations.revised",
                seen=seen,
                row="organisation",
                by=by,
                at=at,
            )
    except IntegrityError as error:
        raise NotPossible(_("Another organisation in the register has this number.")) from error
    _readdress(organisation, addresses, by=by, at=at)
    put_organisation(organisation, at=at)


@transaction.atomic
def add_organisation(
    said: Mapping[str, Any], *, addresses: Addresses, by: Person, at: datetime
) -> Organisation:
    """Add an organisation to the register, with all that is known of it.

    :raises NotPermitted: the person does not keep the register.
    :raises NotPossible: the number is wrong, or the organisation is there already.
    """
    rules.check_may(by, "organisations.register", at=at)
    country = str(said.get("country", ""))
    if _is_known(said["name"], country):
        raise NotPossible(
            _("The register has an organisation of this name in this country. Change it there.")
        )
    taken = set(Organisation.objects.values_list("slug", flat=True))
    added = register_organisation(
        slug=free_slug(str(said["name"]), taken),
        name=said["name"],
        kind=OrganisationKind(said["kind"]),
        country=Country(country) if country else None,
        number=str(said.get("number", "")),
        by=by,
        at=at,
    )
    revise_organisation(added, said, addresses=addresses, by=by, at=at)
    return added


def _is_known(name: Any, country: str) -> bool:
    wanted = set(names_of(name))
    rows = Organisation.objects.filter(country=country).only("name")
    return any(wanted & set(names_of(each.name)) for each in rows)


def _readdress(
    organisation: Organisation, addresses: Addresses, *, by: Person, at: datetime
) -> None:
    held = addresses_of(organisation)
    changes = {
        kind: (held.get(kind), addresses.get(kind))
        for kind in AddressKind.values
        if held.get(kind) != addresses.get(kind)
    }
    if not changes:
        return
    set_facts(organisation, {kind: after for kind, (_was, after) in changes.items()})
    told: dict[str, Any] = {
        kind: (_in_line(was), _in_line(after)) for kind, (was, after) in changes.items()
    }
    record("organisations.readdressed", organisation, by=by, at=at, **told)


def _in_line(address: Mapping[str, str] | None) -> str:
    return ", ".join(filter(None, address.values())) if address else ""
