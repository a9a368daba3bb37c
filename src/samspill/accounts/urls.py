"""Addresses for signing in and out, and for looking after how one does.

Some have the names that django-allauth looks for. None of its own addresses is used.
"""

from django.urls import URLPattern, path

from samspill.accounts.views import entrance, providers, steps
from samspill.accounts.views.security import confirming, keys, overview, secrets
from samspill.core.addresses import address

_SECURITY = "{my-page}/{security}/"

urlpatterns = [
    path(address("{sign-in}/"), entrance.request_code, name="account_request_login_code"),
    path(address("{sign-in}/"), entrance.request_code, name="account_login"),
    path(address("{sign-in}/{code}/"), entrance.confirm_code, name="account_confirm_login_code"),
    path(address("{sign-in}/{password}/"), entrance.by_password, name="sign_in_by_password"),
    path(address("{sign-in}/{passkey}/"), steps.by_passkey, name="sign_in_by_passkey"),
    path(
        address("{sign-in}/{passkey}/{question}/"),
        steps.passkey_challenge,
        name="passkey_challenge",
    ),
    path(address("{sign-in}/{second-step}/"), steps.second_step, name="mfa_authenticate"),
    path(
        address("{sign-in}/{service}/<slug:provider>/"),
        providers.by_provider,
        name="sign_in_by_provider",
    ),
    path(address("{sign-in}/{about}/"), entrance.no_sign_up, name="account_signup"),
    path(address("{sign-in}/{closed}/"), entrance.closed, name="account_inactive"),
    path(address("{sign-out}/"), entrance.sign_out, name="account_logout"),
    path(address(_SECURITY), overview.overview, name="security"),
    path(address(_SECURITY + "{confirm}/"), confirming.confirm, name="security_confirm"),
    path(
        address(_SECURITY + "{second-step}/"),
        overview.second_step_needed,
        name="security_second_step",
    ),
    path(address(_SECURITY + "{app}/"), secrets.app, name="security_app"),
    path(address(_SECURITY + "{app}/{remove}/"), secrets.remove_app, name="security_remove_app"),
    path(
        address(_SECURITY + "{recovery-codes}/"),
        secrets.recovery_codes,
        name="security_recovery_codes",
    ),
    path(address(_SECURITY + "{password}/"), secrets.password, name="security_password"),
    path(
        address(_SECURITY + "{password}/{remove}/"),
        secrets.remove_password,
        name="security_remove_password",
    ),
    path(address(_SECURITY + "{passkey}/"), keys.add_passkey, name="security_add_passkey"),
    path(address(_SECURITY + "{passkey}/<int:pk>/"), keys.passkey, name="security_passkey"),
    path(
        address(_SECURITY + "{passkey}/<int:pk>/{remove}/"),
        keys.remove_passkey,
        name="security_remove_passkey",
    ),
    path(
        address(_SECURITY + "{service}/<slug:provider>/"),
        providers.connect,
        name="security_connect",
    ),
    path(
        address(_SECURITY + "{service}/<int:pk>/{remove}/"),
        overview.disconnect,
        name="security_disconnect",
    ),
    path(
        address(_SECURITY + "{sessions}/<int:pk>/{remove}/"),
        overview.end_session,
        name="security_end_session",
    ),
    path(
        address(_SECURITY + "{sessions}/{remove}/"),
        overview.end_other_sessions,
        name="security_end_other_sessions",
    ),
]

#: Addresses that are told to others once, and so are the same in every language.
plain_patterns: list[URLPattern] = [
    path("oidc/<slug:provider>/", providers.come_back, name="oidc_answer"),
    path("oidc/<slug:provider>/signed-out/", providers.signed_out_there, name="oidc_signed_out"),
    path(".well-known/change-password", overview.change_password, name="change_password"),
]
