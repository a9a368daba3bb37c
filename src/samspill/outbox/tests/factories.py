"""Mail for tests."""

from datetime import UTC, datetime

from samspill.core.jobs import Shift
from samspill.outbox.actions import Receiver, address_copies, freeze, post
from samspill.outbox.parts import Button, Link, Mail, Paragraph

WRITTEN_AT = datetime(2026, 10, 24, 10, tzinfo=UTC)


def a_shift(worker="worker", *, is_ending=lambda: False):
    return Shift(worker, is_ending)


def a_mail(**changes):
    given = {
        "subject": "Utslippsfri levering",
        "parts": [Paragraph("Nå begynner det. Blåbær og gjær.")],
        "reason": "Du får denne fordi du følger anskaffelsen.",
    }
    return Mail(**{**given, **changes})


def a_message(to="kari@kommune.example", *, kind="tests.note", at=WRITTEN_AT, **more):
    given = {"key": f"note:{to}:{at}", "language": "nb", "compose": a_mail}
    return post(kind, to=to, at=at, **{**given, **more})


def a_list_letter(addresses, *, at=WRITTEN_AT, languages=("nb",), key="update:1"):
    """Write an update to a list, with a way out for each receiver, and address it."""
    letter = freeze(
        "tests.update",
        key=key,
        compose=lambda: a_mail(
            parts=[Paragraph("Nytt."), Button("Les mer om saken", "https://samspill.example/nb/x")],
            links=[Link("Slutt å følge", "%%unsubscribe%%")],
        ),
        languages=languages,
        at=at,
        headers={"List-Id": "<utslippsfri.samspill.example>"},
    )
    receivers = [Receiver(to=to, language="nb", reference=f"sub:{to}") for to in addresses]
    address_copies(letter, receivers, at=at)
    return letter
