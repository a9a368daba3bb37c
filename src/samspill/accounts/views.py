"""Pages for signing in and out. django-allauth does the work; only what is needed has an address."""

from allauth.account import views as allauth
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from samspill.core.access import Access, open_to


@open_to(Access.PUBLIC, to="accounts.sign_in")
@require_http_methods(["GET", "HEAD", "POST"])
def request_code(request: HttpRequest) -> HttpResponseBase:
    """Ask for an address and send a code to it, or word that there is no account."""
    return _shown(allauth.request_login_code(request))


@open_to(Access.PUBLIC, to="accounts.sign_in")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_code(request: HttpRequest) -> HttpResponseBase:
    """Take the code and sign its owner in."""
    return _shown(allauth.confirm_login_code(request))


@open_to(Access.PUBLIC, to="accounts.sign_out")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Sign out when the button is pressed; opening the page only asks."""
    return _shown(allauth.logout(request))


@open_to(Access.PUBLIC, to="accounts.sign_in")
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Tell that an account has been closed."""
    return render(request, "account/account_inactive.html", status=403)


@open_to(Access.PUBLIC, to="accounts.sign_in")
@require_safe
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Tell how one gets an account, since nobody can make one on their own."""
    return render(request, "account/signup_closed.html")


def _shown(response: HttpResponseBase) -> HttpResponseBase:
    """Answer a form that is not right with 422, as all our pages do."""
    form = (getattr(response, "context_data", None) or {}).get("form")
    if form is not None and form.errors:
        response.status_code = 422
    return response
