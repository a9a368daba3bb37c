"""The site's addresses with those of development."""

from django.urls import include, path

from samspill.urls import urlpatterns as site

urlpatterns = [*site, path("development/", include("samspill.development.urls"))]
