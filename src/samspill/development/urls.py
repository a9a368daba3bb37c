"""Addresses of the pages that exist in development only."""

from django.urls import path

from samspill.development import views

app_name = "development"

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<slug:name>/", views.mail, name="mail"),
    path("inbox/<slug:name>/html/", views.mail_html, name="mail_html"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
]
