"""The words of interest lists."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubscriptionStatus(models.TextChoices):
    """Where one address stands on one list."""

    PENDING = "pending", pgettext_lazy("subscription", "Waiting for confirmation")
    CONFIRMED = "confirmed", pgettext_lazy("subscription", "Confirmed")
    ENDED = "ended", pgettext_lazy("subscription", "Ended")


TRANSITIONS: Mapping[SubscriptionStatus, frozenset[SubscriptionStatus]] = {
    SubscriptionStatus.PENDING: frozenset(
        {SubscriptionStatus.CONFIRMED, SubscriptionStatus.ENDED}
    ),
    SubscriptionStatus.CONFIRMED: frozenset({SubscriptionStatus.ENDED}),
    SubscriptionStatus.ENDED: frozenset({SubscriptionStatus.PENDING}),
}


class ConsentEvent(models.TextChoices):
    """What happened to a consent."""

    ASKED = "asked", _("Asked to follow")
    CONFIRMED = "confirmed", _("Confirmed by pressing the button")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ERASED = "erased", _("Erased")


class Channel(models.TextChoices):
    """By which way a consent was given or withdrawn."""

    PAGE = "page", _("On the page")
    MAIL_LINK = "mail_link", _("By the link in a mail")
    ONE_CLICK = "one_click", _("By the mail program's unsubscribe button")
    STAFF = "staff", _("By staff, on request")
    RULE = "rule", _("By a retention rule")
