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


def no_account(address: str, *, language: str, at: datetime) -> None:
    """Tell whoever tries with an address without an account: the page must not."""

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

    _post(address, compose, language=language, at=at, personal={})


def personal_while_fresh(message: Message) -> Mapping[str, str] | None:
    """Let a mail about signing in go while somebody may still be waiting for it."""
    lifetime = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    return {} if clock.now() - message.written_at < lifetime else None


def _reason() -> str:
    return _("You get this e-mail because your address was written on the page for signing in.")


def _post(
    address: str,
    compose: Callable[[], Mail],
    *,
    language: str,
    at: datetime,
    personal: Mapping[str, str],
) -> None:
    post(
        KIND,
        key=f"{KIND}:{secrets.token_hex(16)}",
        to=for_sending(address),
        language=language,
        compose=compose,
        at=at,
        personal=personal,
    )
