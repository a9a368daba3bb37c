"""Note which sessions are in use."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from samspill.accounts.actions import seen
from samspill.accounts.http import SEEN
from samspill.accounts.oidc.configuration import providers
from samspill.core import clock
from samspill.core.network import network_of

#: A session is noted this often at most, so that reading costs no writing.
OFTEN = timedelta(minutes=5)
Next = Callable[[HttpRequest], HttpResponse]


class SessionsSeen:
    """Note now and then when and from where a session was last used.

    :raises ImproperlyConfigured: the sign-in services are not set up as they must be.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        providers()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now, last = clock.now(), request.session.get(SEEN)
            if last is not None and now.timestamp() - last > OFTEN.total_seconds():
                request.session[SEEN] = now.timestamp()
                seen(request.session.session_key or "", network=network_of(request), at=now)
        return self.get_response(request)
