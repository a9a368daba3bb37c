"""Pages that the links in mails lead to. Opening one changes nothing; only a pressed button does.

Whoever holds the link may use it, without signing in: the link is the right. So no other site can
send these forms without knowing it, and no token or origin needs to be checked.
"""

from collections.abc import Callable
from functools import wraps

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import NotPossible
from samspill.core.languages import known
from samspill.core.middleware import any_origin
from samspill.mailings import actions, emails, queries
from samspill.mailings.choices import Channel, LinkState, SubscriptionStatus
from samspill.mailings.models import Subscription

View = Callable[[HttpRequest, str], HttpResponse]
ONE_CLICK = "One-Click"
_STATUS_OF = {LinkState.OPEN: 200, LinkState.FOLLOWS: 200, LinkState.UNKNOWN: 404}


def by_link(view: View) -> View:
    """Answer whoever holds the link, and let nobody keep, index or pass on the address."""

    @wraps(view)
    def answer(request: HttpRequest, secret: str) -> HttpResponse:
        response = view(request, secret)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(any_origin(require_http_methods(["GET", "HEAD", "POST"])(answer)))


@open_to(Access.LINK, to="mailings.confirm")
@by_link
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the button that confirms, and what became of the link where it no longer works."""
    now = clock.now()
    refusal = ""
    if request.method == "POST":
        try:
            if "again" in request.POST:
                return _ask_again(request, queries.find_link(secret, at=now).subscription)
            subscription = _confirmed(request, secret)
        except NotPossible as error:
            refusal = str(error)
        else:
            waiting = queries.waiting_beside(subscription)
            page = {"subscription": subscription, "waiting": waiting}
            return render(request, "mailings/confirmed.html", page)
    link = queries.find_link(secret, at=now)
    if link.state == LinkState.UNKNOWN:
        return unknown(request)
    page = {
        "link": link,
        "subscription": link.subscription,
        "waiting": _waiting(link),
        "refusal": refusal,
    }
    status = 409 if refusal and link.state == LinkState.OPEN else _STATUS_OF.get(link.state, 410)
    return render(request, "mailings/confirm.html", page, status=status)


def _waiting(link: queries.Link) -> list[Subscription]:
    """List what else may be confirmed by a link: nothing, if it is too old or a newer one is there."""
    if link.subscription is None or link.state not in {LinkState.OPEN, LinkState.FOLLOWS}:
        return []
    return queries.waiting_beside(link.subscription)


def _confirmed(request: HttpRequest, secret: str) -> Subscription:
    """Follow what the link is for, or what else waits for the same address, as was pressed.

    :raises NotPossible: it does not wait any more.
    """
    now = clock.now()
    if "follow" not in request.POST:
        return actions.confirm(secret, at=now)
    for each in _waiting(queries.find_link(secret, at=now)):
        if str(each.pk) == request.POST["follow"]:
            return actions.confirm_pending(each.handle, at=now)
    raise NotPossible(_("This has just been changed elsewhere. Here is how it stands now."))


@open_to(Access.LINK, to="mailings.choose")
@by_link
def unsubscribe(request: HttpRequest, handle: str) -> HttpResponse:
    """Stop following: by the button, or at once by the mail program's own (RFC 8058)."""
    is_one_click = request.POST.get("List-Unsubscribe") == ONE_CLICK
    subscription = queries.find_subscription(handle)
    if subscription is None:
        # A mail program that is late is told that all is well: nobody gets mail here any more.
        return unknown(request, status=200 if is_one_click else 404)
    if request.method == "POST":
        if "again" in request.POST:
            return _ask_again(request, subscription)
        channel = Channel.ONE_CLICK if is_one_click else Channel.MAIL_LINK
        subscription = actions.end(handle, at=clock.now(), channel=channel)
    page = {
        "subscription": subscription,
        "has_ended": subscription.status == SubscriptionStatus.ENDED,
    }
    return render(request, "mailings/unsubscribe.html", page)


@open_to(Access.LINK, to="mailings.choose")
@by_link
def unsubscribe_all(request: HttpRequest, handle: str) -> HttpResponse:
    """Stop following everything: where the links of digests lead, and mail programs' own (RFC 8058)."""
    is_one_click = request.POST.get("List-Unsubscribe") == ONE_CLICK
    subscription = queries.find_subscription(handle)
    if subscription is None:
        return unknown(request, status=200 if is_one_click else 404)
    if request.method == "POST":
        channel = Channel.ONE_CLICK if is_one_click else Channel.MAIL_LINK
        actions.end_all(handle, at=clock.now(), channel=channel)
    page = {
        "subscription": subscription,
        "subscriptions": queries.subscriptions_of(subscription.subscriber),
    }
    return render(request, "mailings/unsubscribe_all.html", page)


@open_to(Access.LINK, to="mailings.choose")
@by_link
def silence(request: HttpRequest, signed: str) -> HttpResponse:
    """Never be written to again, whoever types the address in; or take that back."""
    try:
        address_key = Signer(salt=emails.SILENCE_SALT).unsign(signed)
    except BadSignature:
        return unknown(request)
    if request.method == "POST":
        act = actions.unsilence if "lift" in request.POST else actions.silence
        act(address_key, at=clock.now())
    page = {"is_silenced": queries.is_silenced(address_key), "is_new": request.method == "POST"}
    return render(request, "mailings/silence.html", page)


def _ask_again(request: HttpRequest, subscription: Subscription | None) -> HttpResponse:
    """Send a new link to the address behind an old one."""
    if subscription is None:
        return unknown(request)
    actions.ask(
        subscription.interest_list,
        address=subscription.subscriber.address,
        language=known(get_language() or "nb"),
        at=clock.now(),
        channel=Channel.MAIL_LINK,
    )
    return render(request, "mailings/asked_again.html", {"subscription": subscription})


def unknown(request: HttpRequest, status: int = 404) -> HttpResponse:
    """Tell that nobody knows this link."""
    return render(request, "mailings/unknown_link.html", status=status)
