"""The page where whoever holds the link of a mail chooses, without signing in."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import NotPossible
from samspill.mailings import actions, queries
from samspill.mailings.choices import Rhythm
from samspill.mailings.forms import LanguageForm, PauseForm, RhythmForm
from samspill.mailings.models import Subscription
from samspill.mailings.views.links import by_link, unknown


@open_to(Access.LINK, to="mailings.choose")
@by_link
def preferences(request: HttpRequest, handle: str) -> HttpResponse:
    """Show what an address follows, and let its reader change, take away or erase all of it."""
    subscription = queries.find_subscription(handle)
    if subscription is None:
        return unknown(request)
    notice = refusal = ""
    pause_form = PauseForm(request.POST if "until_on" in request.POST else None)
    if request.method == "POST":
        try:
            if "export" in request.POST:
                return _export(subscription)
            if "erase" in request.POST:
                actions.erase(handle, at=clock.now())
                return render(request, "mailings/erased.html")
            notice = _change(request, subscription, pause_form)
        except NotPossible as error:
            refusal = str(error)
    subscription.subscriber.refresh_from_db()
    page = {
        "subscriber": subscription.subscriber,
        "subscriptions": queries.subscriptions_of(subscription.subscriber),
        "form": LanguageForm(initial={"language": subscription.subscriber.language}),
        "rhythm_form": RhythmForm(initial={"rhythm": subscription.subscriber.rhythm}),
        "pause_form": pause_form if pause_form.errors else PauseForm(),
        "notice": notice,
        "refusal": refusal,
    }
    status = 422 if pause_form.errors else 409 if refusal else 200
    return render(request, "mailings/preferences.html", page, status=status)


def _change(request: HttpRequest, subscription: Subscription, pause_form: PauseForm) -> str:
    """Do what one of the page's buttons says, and return a sentence that tells what was done."""
    now, handle = clock.now(), subscription.handle
    if "leave_all" in request.POST:
        actions.end_all(handle, at=now)
        return _("You no longer follow anything.")
    if "language" in request.POST:
        return _choose_language(request, handle)
    if "rhythm" in request.POST:
        return _choose_rhythm(request, handle)
    if "resume" in request.POST:
        actions.resume(handle, at=now)
        return _("The pause is over. We write to you again.")
    if "until_on" in request.POST:
        return _pause(pause_form, handle)
    chosen = request.POST.get("leave") or request.POST.get("follow") or ""
    for each in queries.subscriptions_of(subscription.subscriber):
        if str(each.pk) == chosen:
            return _leave_or_follow(each, is_leaving="leave" in request.POST)
    raise NotPossible(_("This has just been changed elsewhere. Here is how it stands now."))


def _choose_language(request: HttpRequest, handle: str) -> str:
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("Choose one of the languages in the list."))
    actions.choose_language(handle, form.cleaned_data["language"], at=clock.now())
    return _("We write to you in the language that you have chosen.")


def _choose_rhythm(request: HttpRequest, handle: str) -> str:
    form = RhythmForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("Choose how often we shall write: at once, daily or weekly."))
    rhythm = Rhythm(form.cleaned_data["rhythm"])
    actions.choose_rhythm(handle, rhythm, at=clock.now())
    return {
        Rhythm.AT_ONCE: _("We write to you each time something happens."),
        Rhythm.DAILY: _("We write to you once a day, and only when something has happened."),
        Rhythm.WEEKLY: _("We write to you on Mondays, and only when something has happened."),
    }[rhythm]


def _pause(form: PauseForm, handle: str) -> str:
    """Take the day, or leave what is wrong with it in the form."""
    if not form.is_valid():
        return ""
    until_on = form.cleaned_data["until_on"]
    try:
        actions.pause(handle, until_on=until_on, at=clock.now())
    except NotPossible as error:
        form.add_error("until_on", str(error))
        return ""
    day = date_format(until_on, "DATE_FORMAT")
    return _("You have a pause. We write to you again from %(day)s.") % {"day": day}


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
