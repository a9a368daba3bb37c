"""One address, so that calendars can be written without the pages above this app."""

from django.http import HttpResponse
from django.urls import include, path

page = path("gatherings/<slug:slug>/", lambda _request, _slug: HttpResponse(), name="gathering")

urlpatterns = [path("", include(([page], "portal")))]
