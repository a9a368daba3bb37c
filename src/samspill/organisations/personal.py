"""What the tables of organisations hold about people."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, Least
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from samspill.core.personal import (
    ACCOUNT_ENDS,
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
#: Until when personal data of somebody who is invited is held.
INVITATION_OVER = Until(
    "30 days after the invitation was answered, withdrawn or too old",
    tasks=("organisations.forget_invitations",),
)
#: So long a table that was sent in is kept, and an import can be undone.
KEEP_IMPORTS = timedelta(days=30)
#: Until when it is known who sent in a table of organisations.
IMPORT_FORGOTTEN = Until(
    "30 days after the import, or after the table was sent in and nothing came of it",
    tasks=("organisations.forget_imports",),
)
_NAMELESS = Stays("Leads to a nameless account")
_LETTER = Held(purpose="Answering the letter", until=LETTER_ANSWERED, at_erasure=GONE)


def _ended_by(at: datetime) -> Least:
    """Compute the last day of a role that ends now: yesterday, unless it ended before."""
    yesterday = Value(localtime(at).date() - timedelta(days=1), output_field=models.DateField())
    return Least(Coalesce("to_on", yesterday), yesterday)


_GIVEN = {"kind": _("Role"), "organisation__name": _("Organisation"), "from_on": _("From")}

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
        "given_by": Held(
            purpose="Showing who gave a role", until=ROLE_FORGOTTEN, at_erasure=_NAMELESS
        ),
        "confirmed_by": Held(
            purpose="Showing who confirmed a role", until=ROLE_FORGOTTEN, at_erasure=_NAMELESS
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
                "to_on": _("Last whole day"),
            },
        ),
        # Whose role it is, is told to nobody else.
        Belongs(
            to=To.ACCOUNT,
            path="given_by",
            group=Group.WORK,
            heading=_("Roles that you have given"),
            shows=_GIVEN,
            effect=Effect.NONE,
        ),
        Belongs(
            to=To.ACCOUNT,
            path="confirmed_by",
            group=Group.WORK,
            heading=_("Roles that you have confirmed"),
            shows=_GIVEN,
            effect=Effect.NONE,
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

CLEARANCE = Declared(
    personal={
        "person": Held(
            purpose="Proof of who was let see what, and why",
            until=ACCOUNT_ENDS,
            at_erasure=GONE,
        ),
        "reason": Held(
            purpose="Proof of who was let see what, and why",
            until=ACCOUNT_ENDS,
            at_erasure=GONE,
        ),
        "given_by": Held(purpose="Proof of who let them", until=ACCOUNT_ENDS, at_erasure=_NAMELESS),
    },
    belongs_to=(
        Belongs(
            to=To.ACCOUNT,
            path="person",
            group=Group.WORK,
            heading=_("That you may see what is confidential, with ties on both sides"),
            shows={"reason": _("Reason"), "given_at": _("Since"), "ended_at": _("Until")},
        ),
        Belongs(
            to=To.ACCOUNT,
            path="given_by",
            group=Group.WORK,
            heading=_("Whom you have let see what is confidential"),
            shows={"given_at": _("Since"), "ended_at": _("Until")},
            effect=Effect.NONE,
        ),
    ),
)

INVITATION = Declared(
    personal={
        "address": Held(
            purpose="Inviting somebody to act in a role",
            until=INVITATION_OVER,
            at_erasure=GONE,
        ),
        "address_key": Held(
            purpose="Finding the address",
            until=INVITATION_OVER,
            at_erasure=GONE,
            hidden="Another form of the address",
        ),
        "language": Held(
            purpose="Writing in the reader's language", until=INVITATION_OVER, at_erasure=GONE
        ),
        "invited_by": Held(
            purpose="Showing who invited whom", until=INVITATION_OVER, at_erasure=_NAMELESS
        ),
    },
    belongs_to=(
        Belongs(
            to=To.ADDRESS,
            path="address",
            group=Group.WORK,
            heading=_("Invitations to you"),
            shows={
                "kind": _("Role"),
                "organisation__name": _("Organisation"),
                "address": _("E-mail address"),
                "language": _("Language"),
                "invited_at": _("When"),
            },
        ),
        Belongs(
            to=To.ACCOUNT,
            path="invited_by",
            group=Group.WORK,
            heading=_("Invitations that you have sent"),
            shows={
                "kind": _("Role"),
                "organisation__name": _("Organisation"),
                "invited_at": _("When"),
            },
            effect=Effect.NONE,
        ),
    ),
)

IMPORT = Declared(
    personal={
        "begun_by": Held(
            purpose="Finding again the tables that one has sent in oneself",
            until=IMPORT_FORGOTTEN,
            at_erasure=_NAMELESS,
        )
    },
    belongs_to=(
        Belongs(
            to=To.ACCOUNT,
            path="begun_by",
            group=Group.WORK,
            heading=_("Tables of organisations that you have sent in"),
            shows={"begun_at": _("When"), "imported_at": _("Imported"), "undone_at": _("Undone")},
            effect=Effect.NONE,
        ),
    ),
)
