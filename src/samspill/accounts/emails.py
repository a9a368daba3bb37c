"""The e-mails of signing in: one function each."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from samspill.core import clock
from samspill.core.email_addresses import for_sending
from samspill.outbox.actions import post
from samspill.outbox.models import Message
from samspill.outbox.parts import Code, Mail, Paragraph

#: The kind of these letters; ``samspill.worker`` wires in who decides about them.
KIND = "accounts.mail"
#: What is written so that the page takes as long for an address without an account, and never sent.
UNSENT = "accounts.unsent"
#: What tells that something has changed, and still matters when it comes late.
NOTICE = "accounts.notice"


def sign_in_code(address: str, code: str, *, language: str, at: datetime) -> None:
    """Send the code that signs a person in."""

    def compose() -> Mail:
        return Mail(
            subject=_("Your code for signing in to %(site)s") % {"site": settings.SITE_NAME},
            parts=[
                Paragraph(_("Write this code on the page where you asked for it:")),
                Code("%%code%%"),
                Paragraph(
                    _("It works for 15 minutes. Nobody from us will ever ask you to tell it.")
                ),
                Paragraph(_("If it was not you who asked, you need not do anything.")),
            ],
            reason=_reason(),
        )

    _post(address, compose, language=language, at=at, personal={"code": code})


def confirmation_code(address: str, code: str, *, language: str, at: datetime) -> None:
    """Send the code by which somebody who is signed in confirms that it is them."""

    def compose() -> Mail:
        return Mail(
            subject=_("Your code for confirming that it is you"),
            parts=[
                Paragraph(_("Write this code on the page where you asked for it:")),
                Code("%%code%%"),
                Paragraph(
                    _("It works for 15 minutes. Nobody from us will ever ask you to tell it.")
                ),
                Paragraph(
                    _(
                        "If it was not you who asked, somebody else is signed in to your account."
                        " Sign in, and end the other sessions under “Signing in and security”."
                    )
                ),
            ],
            reason=_(
                "You get this e-mail because somebody signed in to your account asked for it."
            ),
        )

    _post(address, compose, language=language, at=at, personal={"code": code})


def means_changed(address: str, what: str, *, language: str, at: datetime) -> None:
    """Tell that something has changed in how one signs in, in case it was somebody else."""

    def compose() -> Mail:
        return Mail(
            subject=_("A change in how you sign in to %(site)s") % {"site": settings.SITE_NAME},
            parts=[
                Paragraph(_(what)),
                Paragraph(
                    _(
                        "If it was you, you need not do anything. If not, sign in at once, look at"
                        " “Signing in and security”, and end the sessions that are not yours."
                    )
                ),
            ],
            reason=_("You get this e-mail because you have an account here."),
        )

    _post(address, compose, language=language, at=at, personal={}, kind=NOTICE)


def no_account(address: str, *, language: str, is_sent: bool, at: datetime) -> None:
    """Tell whoever tries with an address without an account: the page must not.

    Also what has been told lately is written, so that the page does the same work, but not sent.
    """

    def compose() -> Mail:
        return Mail(
            subject=_("You have no account at %(site)s") % {"site": settings.SITE_NAME},
            parts=[
                Paragraph(
                    _(
                        "Somebody, probably you, has tried to sign in with this address. It has"
                        " no account, so we have no code to send."
                    )
                ),
                Paragraph(
                    _(
                        "If you run an initiative, you may have another address with us. If not,"
                        " ask whoever runs it to add you. To read and follow, no account is needed."
                    )
                ),
            ],
            reason=_reason(),
        )

    kind = KIND if is_sent else UNSENT
    _post(address, compose, language=language, at=at, personal={}, kind=kind)


def personal_while_fresh(message: Message) -> Mapping[str, str] | None:
    """Let a mail about signing in go while somebody may still be waiting for it."""
    lifetime = timedelta(seconds=settings.SECONDS_A_CODE_WORKS)
    return {} if clock.now() - message.written_at < lifetime else None


def never(_message: Message) -> None:
    """Send nothing of this kind."""


def always(_message: Message) -> Mapping[str, str]:
    """Send what tells of a change, however late."""
    return {}


def _reason() -> str:
    return _("You get this e-mail because your address was written on the page for signing in.")


def _post(
    address: str,
    compose: Callable[[], Mail],
    *,
    language: str,
    at: datetime,
    personal: Mapping[str, str],
    kind: str = KIND,
) -> None:
    post(
        kind,
        key=f"{kind}:{secrets.token_hex(16)}",
        to=for_sending(address),
        language=language,
        compose=compose,
        at=at,
        personal=personal,
    )
