"""What the tables of interest lists hold about people."""

from django.utils.translation import gettext_lazy as _

from samspill.core.personal import (
    EMPTIED,
    GONE,
    Belongs,
    Declared,
    Group,
    Held,
    Stays,
    To,
    Until,
)

#: Until when personal data of somebody who follows is held.
NOTHING_IS_FOLLOWED = Until(
    "30 days after nothing is followed any more, or at once when erased",
    tasks=("mailings.forget_departed", "mailings.forget_unconfirmed"),
)

SUBSCRIBER = Declared(
    personal={
        "address": Held(
            purpose="Writing about what one follows", until=NOTHING_IS_FOLLOWED, at_erasure=GONE
        ),
        "address_key": Held(
            purpose="Finding the address",
            until=NOTHING_IS_FOLLOWED,
            at_erasure=GONE,
            hidden="A coded address",
        ),
        "language": Held(
            purpose="Writing in the reader's language", until=NOTHING_IS_FOLLOWED, at_erasure=GONE
        ),
        "rhythm": Held(
            purpose="Writing as often as the reader wants",
            until=NOTHING_IS_FOLLOWED,
            at_erasure=GONE,
        ),
        "paused_until_on": Held(
            purpose="Not writing while the reader wants a rest",
            until=NOTHING_IS_FOLLOWED,
            at_erasure=GONE,
        ),
    },
    belongs_to=(
        Belongs(
            to=To.ADDRESS_KEY,
            path="address_key",
            group=Group.FOLLOWING,
            heading=_("Your address among those who follow something"),
            shows={
                "address": _("E-mail address"),
                "language": _("Language"),
                "rhythm": _("How often"),
                "paused_until_on": _("Pause until"),
                "told_on": _("Last digest"),
                "created_at": _("Since"),
            },
        ),
    ),
)

SUBSCRIPTION = Declared(
    personal={
        "handle": Held(
            purpose="The links in the mails to one person",
            until=NOTHING_IS_FOLLOWED,
            at_erasure=GONE,
            hidden="A secret",
        )
    },
    belongs_to=(
        Belongs(
            to=To.ADDRESS_KEY,
            path="subscriber__address_key",
            group=Group.FOLLOWING,
            heading=_("What you follow"),
            shows={
                "interest_list__title": _("List"),
                "interest_list__controller": _("Who answers for your address"),
                "status": _("Status"),
                "asked_at": _("Asked for"),
                "confirmed_at": _("Confirmed"),
                "ended_at": _("Ended"),
            },
        ),
    ),
)

ASKED_MAIL = Declared(
    personal={
        "address_key": Held(
            purpose="One confirmation mail an hour and no more",
            until=Until("A day", tasks=("mailings.forget_unconfirmed",)),
            at_erasure=GONE,
            hidden="A coded address",
        )
    },
    belongs_to=(
        Belongs(
            to=To.ADDRESS_KEY,
            path="address_key",
            group=Group.FOLLOWING,
            heading=_("When we last asked you to confirm something"),
            shows={"mailed_at": _("When")},
        ),
    ),
)

SILENCE = Declared(
    personal={
        "address_key": Held(
            purpose="Not writing to who wants no mail",
            until=Until(
                "The reader says that they may be written to again", deed="Lifting the silence"
            ),
            at_erasure=Stays("Their wish not to be written to; a coded address"),
            hidden="A coded address",
        )
    },
    belongs_to=(
        Belongs(
            to=To.ADDRESS_KEY,
            path="address_key",
            group=Group.FOLLOWING,
            heading=_("That you want no mail about following"),
            shows={"since": _("Since")},
        ),
    ),
)

CONSENT = Declared(
    personal={
        "address_key": Held(
            purpose="Proof of consent (GDPR article 7 (1)): a coded address",
            until=Until("Three years after the consent ended", tasks=("mailings.forget_consents",)),
            at_erasure=Stays("Proof of consent (GDPR article 7 (1)); a coded address"),
            hidden="A coded address",
        )
    },
    belongs_to=(
        Belongs(
            to=To.ADDRESS_KEY,
            path="address_key",
            group=Group.FOLLOWING,
            heading=_("What you have agreed to, and taken back"),
            shows={
                "at": _("When"),
                "purpose": _("Purpose"),
                "event": _("What"),
                "list_key": _("List"),
                "wording": _("In these words"),
                "wording_version": _("Version"),
                "language": _("Language"),
                "channel": _("By which way"),
                "controller": _("Who answers for your address"),
                "basis": _("By which right it was taken over"),
            },
        ),
    ),
)

UPDATE = Declared(
    personal={
        "written_by": Held(
            purpose="Knowing who wrote the update: a key, no name",
            until=Until("The update is withdrawn, or the person erased", deed="Withdrawing"),
            at_erasure=EMPTIED,
        )
    },
    belongs_to=(
        Belongs(
            to=To.REFERENCE,
            path="written_by",
            group=Group.WORK,
            heading=_("Updates that you wrote"),
            shows={
                "interest_list__title": _("About"),
                "title": _("Title"),
                "body": _("Text"),
                "changed_at": _("Changed"),
                "published_at": _("Published"),
                "written_by": _("Written by"),
            },
        ),
        # Two people may have one name: by it the update is forgotten, and not shown.
        Belongs(to=To.NAME, path="written_by"),
    ),
)

SENDING = Declared(
    personal={
        "decided_by": Held(
            purpose="Knowing who decided to send: a key, no name",
            until=Until("The person is erased", deed="Erasing"),
            at_erasure=EMPTIED,
        )
    },
    belongs_to=(
        Belongs(
            to=To.REFERENCE,
            path="decided_by",
            group=Group.WORK,
            heading=_("What you decided to send"),
            shows={
                "title": _("Title"),
                "decided_at": _("Decided"),
                "goes_at": _("To be sent"),
                "recalled_at": _("Recalled"),
                "decided_by": _("Decided by"),
            },
        ),
    ),
)
