"""What the tables of outreach hold about people."""

from django.utils.translation import gettext_lazy as _

from samspill.core.personal import EMPTIED, Belongs, Declared, Effect, Group, Held, Stays, To, Until

#: Until when it is held what somebody from outside wrote, and who they are.
ANSWERED_LONG_AGO = Until(
    "Twelve months after it was answered or closed, or written, if nobody did either",
    tasks=("outreach.forget_contributions",),
)
_SENT = Held(purpose="Answering what was sent", until=ANSWERED_LONG_AGO, at_erasure=EMPTIED)

CONTRIBUTION = Declared(
    personal={
        "sender_name": _SENT,
        "sender_address": _SENT,
        "organisation_name": _SENT,
        "text": _SENT,
        "answer": _SENT,
        "closing_reason": _SENT,
        "responsible": Held(
            purpose="Knowing who answers",
            until=ANSWERED_LONG_AGO,
            at_erasure=Stays("The role has ended and leads to a nameless account"),
        ),
    },
    belongs_to=(
        Belongs(
            to=To.ADDRESS,
            path="sender_address",
            group=Group.LETTERS,
            heading=_("Proposals, input and questions that you sent"),
            shows={
                "written_at": _("When"),
                "reference": _("Reference"),
                "kind": _("What it is"),
                "programme__title": _("To"),
                "sender_name": _("Your name"),
                "sender_address": _("E-mail address"),
                "organisation_name": _("Your organisation"),
                "country": _("Country"),
                "text": _("Text"),
                "answer": _("Answer"),
                "closing_reason": _("Reason"),
            },
        ),
        # It is its sender's: of who answers it, no more is told than that it came.
        Belongs(
            to=To.ACCOUNT,
            path="responsible__person",
            group=Group.LETTERS,
            heading=_("Proposals, input and questions that go to you"),
            shows={"written_at": _("When"), "reference": _("Reference"), "kind": _("What it is")},
            effect=Effect.NONE,
        ),
    ),
)
