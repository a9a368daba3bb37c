"""What somebody has approved for lists; and a copy to themselves, marked as a test."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.core.languages import LANGUAGES
from samspill.outbox import actions as outbox
from samspill.outbox.models import Letter, Message
from samspill.outbox.parts import Mail, Paragraph

#: The kind of these letters; ``samspill.worker`` wires in who decides about each.
TEST = "mailings.test"


def to_lists(
    kind: str, *, key: str, compose: Callable[[], Mail], headers: Mapping[str, str], at: datetime
) -> Letter:
    """Write what somebody has approved, such as an update, to those who follow, in every language."""
    return outbox.freeze(
        kind, key=key, compose=compose, languages=LANGUAGES, headers=headers, at=at
    )


def copy_for_oneself(
    compose: Callable[[], Mail], *, key: str, to: Person, reply_to: str, language: str, at: datetime
) -> None:
    """Send one copy to who asked for it, in a language; once a minute and no more."""
    outbox.post(
        TEST,
        key=f"{TEST}:{key}:{to.pk}:{language}:{at:%Y%m%d%H%M}",
        to=to.email,
        language=language,
        compose=lambda: _marked(compose()),
        reply_to=reply_to,
        reference=f"person:{to.pk}",
        at=at,
    )


def _marked(mail: Mail) -> Mail:
    """Mark a mail as a test, and take out the links by which its reader would leave."""
    return replace(
        mail,
        subject=_("Test: %(subject)s") % {"subject": mail.subject},
        title=mail.title or mail.subject,
        parts=[Paragraph(_("This is a test. Nobody but you has got it.")), *mail.parts],
        reason=_("You get this e-mail because you have asked for a test of it."),
        links=[],
    )


def personal_in_test(message: Message) -> Mapping[str, str] | None:
    """Send a test to whoever still has an account."""
    key = int(message.reference.removeprefix("person:") or 0)
    return {} if Person.objects.filter(pk=key, is_active=True).exists() else None
