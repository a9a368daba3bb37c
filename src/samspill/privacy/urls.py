"""Addresses of the pages about one's own personal data."""

from django.urls import path

from samspill.core.addresses import address
from samspill.privacy import views

app_name = "privacy"

urlpatterns = [
    path(address("{my-page}/{my-data}/"), views.my_data, name="my_data"),
    path(address("{my-page}/{my-data}/samspill.json"), views.my_data_file, name="my_data_file"),
    path(address("{my-page}/{my-data}/{erase}/"), views.erase_me, name="erase_me"),
    path(address("{my-data}/{erased}/"), views.erased, name="erased"),
]
