"""The e-mails of initiatives: one function each."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from samspill.core import clock
from samspill.initiatives.models import TeamMember
from samspill.organisations.models import Role
from samspill.outbox.actions import post
from samspill.outbox.models import Message
from samspill.outbox.parts import Button, Facts, Mail, Paragraph

#: ``samspill.worker`` wires in who decides about it when it is sent.
COORDINATOR_NAMED = "initiatives.coordinator_named"


def coordinator_named(member: TeamMember, *, at: datetime) -> None:
    """Tell somebody that they answer for their body in an initiative from now on."""
    role = member.role
    post(
        COORDINATOR_NAMED,
        key=f"{COORDINATOR_NAMED}:{member.pk}:{at:%Y%m%d%H%M%S%f}",
        to=role.person.email,
        language=role.person.language,
        compose=lambda: _coordinator_named(member),
        at=at,
        reference=f"{member.pk}:{role.pk}",
    )


def _coordinator_named(member: TeamMember) -> Mail:
    initiative, body = member.initiative, member.role.organisation
    facts = [(_("Initiative"), str(initiative.title)), (_("Organisation"), str(body.name))]
    return Mail(
        subject=_("You coordinate for %(organisation)s") % {"organisation": body.name},
        parts=[
            Paragraph(_("You are now the one who answers for your organisation in an initiative.")),
            Facts(facts),
            Paragraph(
                _(
                    "Questions about your organisation's part come to you. If this is a mistake,"
                    " tell those who run the initiative."
                )
            ),
            Button(_("Open the initiative"), settings.SITE_URL + initiative.get_absolute_url()),
        ],
        reason=_("You get this e-mail because you have been named as coordinator."),
    )


def personal_while_coordinator(message: Message) -> Mapping[str, str] | None:
    """Tell only whoever still answers for their body when the mail is sent."""
    member, _colon, role = message.reference.partition(":")
    held = Role.objects.current(clock.today()).filter(pk=role, person__is_active=True)
    still = TeamMember.objects.filter(pk=member, role__in=held)
    return {} if still.exists() else None
