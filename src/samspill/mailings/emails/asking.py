"""Mails to one person who has asked to follow."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.core.signing import Signer
from django.utils.translation import gettext as _

from samspill.core.email_addresses import for_sending
from samspill.mailings.emails.news import list_id
from samspill.mailings.emails.ways import address_of, own_links, referred_to, ways_out
from samspill.mailings.emails.ways import reason as why
from samspill.mailings.models import Subscription
from samspill.mailings.queries import digest_of, is_silenced
from samspill.outbox import actions as outbox
from samspill.outbox.kinds import LIST_UNSUBSCRIBE
from samspill.outbox.models import Message
from samspill.outbox.parts import Button, Link, Mail, Paragraph

#: The kind of these letters; ``samspill.worker`` wires in who decides about each.
TO_ONE = "mailings.to_one"

SILENCE_SALT = "mailings.silence"


def confirmation(subscription: Subscription, secret: str, *, at: datetime) -> None:
    """Ask the address's reader whether they want to follow: only the button on the page counts."""
    title = subscription.interest_list.title

    def compose() -> Mail:
        return Mail(
            subject=_("Confirm that you want to follow %(title)s") % {"title": title},
            parts=[
                Paragraph(
                    _("Somebody, probably you, has asked for news about “%(title)s” by e-mail.")
                    % {"title": title}
                ),
                Paragraph(
                    _("Open the page below within seven days and press the button there to follow.")
                ),
                Button(_("Open the page to confirm"), "%%confirm%%"),
                Paragraph(_("If it was not you, do nothing: you will not be written to.")),
            ],
            reason=_("You get this e-mail because your address was written in a form on our site."),
            links=[Link(_("Do not write to me again"), "%%silence%%")],
        )

    key = f"mailings.confirmation:{digest_of(secret)[:40]}"
    _post(key, subscription, compose, personal=_secrets(subscription, secret), at=at)


def reconfirmation(subscription: Subscription, secret: str, *, at: datetime) -> None:
    """Ask somebody from an older list whether they want to go on."""
    title = subscription.interest_list.title

    def compose() -> Mail:
        return Mail(
            subject=_("Do you still want news about %(title)s?") % {"title": title},
            parts=[
                Paragraph(
                    _("You are on an older list of those who want news about “%(title)s”.")
                    % {"title": title}
                ),
                Paragraph(
                    _(
                        "Open the page below within seven days and press the button there, if you"
                        " want to go on. If you do nothing, you are not written to again and your"
                        " address is deleted."
                    )
                ),
                Button(_("Open the page to go on"), "%%confirm%%"),
            ],
            reason=_("You get this e-mail because your address was on a list that has moved here."),
            links=[Link(_("Do not write to me again"), "%%silence%%")],
        )

    key = f"mailings.reconfirmation:{digest_of(secret)[:40]}"
    _post(key, subscription, compose, personal=_secrets(subscription, secret), at=at)


def taken_over(subscription: Subscription, *, reply_to: str = "", at: datetime) -> None:
    """Tell somebody from an older list that they are followed on here, and how to stop.

    Many get it at once: so it bears the headers of a list, by which mail programs offer to leave.
    """
    interest_list = subscription.interest_list
    leave = own_links(subscription, subscription.subscriber.language)["unsubscribe"]

    def compose() -> Mail:
        return Mail(
            subject=_("News about %(title)s comes from here now") % {"title": interest_list.title},
            parts=[
                Paragraph(
                    _(
                        "You were on a list of those who want news about “%(title)s”. It is here now."
                    )
                    % {"title": interest_list.title}
                ),
                Paragraph(
                    _("You can stop whenever you like: there is a link at the end of every e-mail.")
                ),
                Paragraph(
                    _("%(controller)s is responsible for your address and uses it for this only.")
                    % {"controller": interest_list.controller}
                ),
            ],
            reason=why(str(interest_list.title)),
            links=ways_out(),
        )

    _post(
        f"mailings.taken_over:{subscription.pk}:{at:%Y%m%d%H%M%S%f}",
        subscription,
        compose,
        at=at,
        personal={LIST_UNSUBSCRIBE: leave},
        headers={"List-Id": f"<{list_id(interest_list.key)}>"},
        reply_to=reply_to,
    )


def _secrets(subscription: Subscription, secret: str) -> dict[str, str]:
    """Write the links that nobody but the receiver may see."""
    silence = Signer(salt=SILENCE_SALT).sign(subscription.subscriber.address_key)
    language = subscription.subscriber.language
    return {
        "confirm": address_of("mailings:confirm", secret, language),
        "silence": address_of("mailings:silence", silence, language),
    }


def follows_already(subscription: Subscription, *, at: datetime) -> None:
    """Tell whoever asks again that they follow already: the page must not."""
    title = subscription.interest_list.title

    def compose() -> Mail:
        return Mail(
            subject=_("You already follow %(title)s") % {"title": title},
            parts=[
                Paragraph(
                    _(
                        "Somebody, probably you, has asked for news about “%(title)s”. You"
                        " follow it already, so there is nothing more to do."
                    )
                    % {"title": title}
                )
            ],
            reason=why(str(title)),
            links=ways_out(),
        )

    _post(f"mailings.follows:{subscription.pk}:{at:%Y%m%d%H%M%S%f}", subscription, compose, at=at)


def receipt(subscription: Subscription, *, at: datetime) -> None:
    """Confirm that somebody follows, and say how to stop."""
    interest_list = subscription.interest_list

    def compose() -> Mail:
        return Mail(
            subject=_("You follow %(title)s") % {"title": interest_list.title},
            parts=[
                Paragraph(
                    _("You now follow “%(title)s”. We write when there is news, and only then.")
                    % {"title": interest_list.title}
                ),
                Paragraph(
                    _("You can stop whenever you like: there is a link at the end of every e-mail.")
                ),
                Paragraph(
                    _("%(controller)s is responsible for your address and uses it for this only.")
                    % {"controller": interest_list.controller}
                ),
            ],
            reason=why(str(interest_list.title)),
            links=ways_out(),
        )

    _post(f"mailings.receipt:{subscription.pk}:{at:%Y%m%d%H%M%S%f}", subscription, compose, at=at)


def personal_to_one(message: Message) -> Mapping[str, str] | None:
    """Fill in the links of a mail to one, unless its reader has been silenced or erased since."""
    subscription = referred_to(message)
    if subscription is None or is_silenced(subscription.subscriber.address_key):
        return None
    return own_links(subscription, message.language)


def _post(
    key: str,
    subscription: Subscription,
    compose: Callable[[], Mail],
    *,
    at: datetime,
    personal: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    reply_to: str = "",
) -> None:
    """Write to the subscriber. What is secret is personal: it is forgotten once it is sent."""
    outbox.post(
        TO_ONE,
        key=key,
        to=for_sending(subscription.subscriber.address),
        language=subscription.subscriber.language,
        compose=compose,
        at=at,
        reference=f"subscription:{subscription.pk}",
        personal=personal,
        headers=headers,
        reply_to=reply_to,
    )
