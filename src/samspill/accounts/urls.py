"""Addresses for signing in and out, under the names that django-allauth looks for."""

from django.urls import path

from samspill.accounts import views
from samspill.core.addresses import address

urlpatterns = [
    path(address("{sign-in}/"), views.request_code, name="account_request_login_code"),
    path(address("{sign-in}/"), views.request_code, name="account_login"),
    path(address("{sign-in}/{code}/"), views.confirm_code, name="account_confirm_login_code"),
    path(address("{sign-in}/{about}/"), views.no_sign_up, name="account_signup"),
    path(address("{sign-in}/{closed}/"), views.closed, name="account_inactive"),
    path(address("{sign-out}/"), views.sign_out, name="account_logout"),
]
