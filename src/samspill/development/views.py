"""Pages that exist in development only: the local inbox, and sample people to sign in as."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from samspill.accounts.actions import signed_in
from samspill.accounts.choices import Means
from samspill.accounts.http import browser_of
from samspill.accounts.models import Person
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.network import network_of
from samspill.development import inbox as letters
from samspill.development.queries import sample_people

#: Nothing of a mail may run or load: it is somebody's words, shown inside a page. A link that is
#: pressed leads the whole window there, as in a mail program.
MAIL_POLICY = "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src 'none'"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to(Access.DEVELOPMENT, to="development.look")
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List the mail that has been sent, the newest first."""
    return render(request, "development/inbox.html", {"mails": letters.mails()})


@open_to(Access.DEVELOPMENT, to="development.look")
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show a mail: its text with working links, its HTML in a frame, its headers."""
    return render(request, "development/mail.html", {"mail": _mail(name)})


@open_to(Access.DEVELOPMENT, to="development.look")
@require_safe
@xframe_options_sameorigin
def mail_html(_request: HttpRequest, name: str) -> HttpResponse:
    """Give a mail's HTML part as it was sent, in a page that can do nothing."""
    html = _mail(name).html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": MAIL_POLICY})


@open_to(Access.DEVELOPMENT, to="development.look")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List one person for each role."""
    return render(request, "development/people.html", {"people": sample_people(clock.today())})


@open_to(Access.DEVELOPMENT, to="development.look")
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to sign in as somebody, and do so."""
    somebody = get_object_or_404(Person, pk=pk, is_active=True)
    if request.method == "POST":
        login(request, somebody, backend=BACKEND)
        _note(request, somebody)
        with override(somebody.language):
            return redirect(reverse("portal:front"))
    held = somebody.roles.current(clock.today()).select_related("organisation").order_by("pk")
    return render(request, "development/person.html", {"somebody": somebody, "roles": held})


def _note(request: HttpRequest, somebody: Person) -> None:
    """Let somebody see where they are signed in, as if they had written a code."""
    browser, system = browser_of(request)
    signed_in(
        somebody,
        key=request.session.session_key or "",
        means=Means.CODE,
        browser=browser,
        system=system,
        network=network_of(request),
        at=clock.now(),
    )


def _mail(name: str) -> letters.Mail:
    """Find a mail.

    :raises Http404: there is none of that name.
    """
    if (found := letters.find(name)) is None:
        raise Http404
    return found
