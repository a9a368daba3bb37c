"""What the audit trail holds about people."""

from django.utils.translation import gettext_lazy as _

from samspill.core.personal import (
    ACCOUNT_ENDS,
    FOR_GOOD,
    GONE,
    Belongs,
    Declared,
    Group,
    Held,
    Stays,
    To,
)

_AUDIT = Stays("Proof of equal treatment, which must be shown years later (audit)")
_CHANGED = "What was changed is shown where it stands"


def _proof(purpose: str, hidden: str = "") -> Held:
    return Held(purpose=purpose, until=FOR_GOOD, at_erasure=_AUDIT, hidden=hidden)


ENTRY = Declared(
    personal={
        "by": _proof("Proof of who did what: a key, no name"),
        "organisation": _proof("Proof of for whom it was done: a key"),
        "role": _proof("Proof of the role in which it was done"),
        "subject": _proof("Proof of what it was done to: a key, no name"),
        "changes": _proof("Proof of what was changed", _CHANGED),
        "commitments": _proof(
            "Proof of what was changed: salted digests that show nothing", "Salted digests"
        ),
    },
    belongs_to=(
        Belongs(
            to=To.REFERENCE,
            path="by",
            group=Group.TRAIL,
            heading=_("What was done in your name"),
            shows={
                "at": _("When"),
                "what": _("What"),
                "subject": _("To what"),
                "organisation": _("For"),
                "role": _("Role"),
            },
        ),
        Belongs(
            to=To.REFERENCE,
            path="subject",
            group=Group.TRAIL,
            heading=_("What was done with your account"),
            shows={"at": _("When"), "what": _("What")},
        ),
    ),
)

DISCLOSURE = Declared(
    personal={
        "of": Held(purpose="Finding what is to be erased", until=ACCOUNT_ENDS, at_erasure=GONE),
        "value": Held(purpose="Proof of what was changed", until=ACCOUNT_ENDS, at_erasure=GONE),
    },
    belongs_to=(
        Belongs(
            to=To.REFERENCE,
            path="of",
            group=Group.TRAIL,
            heading=_("What was written down about you when something was changed"),
            shows={"name": _("What"), "value": _("Text")},
        ),
    ),
)
