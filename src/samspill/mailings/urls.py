"""Addresses that the links in mails lead to."""

from django.urls import path

from samspill.core.addresses import address
from samspill.mailings.views import links, preferences

app_name = "mailings"
urlpatterns = [
    path(address("{follow}/{confirm}/<str:secret>/"), links.confirm, name="confirm"),
    path(
        address("{follow}/{preferences}/<str:secret>/"), preferences.preferences, name="preferences"
    ),
    path(address("{follow}/{unsubscribe}/<str:secret>/"), links.unsubscribe, name="unsubscribe"),
    path(
        address("{follow}/{unsubscribe}/{all}/<str:secret>/"),
        links.unsubscribe_all,
        name="unsubscribe_all",
    ),
    path(address("{follow}/{no-more-mail}/<str:secret>/"), links.silence, name="silence"),
]
