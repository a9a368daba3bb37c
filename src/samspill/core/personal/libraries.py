"""What the tables of libraries hold, which cannot declare anything themselves."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from samspill.core.personal.declaring import (
    EMPTIED,
    GONE,
    Belongs,
    Declared,
    Effect,
    Group,
    Held,
    Stays,
    To,
    Until,
)

#: Until when personal data of an account is held.
ACCOUNT_ENDS = Until(
    "The person is erased, or nobody has used the account for two years",
    tasks=("privacy.forget_unused_accounts",),
)
SESSION_ENDS = Until("Signing out, or two weeks", tasks=("core.tidy",))
JOB_FORGOTTEN = Until("14 days after the job", tasks=("core.tidy",))

_SIGN_IN = Held(purpose="Signing in by a code", until=ACCOUNT_ENDS, at_erasure=GONE)
_SECOND_STEP = Held(
    purpose="Signing in by a passkey or with a second step",
    until=Until("It is removed, or the person erased", deed="Removing"),
    at_erasure=GONE,
)

LIBRARIES: Mapping[str, Declared] = {
    "account.EmailAddress": Declared(
        personal={"user": _SIGN_IN, "email": _SIGN_IN},
        belongs_to=(
            Belongs(
                to=To.ACCOUNT,
                path="user",
                heading=_("Addresses that you sign in with"),
                shows={"email": _("E-mail address"), "verified": _("Confirmed")},
            ),
            Belongs(to=To.ADDRESS, path="email", effect=Effect.ROW_GOES),
        ),
    ),
    "account.EmailConfirmation": Declared(
        personal={
            "key": Held(
                purpose="Confirming an address",
                until=Until("The address is confirmed, or the person erased", deed="Confirming"),
                at_erasure=GONE,
                hidden="A secret",
            )
        },
        belongs_to=(Belongs(to=To.ACCOUNT, path="email_address__user"),),
    ),
    "auth.Group": Declared(),
    "auth.Permission": Declared(),
    "contenttypes.ContentType": Declared(),
    "django_tasks_database.DBTaskResult": Declared(
        personal={
            "args_kwargs": Held(
                purpose="Doing a job later; holds keys of rows, no names or addresses",
                until=JOB_FORGOTTEN,
                at_erasure=Stays("Keys of rows, which are gone or nameless then"),
                hidden="Keys of rows, which say nothing",
            ),
            "traceback": Held(
                purpose="Finding out why a job failed",
                until=JOB_FORGOTTEN,
                at_erasure=EMPTIED,
                hidden="Where in the code it was; it may quote others",
            ),
        },
        belongs_to=(
            Belongs(
                to=To.MENTION,
                path="traceback",
                group=Group.TRAIL,
                heading=_("Faults of the site that quote your address"),
                shows={"finished_at": _("When")},
            ),
        ),
    ),
    "mfa.Authenticator": Declared(
        personal={
            "user": _SECOND_STEP,
            "data": replace(_SECOND_STEP, hidden="A secret"),
        },
        belongs_to=(
            Belongs(
                to=To.ACCOUNT,
                path="user",
                heading=_("Passkeys and second steps"),
                shows={
                    "type": _("Kind"),
                    "created_at": _("Since"),
                    "last_used_at": _("Last used"),
                },
            ),
        ),
    ),
    "sessions.Session": Declared(
        personal={
            "session_data": Held(
                purpose="Staying signed in; who only reads has none",
                until=SESSION_ENDS,
                at_erasure=GONE,
                hidden="A secret",
            )
        },
        belongs_to=(
            Belongs(
                to=To.SESSION,
                path="session_data",
                heading=_("Where you are signed in"),
                # One in which somebody has only asked for a code has not been opened.
                shows={
                    "opened__browser": _("Program"),
                    "opened__system": _("Machine"),
                    "opened__means": _("By"),
                    "opened__network": _("Network address"),
                    "opened__started_at": _("Since"),
                    "opened__seen_at": _("Last used"),
                    "expire_date": _("Ends at the latest"),
                },
            ),
        ),
    ),
}
