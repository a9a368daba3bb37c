"""The steps of signing in, for tests."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse
from django.utils import timezone

from samspill.accounts.models import Person
from samspill.accounts.queries import means_of
from samspill.outbox.models import Message

#: Looks like a code, and is none: its letters are among those that codes have.
WRONG = "BBBB-BBBB"


def ask_for_code(client, address, **more):
    return client.post(reverse("account_request_login_code"), {"email": address, **more})


def newest():
    return Message.objects.order_by("pk").last()


def sent_code():
    return newest().personal["code"]


def try_code(client, code, **more):
    return client.post(reverse("account_confirm_login_code"), {"code": code, **more})


def enter(client, person):
    """Sign in by a code, as the session of whoever has just done so."""
    ask_for_code(client, person.email)
    return try_code(client, sent_code())


def leave(client):
    return client.post(reverse("account_logout"))


def app_code(secret, at=None):
    """Return what the authenticator app shows."""
    moment = at or timezone.now()
    return format_hotp_value(hotp_value(secret, int(moment.timestamp()) // 30))


def key_shown(response):
    """Return the key from the page that sets an app up."""
    return re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', response.content.decode())[
        1
    ].replace(" ", "")


def set_up_app(client):
    """Set an app up; return its key and the recovery codes."""
    secret = key_shown(client.get(reverse("security_app")))
    answer = client.post(reverse("security_app"), {"code": app_code(secret)})
    codes = re.findall(r'<code class="secret">([0-9]{8})</code>', answer.content.decode())
    return secret, codes


def ways(person):
    return means_of(Person.objects.get(pk=person.pk))
