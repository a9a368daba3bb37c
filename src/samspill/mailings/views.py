"""Pages that the links in mails lead to. Opening one changes nothing; only a pressed button does.

Whoever holds the link may use it, without signing in: the link is the right. So no other site can
send these forms without knowing it, and no token or origin needs to be checked.
"""

from collections.abc import Callable
from functools import wraps

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, JsonResponse
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
from samspill.mailings.forms import LanguageForm
from samspill.mailings.models import Subscription

View = Callable[[HttpRequest, str], HttpResponse]
ONE_CLICK = "One-Click"
_STATUS_OF = {LinkState.OPEN: 200, LinkState.FOLLOWS: 200, LinkState.UNKNOWN: 404}


def _by_link(view: View) -> View:
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
@_by_link
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the button that confirms, and what became of the link where it no longer works."""
    now = clock.now()
    refusal = ""
    if request.method == "POST":
        try:
            if "again" in request.POST:
                return _ask_again(request, queries.find_link(secret, at=now).subscription)
            subscription = actions.confirm(secret, at=now)
        except NotPossible as error:
            refusal = str(error)
        else:
            return render(request, "mailings/confirmed.html", {"subscription": subscription})
    link = queries.find_link(secret, at=now)
    if link.state == LinkState.UNKNOWN:
        return _unknown(request)
    page = {"link": link, "subscription": link.subscription, "refusal": refusal}
    status = 409 if refusal and link.state == LinkState.OPEN else _STATUS_OF.get(link.state, 410)
    return render(request, "mailings/confirm.html", page, status=status)


@open_to(Access.LINK, to="mailings.choose")
@_by_link
def unsubscribe(request: HttpRequest, handle: str) -> HttpResponse:
    """Stop following: by the button, or at once by the mail program's own (RFC 8058)."""
    is_one_click = request.POST.get("List-Unsubscribe") == ONE_CLICK
    subscription = queries.find_subscription(handle)
    if subscription is None:
        # A mail program that is late is told that all is well: nobody gets mail here any more.
        return _unknown(request, status=200 if is_one_click else 404)
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
@_by_link
def silence(request: HttpRequest, signed: str) -> HttpResponse:
    """Never be written to again, whoever types the address in; or take that back."""
    try:
        address_key = Signer(salt=emails.SILENCE_SALT).unsign(signed)
    except BadSignature:
        return _unknown(request)
    if request.method == "POST":
        act = actions.unsilence if "lift" in request.POST else actions.silence
        act(address_key, at=clock.now())
    page = {"is_silenced": queries.is_silenced(address_key), "is_new": request.method == "POST"}
    return render(request, "mailings/silence.html", page)


@open_to(Access.LINK, to="mailings.choose")
@_by_link
def preferences(request: HttpRequest, handle: str) -> HttpResponse:
    """Show what an address follows, and let its reader change, take away or erase all of it."""
    subscription = queries.find_subscription(handle)
    if subscription is None:
        return _unknown(request)
    notice = refusal = ""
    if request.method == "POST":
        try:
            if "export" in request.POST:
                return _export(subscription)
            if "erase" in request.POST:
                actions.erase(handle, at=clock.now())
                return render(request, "mailings/erased.html")
            notice = _change(request, subscription)
        except NotPossible as error:
            refusal = str(error)
    subscription.subscriber.refresh_from_db()
    page = {
        "subscriber": subscription.subscriber,
        "subscriptions": queries.subscriptions_of(subscription.subscriber),
        "form": LanguageForm(initial={"language": subscription.subscriber.language}),
        "notice": notice,
        "refusal": refusal,
    }
    return render(request, "mailings/preferences.html", page, status=409 if refusal else 200)


def _change(request: HttpRequest, subscription: Subscription) -> str:
    """Do what one of the page's buttons says, and return a sentence that tells what was done."""
    now = clock.now()
    if "leave_all" in request.POST:
        actions.end_all(subscription.handle, at=now)
        return _("You no longer follow anything.")
    if "language" in request.POST:
        form = LanguageForm(request.POST)
        if not form.is_valid():
            raise NotPossible(_("Choose one of the languages in the list."))
        actions.choose_language(subscription.handle, form.cleaned_data["language"], at=now)
        return _("We write to you in the language that you have chosen.")
    chosen = request.POST.get("leave") or request.POST.get("follow") or ""
    for each in queries.subscriptions_of(subscription.subscriber):
        if str(each.pk) == chosen:
            return _leave_or_follow(each, is_leaving="leave" in request.POST)
    raise NotPossible(_("This has just been changed elsewhere. Here is how it stands now."))


def _leave_or_follow(subscription: Subscription, *, is_leaving: bool) -> str:
    title = {"title": subscription.interest_list.title}
    if is_leaving:
        actions.end(subscription.handle, at=clock.now())
        return _("You no longer follow “%(title)s”.") % title
    actions.confirm_pending(subscription.handle, at=clock.now())
    return _("You now follow “%(title)s”.") % title


def _export(subscription: Subscription) -> HttpResponse:
    response = JsonResponse(
        queries.everything_about(subscription.subscriber),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
    )
    response["Content-Disposition"] = 'attachment; filename="samspill.json"'
    return response


def _ask_again(request: HttpRequest, subscription: Subscription | None) -> HttpResponse:
    """Send a new link to the address behind an old one."""
    if subscription is None:
        return _unknown(request)
    actions.ask(
        subscription.interest_list,
        address=subscription.subscriber.address,
        language=known(get_language() or "nb"),
        at=clock.now(),
        channel=Channel.MAIL_LINK,
    )
    return render(request, "mailings/asked_again.html", {"subscription": subscription})


def _unknown(request: HttpRequest, status: int = 404) -> HttpResponse:
    return render(request, "mailings/unknown_link.html", status=status)
