"""What ``mail.py`` sends: followers, letters and copies, with Django set up."""

import subprocess
import time

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from samspill.core.email_addresses import key_of
from samspill.core.jobs import Shift, give_way
from samspill.core.jobs.leases import Heart
from samspill.core.translated import Translated
from samspill.mailings import emails
from samspill.mailings.choices import HappeningKind
from samspill.mailings.emails.ways import address_of
from samspill.mailings.models import Happening, InterestList, Subscriber, Subscription, Update
from samspill.outbox import actions
from samspill.outbox.actions import address_in_parts
from samspill.outbox.envelopes import Template
from samspill.outbox.kinds import personal_parts
from samspill.outbox.models import Letter, Message, Wording
from samspill.outbox.tasks import address_due, send_due
from samspill.worker import wire

LANGUAGES = ["nb", "nn", "sv", "da", "fi", "en"]


def begin() -> None:
    """Wire the outbox as a worker does, and make what one that has run for a while has made."""
    wire()
    for language in LANGUAGES:
        address_of("mailings:unsubscribe", "x", language)


def make_readers(first: int, many: int) -> None:
    """Let so many more people follow the one list, in six languages."""
    now = timezone.now()
    interest_list, _new = InterestList.objects.get_or_create(
        key="benchmark", defaults={"title": {"nb": "Utslippsfri levering"}, "controller": "Us"}
    )
    addresses = [f"reader{each}@body{each % 50}.example" for each in range(first, first + many)]
    readers = Subscriber.objects.bulk_create(
        Subscriber(
            address=address,
            address_key=key_of(address),
            language=LANGUAGES[number % 6],
            created_at=now,
        )
        for number, address in enumerate(addresses)
    )
    Subscription.objects.bulk_create(
        Subscription(
            interest_list=interest_list,
            subscriber=reader,
            status="confirmed",
            handle=f"handle-{reader.address}"[:43],
            asked_at=now,
            confirmed_at=now,
        )
        for reader in readers
    )


def write_letter(key: str) -> Letter:
    """Freeze an update of ordinary length for the followers, in six languages."""
    body = Translated(dict.fromkeys(LANGUAGES, "Nå begynner det. Blåbær og gjær på øya.\n\n" * 8))
    news = Update.objects.create(
        interest_list=InterestList.objects.get(key="benchmark"),
        title=Translated(dict.fromkeys(LANGUAGES, "Nytt om leveringen")),
        body=body,
        written_by="benchmark",
        changed_at=timezone.now(),
    )
    letter = actions.freeze(
        emails.UPDATE,
        key=key,
        compose=lambda: emails.compose_update(news, link="/nb/x/", short_title="Levering"),
        languages=LANGUAGES,
        at=timezone.now(),
        headers={"List-Id": "<benchmark.lists.samspill.example>"},
    )
    Happening.objects.create(
        key=key,
        kind=HappeningKind.UPDATE,
        title=news.title,
        nearest_first=[news.interest_list_id],
        letter=letter,
        happened_at=timezone.now(),
    )
    return letter


def queue(key: str) -> int:
    """Let the worker's task address a letter to everybody who follows."""
    address_in_parts(write_letter(key), at=timezone.now())
    return address_due(Shift("benchmark", lambda: False))


def send_all(seconds: float = 3600) -> int:
    """Send what is due for a while, as a worker does, under its lease and giving way to readers."""
    give_way()
    heart = Heart("benchmark")
    heart.beat()
    heart.start()
    until = time.monotonic() + seconds
    try:
        return send_due(Shift("benchmark", lambda: time.monotonic() > until))
    finally:
        heart.stop()


def made_before(many: int) -> list[tuple[str, bytes]]:
    """Make the bytes of so many copies, as they will go over the line."""
    templates: dict[int, Template] = {}
    copies = []
    for message in Message.objects.select_related("letter").order_by("pk")[:many]:
        wording = message.wording
        if wording.pk not in templates:
            templates[wording.pk] = Template(wording)
        copies.append(
            (message.to, templates[wording.pk].copy(message, personal_parts(message) or {}))
        )
    return copies


def naively(many: int) -> int:
    """Send the same as most do: a message made anew and a connection opened for each."""
    wording = Wording.objects.filter(language="nb").first()
    for number in range(many if wording else 0):
        link = f"https://samspill.example/nb/folg/avslutt/{number}"
        send_mail(
            wording.subject,
            wording.text.replace("%%unsubscribe%%", link),
            "Samspill <post@samspill.example>",
            [f"reader{number}@body.example"],
            html_message=wording.html.replace("%%unsubscribe%%", link),
        )
    return many


def sign_with(folder: str) -> None:
    """Make a key, and let the worker sign with it."""
    path = f"{folder}/dkim.pem"
    subprocess.run(["openssl", "genrsa", "-out", path, "2048"], check=True, capture_output=True)
    settings.DKIM_KEY = path
