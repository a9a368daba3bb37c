"""What the tables of organisations hold about people."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, Least
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from samspill.core.personal import (
    EMPTIED,
    GONE,
    Becomes,
    Belongs,
    Declared,
    Effect,
    Group,
    Held,
    Stays,
    To,
    Until,
)

#: Until when a letter from a visitor is held.
LETTER_ANSWERED = Until(
    "Twelve months after it was written", tasks=("organisations.forget_enquiries",)
)
#: Until when it is known who held a role.
ROLE_FORGOTTEN = Until(
    "Two years after the role ended; it is not shown from the day after its last",
    tasks=("privacy.forget_ended_roles",),
)
_LETTER = Held(purpose="Answering the letter", until=LETTER_ANSWERED, at_erasure=GONE)


def _ended_by(at: datetime) -> Least:
    """Compute the last day of a role that ends now: yesterday, unless it ended before."""
    yesterday = Value(localtime(at).date() - timedelta(days=1), output_field=models.DateField())
    return Least(Coalesce("to_on", yesterday), yesterday)


ROLE = Declared(
    personal={
        "person": Held(
            purpose="Showing who acts for whom",
            until=ROLE_FORGOTTEN,
            at_erasure=Stays("Leads to a nameless account; shown is the role's title, if anything"),
        ),
        "phone": Held(
            purpose="Reaching a contact person", until=ROLE_FORGOTTEN, at_erasure=EMPTIED
        ),
        "is_address_public": Held(
            purpose="Reaching a contact person", until=ROLE_FORGOTTEN, at_erasure=EMPTIED
        ),
        "to_on": Held(
            purpose="Knowing who may act",
            until=ROLE_FORGOTTEN,
            at_erasure=Becomes("The day before, if the role has not ended", _ended_by),
        ),
    },
    belongs_to=(
        Belongs(
            to=To.ACCOUNT,
            path="person",
            group=Group.WORK,
            heading=_("Your roles"),
            shows={
                "kind": _("Role"),
                "organisation__name": _("Organisation"),
                "title": _("Title"),
                "phone": _("Telephone"),
                "is_address_public": _("E-mail address shown to everybody"),
                "from_on": _("From"),
                "to_on": _("To"),
            },
        ),
    ),
)

ENQUIRY = Declared(
    personal={
        "sender_name": _LETTER,
        "sender_address": _LETTER,
        "organisation_name": _LETTER,
        "about": _LETTER,
        "text": _LETTER,
    },
    belongs_to=(
        Belongs(
            to=To.ADDRESS,
            path="sender_address",
            group=Group.LETTERS,
            heading=_("Letters that you wrote to contact persons"),
            shows={
                "written_at": _("When"),
                "about": _("About"),
                "role__organisation__name": _("To"),
                "sender_name": _("Your name"),
                "sender_address": _("E-mail address"),
                "organisation_name": _("Your organisation"),
                "text": _("Text"),
            },
        ),
        # It is its writer's: who got it is told that it came, and has it in their mailbox.
        Belongs(
            to=To.ACCOUNT,
            path="role__person",
            group=Group.LETTERS,
            heading=_("Letters from visitors to you"),
            shows={"written_at": _("When"), "about": _("About")},
            effect=Effect.NONE,
        ),
    ),
)
