"""Addresses of the pages on which organisations look after their people."""

from django.urls import path

from samspill.core.addresses import address
from samspill.organisations.views import acting, invitations, people, second

app_name = "organisations"

urlpatterns = [
    path(address("{my-page}/{role}/"), acting.act_for, name="act_for"),
    path(address("{my-page}/{role}/<int:pk>/{end}/"), acting.leave, name="leave"),
    path(address("{organisations}/<slug:slug>/{people}/"), people.people, name="people"),
    path(address("{organisations}/<slug:slug>/{people}/{invite}/"), people.invite, name="invite"),
    path(
        address("{organisations}/<slug:slug>/{people}/{invite}/<int:pk>/"),
        people.change_invitation,
        name="change_invitation",
    ),
    path(
        address("{organisations}/<slug:slug>/{people}/<int:pk>/{end}/"), people.end, name="end_role"
    ),
    path(address("{people}/{confirm}/"), second.second_person, name="second_person"),
    path(address("{invitation}/<str:secret>/"), invitations.invitation, name="invitation"),
]
