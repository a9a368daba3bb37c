"""Pages with one fault each. The attacks must find every one of them, or they prove nothing."""

import re
import socket
import time

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from samspill.accounts.models import Person
from samspill.core.middleware import any_origin
from samspill.mailings.models import InterestList
from samspill.outbox.models import Wording
from samspill.urls import urlpatterns as site
from tests.attacks.hostile import LEADING


def proxy(request: HttpRequest) -> HttpResponse:
    """Believe a header that anybody can write."""
    return HttpResponse(request.headers.get("X-Forwarded-Host", ""))


def host(request: HttpRequest) -> HttpResponse:
    """Build a link from where the visitor says they come from."""
    return HttpResponse(f'<a href="{request.headers.get("Referer")}">', content_type="text/html")


def mail(request: HttpRequest) -> HttpResponse:
    """Write a host into what is kept to be sent."""
    link = request.headers.get("X-Forwarded-Host", "")
    Wording.objects.update(text=link)
    return HttpResponse("")


def _wish(request: HttpRequest) -> str:
    return next((request.GET[name] for name in LEADING if name in request.GET), "/")


def led(request: HttpRequest) -> HttpResponse:
    """Lead wherever one is told to."""
    wish = re.sub(r"[\r\n\x00]", "", _wish(request))
    return HttpResponse(status=302, headers={"Location": wish.encode().decode("latin-1")})


def half_led(request: HttpRequest) -> HttpResponse:
    """Lead where Python's own library sees no host."""
    wish = _wish(request)
    return led(request) if not wish.lower().strip().startswith(("//", "http")) else HttpResponse()


@csrf_exempt
@any_origin
def acts(request: HttpRequest) -> HttpResponse:
    """Do something, whoever's page has sent it."""
    if request.method != "GET":
        InterestList.objects.create(key=f"broken:{time.monotonic_ns()}", title={"nb": "x"})
    return HttpResponse("<form method='post'><input name='a'></form>")


def acts_on_get(request: HttpRequest) -> HttpResponse:
    """Do something when a page is only opened."""
    InterestList.objects.create(key=f"broken:{time.monotonic_ns()}", title={"nb": "x"})
    return HttpResponse("")


def crashes(request: HttpRequest, wish: str = "") -> HttpResponse:
    """Give the database whatever it is given."""
    asked = {**request.GET.dict(), **request.POST.dict()}
    for value in [wish, *asked.values()]:
        int("1" + "".join(filter(str.isdigit, value)))
        value.encode()
        if "\x00" in value:
            raise ValueError(value)
    return HttpResponse("")


def fails(request: HttpRequest) -> HttpResponse:
    """Take every word for a number."""
    return HttpResponse(sum(map(int, request.GET.values())))


def slow(request: HttpRequest) -> HttpResponse:
    """Work for a hundredth of a second on each letter."""
    letters = len(max(request.GET.values(), key=len, default=""))
    done_at = time.thread_time() + letters / 100
    while time.thread_time() < done_at:
        pass
    return HttpResponse("")


def calls(request: HttpRequest) -> HttpResponse:
    """Fetch what one is told to."""
    with socket.create_connection((_wish(request), 80), timeout=1):
        return HttpResponse("")


def cookie(request: HttpRequest) -> HttpResponse:
    """Follow a visitor about."""
    response = HttpResponse("<img src='https://zaehler.example/p.gif'>")
    response.set_cookie("visitor", "1")
    return response


def kept(request: HttpRequest) -> HttpResponse:
    """Let everybody keep what was made for one."""
    return HttpResponse(str(request.user), headers={"Cache-Control": "public, max-age=600"})


def fixed(request: HttpRequest) -> HttpResponse:
    """Sign somebody in without a new session."""
    person = Person.objects.latest("pk")
    request.session[SESSION_KEY] = str(person.pk)
    return HttpResponse("")


BROKEN = {
    "proxy": proxy,
    "host": host,
    "mail": mail,
    "led": led,
    "half-led": half_led,
    "acts": acts,
    "acts-on-get": acts_on_get,
    "crashes": crashes,
    "fails": fails,
    "slow": slow,
    "calls": calls,
    "cookie": cookie,
    "kept": kept,
    "fixed": fixed,
}
urlpatterns = [
    *site,
    *(path(f"broken/{name}/", view, name=name) for name, view in BROKEN.items()),
    path("broken/crashes/<path:wish>/", crashes),
]
