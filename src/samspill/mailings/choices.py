"""The words of interest lists."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubscriptionStatus(models.TextChoices):
    """Where one address stands on one list."""

    PENDING = "pending", pgettext_lazy("subscription", "Waiting for confirmation")
    CONFIRMED = "confirmed", pgettext_lazy("subscription", "Confirmed")
    ENDED = "ended", pgettext_lazy("subscription", "Ended")


TRANSITIONS: Mapping[SubscriptionStatus, frozenset[SubscriptionStatus]] = {
    SubscriptionStatus.PENDING: frozenset({SubscriptionStatus.CONFIRMED, SubscriptionStatus.ENDED}),
    SubscriptionStatus.CONFIRMED: frozenset({SubscriptionStatus.ENDED}),
    SubscriptionStatus.ENDED: frozenset({SubscriptionStatus.PENDING}),
}


class ConsentEvent(models.TextChoices):
    """What happened to a consent."""

    ASKED = "asked", _("Asked to follow")
    CONFIRMED = "confirmed", _("Confirmed by pressing the button")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ERASED = "erased", _("Erased")
    IMPORTED = "imported", _("Taken over from an older list")
    STOPPED = "stopped", _("Ended, since e-mail to the address comes back")


class Channel(models.TextChoices):
    """By which way a consent was given or withdrawn."""

    PAGE = "page", _("On the page")
    MAIL_LINK = "mail_link", _("By the link in a mail")
    ONE_CLICK = "one_click", _("By the mail program's unsubscribe button")
    STAFF = "staff", _("By staff, on request")
    RULE = "rule", _("By a retention rule")
    IMPORT = "import", _("By a file from an older list")
    BOUNCE = "bounce", _("By what the mail server said")


class Rhythm(models.TextChoices):
    """How often somebody is written to about what they follow."""

    AT_ONCE = "at_once", pgettext_lazy("rhythm", "At once, each time something happens")
    DAILY = "daily", pgettext_lazy("rhythm", "Once a day, all in one e-mail")
    WEEKLY = "weekly", pgettext_lazy("rhythm", "Once a week, on Monday, all in one e-mail")


class HappeningKind(models.TextChoices):
    """What those who follow are told of."""

    UPDATE = "update", pgettext_lazy("happening", "Update")
    INITIATIVE = "initiative", pgettext_lazy("happening", "New initiative")
    GATHERING = "gathering", pgettext_lazy("happening", "New gathering")
    MOVED = "moved", pgettext_lazy("happening", "New time")
    CANCELLED = "cancelled", pgettext_lazy("happening", "Cancelled")
    ARTICLE = "article", pgettext_lazy("happening", "New article")
    NEWSLETTER = "newsletter", pgettext_lazy("happening", "Newsletter")


class SendingState(models.TextChoices):
    """Where something stands that is on its way to lists."""

    SCHEDULED = "scheduled", pgettext_lazy("sending", "Waiting for its time")
    STARTING = "starting", pgettext_lazy("sending", "About to begin")
    GOING = "going", pgettext_lazy("sending", "Being sent")
    SENT = "sent", pgettext_lazy("sending", "Sent")
    RECALLED = "recalled", pgettext_lazy("sending", "Stopped")


class Purpose(models.TextChoices):
    """What a consent is for."""

    NEWS = "news", pgettext_lazy("purpose", "News by e-mail about what one follows")


class Imported(models.TextChoices):
    """What became of one row of an older list."""

    ADDED = "added", pgettext_lazy("import", "Follows from now on")
    ASKED = "asked", pgettext_lazy("import", "Asked by e-mail to confirm")
    FOLLOWS = "follows", pgettext_lazy("import", "Follows already")
    LEFT = "left", pgettext_lazy("import", "Has left before: not added")
    SILENCED = "silenced", pgettext_lazy("import", "Wants no e-mail: not added")
    UNREACHED = "unreached", pgettext_lazy("import", "Mail came back from it: not added")
    TWICE = "twice", pgettext_lazy("import", "Stands in the file more than once")
    REFUSED = "refused", pgettext_lazy("import", "Cannot be added")


class LinkState(models.TextChoices):
    """What the link of a confirmation mail is good for when somebody opens it."""

    OPEN = "open", pgettext_lazy("link", "Can be used")
    FOLLOWS = "follows", pgettext_lazy("link", "Follows already")
    SUPERSEDED = "superseded", pgettext_lazy("link", "A newer link has been sent")
    LEFT = "left", pgettext_lazy("link", "Has left since")
    EXPIRED = "expired", pgettext_lazy("link", "Too old")
    UNKNOWN = "unknown", pgettext_lazy("link", "Unknown")


#: The wordings of the consent, by version. None is ever changed: a new text gets a new number.
CONSENTS: Mapping[str, Promise] = {
    "1": _(
        "I want news about “%(title)s” by e-mail. %(controller)s keeps my address for this and"
        " nothing else. I can stop at any time, by a link in every e-mail."
    ),
    "2": _(
        "I want news and newsletters about “%(title)s” by e-mail. %(controller)s keeps my address"
        " for this and nothing else. I can stop at any time, by a link in every e-mail."
    ),
}
#: The lists to which newsletters go, by how their keys begin.
_OF_NEWSLETTERS = frozenset({"programme", "theme", "initiative"})


def consent_version(list_key: str) -> str:
    """Tell which wording is shown by the forms of a list: it names newsletters where they come."""
    return "2" if list_key.partition(":")[0] in _OF_NEWSLETTERS else "1"


def consent_wording(list_key: str, list_title: str, controller: str) -> str:
    """Say, in the active language, what somebody agrees to: shown by the form, kept as proof."""
    return str(CONSENTS[consent_version(list_key)]) % {
        "title": list_title,
        "controller": controller,
    }
