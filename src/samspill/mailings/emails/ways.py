"""Where the links of mails lead, and what stands under each mail."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samspill.mailings.models import Subscription
from samspill.outbox.models import Message
from samspill.outbox.parts import Link

_HANDLE = "HANDLE"
#: Stands for the title of what the reader follows, where a letter goes to several lists.
FOLLOWED = "%%followed%%"


def own_links(subscription: Subscription, language: str) -> dict[str, str]:
    """Write the addresses of a follower's own pages, and what it is that they follow."""
    unsubscribe, preferences = _patterns(language, settings.SITE_URL)
    return {
        "unsubscribe": unsubscribe.replace(_HANDLE, subscription.handle),
        "preferences": preferences.replace(_HANDLE, subscription.handle),
        "followed": subscription.interest_list.title.wording(language).text,
    }


@lru_cache(maxsize=32)
def _patterns(language: str, _site: str) -> tuple[str, str]:
    """Write the addresses once for a language: finding them anew costs more than the rest of a copy.

    Handles consist of letters that need no writing around.
    """
    return (
        address_of("mailings:unsubscribe", _HANDLE, language),
        address_of("mailings:preferences", _HANDLE, language),
    )


def referred_to(message: Message) -> Subscription | None:
    """Find the subscription that a copy is sent for."""
    pk = message.reference.removeprefix("subscription:")
    known = Subscription.objects.select_related("subscriber", "interest_list")
    return known.filter(pk=int(pk or 0)).first()


def reason(title: str) -> str:
    """Tell why somebody gets a mail."""
    return _("You get this e-mail because you follow “%(title)s”.") % {"title": title}


def ways_out() -> list[Link]:
    """Offer to stop, and to choose."""
    return [
        Link(_("Stop following"), "%%unsubscribe%%"),
        Link(_("Choose how often, pause, or see what you follow"), "%%preferences%%"),
    ]


def address_of(name: str, secret: str, language: str) -> str:
    """Write the whole address of a page in a language."""
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse(name, args=[secret])}"
