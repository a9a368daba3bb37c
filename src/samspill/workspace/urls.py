"""Addresses of the workspace, in the language of their prefix."""

from django.urls import path

from samspill.core.addresses import address
from samspill.workspace.views import board

app_name = "workspace"

urlpatterns = [
    path(address("{my-page}/{board}/"), board.board, name="board"),
    path(address("{my-page}/{board}/samspill.xlsx"), board.board_as_xlsx, name="board_as_xlsx"),
    path(address("{my-page}/{board}/samspill.csv"), board.board_as_csv, name="board_as_csv"),
]
