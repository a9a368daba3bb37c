"""What is true of every page (stub)."""
from collections.abc import Callable
from django.http import HttpRequest, HttpResponse
Next = Callable[[HttpRequest], HttpResponse]


def PublicPages(get_response: Next) -> Next:
    return get_response


def SameOrigin(get_response: Next) -> Next:
    return get_response


from django.middleware.locale import LocaleMiddleware as SiteLocale
