"""The steps of signing in, for tests."""

from django.urls import reverse

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
