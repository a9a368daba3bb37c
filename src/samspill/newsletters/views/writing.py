"""Where newsletters are written: the desk of a programme, and the form."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.newsletters import actions
from samspill.newsletters.forms import NewsletterForm
from samspill.newsletters.models import Newsletter
from samspill.newsletters.queries import (
    Content,
    Offer,
    gaps,
    moments_held_back,
    programmes_open_to,
    said_by,
    said_in,
)
from samspill.newsletters.views.finding import newsletter_for, programme_for
from samspill.newsletters.views.trails import desk_trail
from samspill.programmes.models import Programme

#: What ends the writing: everything else a button says changes the form only.
ENDS = {"save", "preview"}
A_PAGE = 25


@open_to(Access.SIGNED_IN, to="newsletters.read_draft")
@login_required
@require_safe
def desk(request: PersonRequest, slug: str) -> HttpResponse:
    """List the newsletters of a programme: drafts, what is on its way, and what has been sent."""
    programme = programme_for(request, slug, to="newsletters.read_draft")
    now = clock.now()
    listed = Newsletter.objects.visible_to(request.user, at=now).filter(programme=programme)
    newest = listed.order_by("-changed_at", "-pk")
    shown = Paginator(newest, A_PAGE).get_page(request.GET.get("page"))
    page = {
        "programme": programme,
        "shown": shown,
        "held_back": set(moments_held_back(shown.object_list)),
        "now": now,
        "may_write": programmes_open_to(request.user, "newsletters.edit", at=now)
        .filter(pk=programme.pk)
        .exists(),
        "trail": desk_trail(programme),
    }
    return render(request, "newsletters/desk.html", page)


@open_to(Access.SIGNED_IN, to="newsletters.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest, slug: str) -> HttpResponse:
    """Begin a newsletter."""
    programme = programme_for(request, slug, to="newsletters.edit")
    wish, form, offer = _form(request, programme, content=Content(), revision=0)
    if wish in ENDS and form.is_valid():
        try:
            begun = actions.begin(programme, form.content, by=request.user, at=clock.now())
        except DomainError as error:
            form.refuse(str(error))
        else:
            return _saved(request, begun, wish)
    return _show(request, programme, form, offer)


@open_to(Access.SIGNED_IN, to="newsletters.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Change a draft; what somebody else has changed meanwhile is never overwritten."""
    try:
        newsletter = newsletter_for(request, slug, pk, to="newsletters.edit")
    except Http404:
        if request.method != "POST":
            raise
        return _thrown_away(request, slug)
    if newsletter.published_at and request.method != "POST":
        return redirect("newsletters:sending", slug, pk)
    programme = newsletter.programme
    wish, form, offer = _form(
        request, programme, content=Content.of(newsletter), revision=newsletter.revision
    )
    if wish in ENDS and form.is_valid():
        try:
            actions.revise(
                newsletter,
                form.content,
                revision=form.revision,
                by=request.user,
                at=clock.now(),
            )
        except DomainError as error:
            form.refuse(str(error))
        else:
            return _saved(request, newsletter, wish)
    return _show(request, programme, form, offer, newsletter)


def _thrown_away(request: PersonRequest, slug: str) -> HttpResponse:
    """Keep what somebody wrote in a draft that is not there any more: saved, it is a new one.

    :raises Http404: the person does not write for the programme.
    """
    programme = programme_for(request, slug, to="newsletters.edit")
    offer = Offer.of(programme, at=clock.now())
    form = NewsletterForm(offer, content=Content(), sent=request.POST, is_final=True)
    form.refuse(
        _(
            "This draft is no longer there: somebody has thrown it away. What you wrote is still"
            " below. Save it, and it becomes a new draft."
        )
    )
    return _show(request, programme, form, offer)


def _form(
    request: PersonRequest, programme: Programme, *, content: Content, revision: int
) -> tuple[str, NewsletterForm, Offer]:
    """Make the form as it is to be shown, and tell what its button wished for."""
    wish = request.POST.get("do", "save" if request.method == "POST" else "")
    offer = Offer.of(programme, at=clock.now())
    form = NewsletterForm(
        offer,
        content=content,
        revision=revision,
        sent=request.POST if request.method == "POST" else None,
        is_final=wish in ENDS,
    )
    if wish and wish not in ENDS:
        form.change(wish)
    return wish, form, offer


def _saved(request: PersonRequest, newsletter: Newsletter, wish: str) -> HttpResponse:
    messages.success(request, _("The newsletter has been saved. Only its writers see it."))
    name = "newsletters:preview" if wish == "preview" else "newsletters:revise"
    return redirect(name, newsletter.programme.slug, newsletter.pk)


def _show(
    request: PersonRequest,
    programme: Programme,
    form: NewsletterForm,
    offer: Offer,
    newsletter: Newsletter | None = None,
) -> HttpResponse:
    now = clock.now()
    things = {each.key: each for each in said_by(programme, form.chosen, at=now)}
    here = _("Change the newsletter") if newsletter else _("Write a newsletter")
    page: dict[str, Any] = {
        "programme": programme,
        "newsletter": newsletter,
        "form": form,
        "places": form.places(things),
        "offer": [
            (label, [each for each in offered if each.said.key not in things])
            for label, offered in (
                (_("Updates"), offer.updates),
                (_("Articles and guides"), offer.articles),
                (_("Coming gatherings"), offer.gatherings),
            )
        ],
        "gaps": _gaps(newsletter) if newsletter else [],
        "goes_to": "" if newsletter else reverse("newsletters:begin", args=[programme.slug]),
        "here": here,
        "trail": desk_trail(programme, (here, "")),
    }
    return render(request, "newsletters/write.html", page, status=422 if form.errors else 200)


def _gaps(newsletter: Newsletter) -> list[Any]:
    """Tell what readers of each language are shown in another one, in what has been saved."""
    saved = said_in(newsletter, at=clock.now())
    return [each for each in gaps(newsletter.title, newsletter.lead, saved) if each.count]
