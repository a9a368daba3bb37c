"""What the tables of accounts hold about people."""

import secrets
from datetime import datetime

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from samspill.core.personal import (
    ACCOUNT_ENDS,
    EMPTIED,
    GONE,
    SESSION_ENDS,
    Becomes,
    Belongs,
    Declared,
    Held,
    To,
)


def _nobodys_address(_at: datetime) -> Concat:
    """Compute an address that mail never reaches: there must be one, and each is there once."""
    return Concat(Value("erased-"), Cast("pk", CharField()), Value("@erased.invalid"))


def _no_password(_at: datetime) -> str:
    return f"!{secrets.token_urlsafe(30)}"


PERSON = Declared(
    personal={
        "email": Held(
            purpose="Signing in, and mail about one's own work",
            until=ACCOUNT_ENDS,
            at_erasure=Becomes("An address that belongs to nobody", _nobodys_address),
        ),
        "name": Held(purpose="Showing who does what", until=ACCOUNT_ENDS, at_erasure=EMPTIED),
        "language": Held(
            purpose="Writing in the reader's language", until=ACCOUNT_ENDS, at_erasure=EMPTIED
        ),
        "password": Held(
            purpose="Signing in, where one has been chosen",
            until=ACCOUNT_ENDS,
            at_erasure=Becomes("One that opens nothing", _no_password),
            hidden="A secret",
        ),
        "is_active": Held(
            purpose="Whether one may sign in",
            until=ACCOUNT_ENDS,
            at_erasure=Becomes("No", lambda _at: False),
        ),
        "last_login": Held(
            purpose="Knowing whether anybody uses the account",
            until=ACCOUNT_ENDS,
            at_erasure=EMPTIED,
        ),
        "warned_at": Held(
            purpose="Erasing no account without notice", until=ACCOUNT_ENDS, at_erasure=EMPTIED
        ),
        "erased_at": Held(
            purpose="Knowing that the person has been erased",
            until=ACCOUNT_ENDS,
            at_erasure=Becomes("The moment of it", lambda at: at),
            hidden="Empty as long as there is somebody to show it to",
        ),
    },
    belongs_to=(
        Belongs(
            to=To.ACCOUNT,
            path="pk",
            heading=_("Your account"),
            shows={
                "name": _("Name"),
                "email": _("E-mail address"),
                "language": _("Language"),
                "is_active": _("May sign in"),
                "joined_at": _("Since"),
                "last_login": _("Last signed in"),
                "warned_at": _("When we wrote that nobody uses the account"),
            },
        ),
    ),
)

IDENTITY = Declared(
    personal={
        "person": Held(
            purpose="Signing in by a sign-in service", until=ACCOUNT_ENDS, at_erasure=GONE
        ),
        "subject": Held(
            purpose="Knowing again who signs in by it", until=ACCOUNT_ENDS, at_erasure=GONE
        ),
    },
    belongs_to=(
        Belongs(
            to=To.ACCOUNT,
            path="person",
            heading=_("Sign-in services that you use"),
            shows={
                "issuer": _("Service"),
                "subject": _("What it calls you"),
                "connected_at": _("Since"),
            },
        ),
    ),
)

OPEN_SESSION = Declared(
    personal={
        "person": Held(
            purpose="Showing people where they are signed in", until=SESSION_ENDS, at_erasure=GONE
        ),
        "network": Held(
            purpose="Knowing a session again: a network, no whole address",
            until=SESSION_ENDS,
            at_erasure=GONE,
            hidden="Shown with the session itself",
        ),
        "provider_session": Held(
            purpose="Signing out here when one signs out at the sign-in service",
            until=SESSION_ENDS,
            at_erasure=GONE,
            hidden="A secret between this site and the service",
        ),
    },
    # Shown as part of the session itself, which may have begun before anybody has signed in.
    belongs_to=(Belongs(to=To.ACCOUNT, path="person"),),
)
