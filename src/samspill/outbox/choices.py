"""The words of what mail servers tell of our mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Noted at a copy for a list that was dropped because its address is left alone.
LEFT_ALONE = "Mail does not reach this address, or is unwanted there."


class Cause(models.TextChoices):
    """Why an address gets no more mail for lists."""

    REFUSED = "refused", _("Its mail server refused our mail for good")
    BOUNCED = "bounced", _("Our mail came back from it")
    COMPLAINED = "complained", _("Its reader called our mail unwanted")


class Fate(models.TextChoices):
    """What a report says has become of a message, after a mail server had taken it."""

    GONE = "gone", _("It came back: mail does not reach the address")
    RETURNED = "returned", _("It came back, for a reason that may pass")
    DELAYED = "delayed", _("It is delayed")
    UNWANTED = "unwanted", _("Its reader called it unwanted")
