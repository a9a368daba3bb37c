"""Addresses of outreach, in the language of their prefix."""

from django.urls import path

from samspill.core.addresses import address
from samspill.outreach.views import contributing, inbox, steps

app_name = "outreach"

_TO_PROGRAMME = "{programmes}/<slug:slug>/{contribute}/"
_TO_INITIATIVE = "{initiatives}/<slug:slug>/{contribute}/"
_ONE = "{inbox}/<int:pk>/"

urlpatterns = [
    path(address(_TO_PROGRAMME), contributing.to_programme, name="contribute"),
    path(address(f"{_TO_PROGRAMME}ok/"), contributing.received, name="received"),
    path(address(_TO_INITIATIVE), contributing.to_initiative, name="contribute_to_initiative"),
    path(
        address(f"{_TO_INITIATIVE}ok/"),
        contributing.received_on_initiative,
        name="received_on_initiative",
    ),
    path(address("{inbox}/"), inbox.inbox, name="inbox"),
    path(
        address("{inbox}/samspill.xlsx"),
        inbox.inbox_as_file,
        {"wanted": "xlsx"},
        name="inbox_as_xlsx",
    ),
    path(
        address("{inbox}/samspill.csv"),
        inbox.inbox_as_file,
        {"wanted": "csv"},
        name="inbox_as_csv",
    ),
    path(address(_ONE), inbox.contribution, name="contribution"),
    path(address(f"{_ONE}{{assign}}/"), steps.assign, name="assign"),
    path(address(f"{_ONE}{{answer}}/"), steps.answer, name="answer"),
    path(address(f"{_ONE}{{close}}/"), steps.close, name="close"),
    path(address(f"{_ONE}{{undo}}/"), steps.reopen, name="reopen"),
    path(address(f"{_ONE}{{share}}/"), steps.share, name="share"),
    path(address(f"{_ONE}{{share}}/{{undo}}/"), steps.withdraw, name="withdraw"),
    path(address(f"{_ONE}{{begin}}/"), steps.begin, name="begin"),
]
