"""Each step with what has come in: a page with a form, and a press that does it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.outreach import actions
from samspill.outreach.forms import (
    AnswerForm,
    AssignForm,
    BeginForm,
    CloseForm,
    ShareForm,
    StepForm,
)
from samspill.outreach.models import Contribution
from samspill.outreach.queries import candidates
from samspill.outreach.views.finding import contribution_for
from samspill.outreach.views.trails import inbox_trail


def _step(
    request: PersonRequest,
    found: Contribution,
    form: StepForm,
    perform: Callable[[Any], HttpResponse],
    **words: str,
) -> HttpResponse:
    """Show the form of a step, or take the step; what was typed stays where it cannot be taken."""
    if request.method == "POST" and form.is_valid():
        try:
            return perform(form)
        except DomainError as error:
            form.add_error(None, str(error))
            # Whoever presses again has seen how it stands now.
            sent = request.POST.copy()
            sent["revision"] = str(found.revision)
            form.data = sent
    page = {
        "contribution": found,
        "form": form,
        **words,
        "is_late": found.is_late(clock.today()),
        "trail": inbox_trail(found, words["here"]),
    }
    return render(request, "outreach/step.html", page, status=422 if form.errors else 200)


def _made(
    request: PersonRequest, kind: type[StepForm], found: Contribution, **more: Any
) -> StepForm:
    initial = {"revision": found.revision, **more.pop("initial", {})}
    return kind(request.POST if request.method == "POST" else None, initial=initial, **more)


def _done(request: PersonRequest, found: Contribution, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(found)


@open_to(Access.SIGNED_IN, to="outreach.assign")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: PersonRequest, pk: int) -> HttpResponse:
    """Give it to somebody."""
    found = contribution_for(request, pk, to="outreach.assign")
    others = candidates(found, at=clock.now())
    form = _made(request, AssignForm, found, others=others, initial={"role": found.responsible_id})

    def perform(sent: AssignForm) -> HttpResponse:
        actions.assign(found, sent.chosen, revision=sent.seen, by=request.user, at=clock.now())
        said = _("%(name)s takes care of it now.") % {"name": sent.chosen.person.name}
        return _done(request, found, said)

    return _step(
        request, found, form, perform, here=_("Give it to somebody"), button=_("Give it to them")
    )


@open_to(Access.SIGNED_IN, to="outreach.answer")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Answer whoever sent it."""
    found = contribution_for(request, pk, to="outreach.answer")

    def perform(sent: AnswerForm) -> HttpResponse:
        text = sent.cleaned_data["answer"]
        actions.answer(found, text, revision=sent.seen, by=request.user, at=clock.now())
        return _done(request, found, _("The answer is on its way by e-mail."))

    form = _made(request, AnswerForm, found)
    return _step(request, found, form, perform, here=_("Answer"), button=_("Send the answer"))


@open_to(Access.SIGNED_IN, to="outreach.close")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Put it away without an answer."""
    found = contribution_for(request, pk, to="outreach.close")

    def perform(sent: CloseForm) -> HttpResponse:
        reason = sent.cleaned_data["reason"]
        actions.close(found, reason, revision=sent.seen, by=request.user, at=clock.now())
        return _done(request, found, _("It has been closed. You can take it up again."))

    form = _made(request, CloseForm, found)
    return _step(
        request, found, form, perform, here=_("Close without an answer"), button=_("Close it")
    )


@open_to(Access.SIGNED_IN, to="outreach.close")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Take up again what was closed."""
    found = contribution_for(request, pk, to="outreach.close")

    def perform(sent: StepForm) -> HttpResponse:
        actions.reopen(found, revision=sent.seen, by=request.user, at=clock.now())
        return _done(request, found, _("It waits for an answer again."))

    form = _made(request, StepForm, found)
    return _step(request, found, form, perform, here=_("Take it up again"), button=_("Open it"))


@open_to(Access.SIGNED_IN, to="outreach.share_answer")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the question with its answer to everybody."""
    found = contribution_for(request, pk, to="outreach.share_answer")

    def perform(sent: ShareForm) -> HttpResponse:
        actions.share_answer(
            found,
            question=sent.cleaned_data["question"],
            answer=sent.cleaned_data["answer"],
            revision=sent.seen,
            by=request.user,
            at=clock.now(),
        )
        return _done(request, found, _("Everybody can read it on the page of the initiative now."))

    shared = getattr(found, "shared_answer", None)
    written = (
        {"question": str(shared.question), "answer": str(shared.answer)}
        if shared
        else {"question": found.text, "answer": found.answer}
    )
    form = _made(request, ShareForm, found, initial=written)
    return _step(
        request,
        found,
        form,
        perform,
        here=_("Show the answer to everybody"),
        button=_("Show it on the page"),
        note=_("It stands on the page of the initiative, without a word of who asked."),
    )


@open_to(Access.SIGNED_IN, to="outreach.share_answer")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the question with its answer down from the initiative's page."""
    found = contribution_for(request, pk, to="outreach.share_answer")

    def perform(sent: StepForm) -> HttpResponse:
        actions.withdraw_answer(found, revision=sent.seen, by=request.user, at=clock.now())
        return _done(request, found, _("It no longer stands on the page. It can be shown again."))

    form = _made(request, StepForm, found)
    return _step(
        request, found, form, perform, here=_("Take the answer down"), button=_("Take it down")
    )


@open_to(Access.SIGNED_IN, to="outreach.begin_initiative")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin an initiative from a proposal."""
    found = contribution_for(request, pk, to="outreach.begin_initiative")

    def perform(sent: forms.Form) -> HttpResponse:
        begun = actions.begin_initiative(
            found,
            title=sent.cleaned_data["title"],
            slug=sent.cleaned_data["slug"],
            revision=sent.cleaned_data["revision"] or 0,
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, _("A draft has been made. Only those who run it see it."))
        return redirect(begun)

    form = _made(request, BeginForm, found)
    return _step(
        request,
        found,
        form,
        perform,
        here=_("Begin an initiative from it"),
        button=_("Make a draft"),
        note=_("The draft is a possible initiative of the programme, and remembers the proposal."),
    )
