"""The gatherings of an initiative or a programme, for those who plan them: listed, planned, put back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.bin.models import TakenAway
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError, NotPossible
from samspill.core.references import reference_to
from samspill.core.rules import refusal
from samspill.events import actions, rules
from samspill.events.choices import GatheringKind
from samspill.events.models import Gathering
from samspill.events.queries import planned_for
from samspill.initiatives.models import Initiative
from samspill.media.queries import plain_name
from samspill.programmes.models import Programme
from samspill.workspace.forms.gatherings import NewGatheringForm
from samspill.workspace.views.revising import Frame, Trail, answer, key_in

Owner = Initiative | Programme
MOST_LETTERS = 80
POSTED = ["GET", "HEAD", "POST"]


@open_to(Access.SIGNED_IN, to="events.plan")
@login_required
@require_http_methods(POSTED)
def of_initiative(request: PersonRequest, slug: str) -> HttpResponse:
    """List the gatherings of an initiative for those who plan them, drafts among them."""
    return _listed(request, _initiative(request, slug))


@open_to(Access.SIGNED_IN, to="events.plan")
@login_required
@require_http_methods(POSTED)
def of_programme(request: PersonRequest, slug: str) -> HttpResponse:
    """List the gatherings of a programme for those who plan them, drafts among them."""
    return _listed(request, _programme(request, slug))


@open_to(Access.SIGNED_IN, to="events.plan")
@login_required
@require_http_methods(POSTED)
def plan_for_initiative(request: PersonRequest, slug: str) -> HttpResponse:
    """Plan a gathering of an initiative, as a draft that those who run it see."""
    return _planned(request, _initiative(request, slug))


@open_to(Access.SIGNED_IN, to="events.plan")
@login_required
@require_http_methods(POSTED)
def plan_for_programme(request: PersonRequest, slug: str) -> HttpResponse:
    """Plan a gathering of a programme, as a draft that those who run it see."""
    return _planned(request, _programme(request, slug))


def _initiative(request: PersonRequest, slug: str) -> Initiative:
    """Find an initiative for which the person may plan gatherings.

    :raises Http404: there is none, or they may not.
    """
    shown = Initiative.objects.visible_to(request.user, at=clock.now())
    found: Initiative = get_object_or_404(shown, slug=slug)
    _planners_only(request, found)
    return found


def _programme(request: PersonRequest, slug: str) -> Programme:
    """Find a programme for which the person may plan gatherings.

    :raises Http404: there is none, or they may not.
    """
    shown = Programme.objects.visible_to(request.user, at=clock.now())
    found: Programme = get_object_or_404(shown, slug=slug)
    _planners_only(request, found)
    return found


def _planners_only(request: PersonRequest, owner: Owner) -> None:
    if refusal(rules.check_may, request.user, "events.plan", _draft_of(owner), at=clock.now()):
        raise Http404


def _draft_of(owner: Owner) -> Gathering:
    is_of_initiative = isinstance(owner, Initiative)
    return Gathering(**{"initiative" if is_of_initiative else "programme": owner})


def _listed(request: PersonRequest, owner: Owner) -> HttpResponse:
    taken = TakenAway.objects.visible_to([reference_to(owner)]).filter(
        kind=Gathering._meta.label_lower
    )
    wish, _colon, which = request.POST.get("do", "").partition(":")
    if wish == "back":
        kept = taken.filter(pk=key_in(which)).first()
        if kept is None:
            raise Http404
        return _put_back(request, owner, kept)
    page = {
        "owner": owner,
        "gatherings": planned_for(owner, at=clock.now()),
        "plan_url": address_of("plan_gathering", owner),
        "taken": list(taken.order_by("-taken_at", "-pk")),
        "trail": owner_trail(owner),
    }
    return render(request, "workspace/gatherings.html", page)


def _put_back(request: PersonRequest, owner: Owner, kept: TakenAway) -> HttpResponse:
    try:
        back = actions.put_gathering_back(owner, kept, by=request.user, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(address_of("gatherings", owner))
    messages.success(request, _("It has been put back."))
    return redirect("workspace:gathering", back.slug)


def _planned(request: PersonRequest, owner: Owner) -> HttpResponse:
    form = NewGatheringForm(
        request.POST if request.method == "POST" else None, row=_draft_of(owner)
    )

    def save() -> HttpResponse:
        said = form.said
        address = said["slug"] or plain_name(str(said["title"]))[:MOST_LETTERS].strip("-")
        if not address:
            raise NotPossible(_("Write a title with letters, or an address."))
        draft = actions.plan(
            owner,
            slug=address,
            kind=GatheringKind(said["kind"]),
            title=said["title"],
            when=said["when"],
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, _("A draft has been made. Only those who run it see it."))
        return redirect("workspace:gathering", draft.slug)

    here = _("Plan a gathering")
    frame = Frame(
        here=here,
        about=owner.title,
        trail=owner_trail(owner, here),
        cancel=address_of("gatherings", owner),
        intro=_("It begins as a draft. Everything can be changed later but its address."),
        button=_("Make a draft"),
    )
    return answer(request, form, frame, save)


def address_of(name: str, owner: Owner) -> str:
    kind = "initiative" if isinstance(owner, Initiative) else "programme"
    return reverse(f"workspace:{name}_of_{kind}", args=[owner.slug])


def owner_trail(owner: Owner, *more: str) -> Trail:
    trail: Trail = [
        (_("Initiatives"), reverse("portal:initiatives"))
        if isinstance(owner, Initiative)
        else (_("Programmes"), reverse("portal:programmes")),
        (owner.title, owner.get_absolute_url()),
        (_("Gatherings"), address_of("gatherings", owner) if more else ""),
    ]
    return [*trail, *((each, "") for each in more)]
