"""Read mail of organisations as its receiver does."""

from samspill.mailings.tests import letters
from samspill.organisations import emails
from samspill.outbox.models import Message

letters.DECIDERS.update(
    {
        emails.INVITATION: emails.personal_while_open,
        emails.ACCEPTED: emails.personal_while_looking_after,
        emails.WAITING: emails.personal_while_waiting,
        emails.ROLE_ENDED: lambda _message: {},
    }
)
read = letters.read


def newest():
    """Return the message written last."""
    return Message.objects.order_by("pk").last()


def secret_of(message):
    """Return the secret in the link of an invitation."""
    return message.personal["invitation"].rstrip("/").rpartition("/")[2]
