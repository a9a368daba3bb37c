"""Addresses that the links in mails lead to."""

from django.urls import path

from samspill.core.addresses import address
from samspill.mailings import views

app_name = "mailings"
urlpatterns = [
    path(address("{follow}/{confirm}/<str:secret>/"), views.confirm, name="confirm"),
    path(address("{follow}/{preferences}/<str:secret>/"), views.preferences, name="preferences"),
    path(address("{follow}/{unsubscribe}/<str:secret>/"), views.unsubscribe, name="unsubscribe"),
    path(address("{follow}/{no-more-mail}/<str:secret>/"), views.silence, name="silence"),
]
