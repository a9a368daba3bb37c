"""Who reads: somebody in every role and with every duty, for ours and for theirs."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from samspill.accounts.models import Person
from samspill.accounts.tests.factories import PersonFactory
from samspill.core.translated import Translated
from samspill.initiatives.choices import BODY_DUTIES, Duty
from samspill.initiatives.models import Initiative
from samspill.initiatives.tests.factories import TeamMemberFactory
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Clearance, Organisation, Role
from samspill.organisations.queries.people import print_of
from samspill.organisations.tests.factories import RoleFactory
from tests.canaries.sides import Side

#: At which of a side's organisations a role is held; of those that are not named, at the host.
PLACES = {
    RoleKind.REGIONAL_PROJECT_LEADER: "regional_host",
    RoleKind.PARTNER_CONTACT: "agency",
    RoleKind.STEERING_GROUP: "steering",
    RoleKind.PROJECT_GROUP: "project",
    RoleKind.ADMINISTRATOR: "body",
    RoleKind.COORDINATOR: "body",
    RoleKind.LEADER: "body",
    RoleKind.SUBJECT: "body",
    RoleKind.PROCUREMENT: "body",
    RoleKind.SUPPLIER: "company",
    RoleKind.FUNDER: "funder",
}
#: Roles that have ended, each with the kind and the place that would open a draft.
ENDED = (RoleKind.PROGRAMME_MANAGER, RoleKind.COORDINATOR, RoleKind.AUDITOR)


def act(name: str, organisation: Organisation, kind: RoleKind, **more: object) -> Role:
    """Let a new person act for an organisation."""
    slug = name.lower().replace(" ", "-")
    person = PersonFactory(name=name, email=f"{slug}@people.example", language="nb")
    titled = {"title": Translated(nb="Rådgiver", en="Adviser"), "phone": "+47 22 00 00 00"}
    return RoleFactory(person=person, organisation=organisation, kind=kind, **{**titled, **more})


def people_of(side: Side) -> dict[str, Person]:
    """Give a side somebody in every role, and somebody with every duty in its initiatives."""
    cast = {}
    for kind in RoleKind:
        place = getattr(side, PLACES.get(kind, "host"))
        cast[f"{side.name} {kind.value}"] = act(f"{side.name} {kind.value}", place, kind).person
    for duty in Duty:
        # The role itself opens nothing: an editor, of an organisation that has no part in anything.
        name = f"{side.name} duty {duty.value}"
        is_public = duty in {Duty.CONTACT, Duty.FACILITATOR}
        role = act(name, side.elsewhere, RoleKind.EDITOR, is_address_public=is_public)
        _join(role, duty, side, *side.initiatives)
        cast[name] = role.person
    hidden = act(f"{side.name} duty shy", side.elsewhere, RoleKind.EDITOR)
    _join(hidden, Duty.PROJECT_LEAD, side, *side.initiatives)
    cast[f"{side.name} duty shy"] = hidden.person
    name = f"{side.name} company administrator"
    cast[name] = act(name, side.company, RoleKind.ADMINISTRATOR).person
    for number, company in enumerate(side.companies[1:], start=2):
        name = f"{side.name} supplier {number}"
        cast[name] = act(name, company, RoleKind.SUPPLIER).person
    return cast


def _join(role: Role, duty: Duty, side: Side, *initiatives: Initiative) -> None:
    country = side.country if duty == Duty.CONTACT else ""
    for initiative in initiatives:
        TeamMemberFactory(
            initiative=initiative,
            role=role,
            duty=duty,
            country=country,
            body=side.body if duty in BODY_DUTIES else None,
        )


def bystanders(side: Side, *, at: datetime) -> dict[str, Person]:
    """Add those who have no right any more, those who never had one, and those who wait for one."""
    today = localtime(at).date()
    yesterday = today - timedelta(days=1)
    cast = {"nobody": PersonFactory(name="Nobody", email="nobody@people.example")}
    for kind in ENDED:
        name = f"ended {kind.value}"
        place = getattr(side, PLACES.get(kind, "host"))
        cast[name] = act(name, place, kind, to_on=yesterday).person
    gone = act("ended duty facilitator", side.elsewhere, RoleKind.EDITOR, to_on=yesterday)
    _join(gone, Duty.FACILITATOR, side, side.ongoing, side.draft)
    cast["ended duty facilitator"] = gone.person
    later = today + timedelta(days=1)
    cast["coming auditor"] = act(
        "coming auditor", side.host, RoleKind.AUDITOR, from_on=later
    ).person
    cast["deactivated"] = act("deactivated", side.host, RoleKind.PROGRAMME_MANAGER).person
    giver = side.people[f"{side.name} programme_manager"]
    waiting = {"is_waiting": True, "given_by": giver}
    cast["waiting auditor"] = act("waiting auditor", side.host, RoleKind.AUDITOR, **waiting).person
    for name in ("both sides", "both sides cleared"):
        cast[name] = act(name, side.body, RoleKind.COORDINATOR).person
        RoleFactory(person=cast[name], organisation=side.company, kind=RoleKind.SUPPLIER)
    cleared = cast["both sides cleared"]
    Clearance.objects.create(
        person=cleared,
        seen=print_of(cleared.roles.all()),
        reason="They are no longer paid",
        given_by=giver,
        given_at=at,
    )
    return cast
