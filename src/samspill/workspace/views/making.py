"""Beginning an initiative, and the page from which all of it is changed, checked and published."""

from django.conf import settings
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
from samspill.editorial.checks import open_points
from samspill.initiatives import actions, rules
from samspill.initiatives.choices import Scope
from samspill.initiatives.models import Initiative
from samspill.media.queries import plain_name
from samspill.programmes.models import Programme
from samspill.workspace.forms.initiatives import NewInitiativeForm
from samspill.workspace.queries.making import programmes_to_begin_in
from samspill.workspace.views.finding import initiative_for
from samspill.workspace.views.kinds import KINDS
from samspill.workspace.views.revising import Frame, answer, key_in
from samspill.workspace.views.trails import initiative_trail

MOST_LETTERS = 80
TAKE_AWAY = "initiatives.take_away"


@open_to(Access.SIGNED_IN, to="initiatives.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Lead to everything that can be changed, say what is missing, and publish."""
    initiative = initiative_for(request, slug, to="initiatives.edit")
    now = clock.now()
    trouble = ""
    if request.method == "POST":
        try:
            return _press(request, initiative)
        except DomainError as error:
            trouble = str(error)
    points = open_points(initiative, at=now)
    allowed = rules.allowed_to(
        request.user,
        [*{each.action for each in KINDS}, "initiatives.publish", TAKE_AWAY],
        initiative,
        at=now,
    )
    page = {
        "initiative": initiative,
        "points": points,
        "is_forbidden": any(each.forbids for each in points),
        "may_take_away": TAKE_AWAY in allowed,
        "may_publish": "initiatives.publish" in allowed,
        "lists": [
            (each, reverse(f"workspace:edit_{each.word}", args=[slug]))
            for each in KINDS
            if each.action in allowed
        ],
        "trouble": trouble,
        "trail": initiative_trail(initiative),
    }
    return render(request, "workspace/initiative.html", page, status=422 if trouble else 200)


def _press(request: PersonRequest, initiative: Initiative) -> HttpResponse:
    """Publish a draft, or take it away."""
    now = clock.now()
    if request.POST.get("do") == "away":
        programme = initiative.programme
        kept = actions.take_draft_away(initiative, by=request.user, at=now)
        said = _("“%(title)s” has been taken away. It can be put back for 30 days.")
        messages.success(request, said % {"title": kept.title})
        return redirect("workspace:new_initiative", programme.slug if programme else "")
    actions.publish(initiative, by=request.user, at=now)
    messages.success(request, _("The initiative has been published."))
    return redirect(initiative)


@open_to(Access.SIGNED_IN, to="initiatives.create")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest, slug: str) -> HttpResponse:
    """Begin an initiative in a programme, as a draft that those who run it see."""
    programme = get_object_or_404(
        programmes_to_begin_in(request.user, at=clock.now()).select_related("host"), slug=slug
    )
    sent = request.POST if request.method == "POST" else None
    form = NewInitiativeForm(sent, row=Initiative(programme=programme))
    form.initial["scope"] = programme.level
    taken = TakenAway.objects.visible_to([reference_to(programme)])
    drafts = taken.filter(kind=Initiative._meta.label_lower).order_by("-taken_at", "-pk")

    def save() -> HttpResponse:
        return _begin(request, programme, form)

    here = _("New initiative")
    frame = Frame(
        here=here,
        about=programme.title,
        trail=[
            (_("Programmes"), reverse("portal:programmes")),
            (programme.title, programme.get_absolute_url()),
            (here, ""),
        ],
        cancel=programme.get_absolute_url(),
        intro=_("It begins as a draft. Everything can be changed later but its address."),
        button=_("Make a draft"),
        template="workspace/new_initiative.html",
        more={"taken": list(drafts)},
    )
    wish, _colon, which = request.POST.get("do", "").partition(":")
    if wish == "back":
        kept = drafts.filter(pk=key_in(which)).first()
        if kept is None:
            raise Http404
        return _put_back(request, programme, kept)
    return answer(request, form, frame, save)


def _begin(request: PersonRequest, programme: Programme, form: NewInitiativeForm) -> HttpResponse:
    said = form.said
    address = said["slug"] or plain_name(str(said["title"]))[:MOST_LETTERS].strip("-")
    if not address:
        raise NotPossible(_("Write a title with letters, or an address."))
    begun = actions.create_initiative(
        slug=address,
        title=said["title"],
        scope=Scope(said["scope"]),
        controller=str(programme.host.name) if programme.host else settings.SITE_NAME,
        programme=programme,
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, _("A draft has been made. Only those who run it see it."))
    return redirect("workspace:edit", begun.slug)


def _put_back(request: PersonRequest, programme: Programme, kept: TakenAway) -> HttpResponse:
    try:
        draft = actions.put_draft_back(programme, kept, by=request.user, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("workspace:new_initiative", programme.slug)
    messages.success(request, _("It has been put back."))
    return redirect("workspace:edit", draft.slug)
