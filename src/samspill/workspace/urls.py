"""Addresses of the workspace, in the language of their prefix."""

from django.urls import path

from samspill.core.addresses import address
from samspill.workspace.views import board, initiatives, making, rows
from samspill.workspace.views.kinds import KINDS

app_name = "workspace"

urlpatterns = [
    path(address("{my-page}/{board}/"), board.board, name="board"),
    path(address("{my-page}/{board}/samspill.xlsx"), board.board_as_xlsx, name="board_as_xlsx"),
    path(address("{my-page}/{board}/samspill.csv"), board.board_as_csv, name="board_as_csv"),
    path(address("{programmes}/<slug:slug>/{new-initiative}/"), making.new, name="new_initiative"),
    path(address("{initiatives}/<slug:slug>/{edit}/"), making.edit, name="edit"),
    path(
        address("{initiatives}/<slug:slug>/{edit}/{facts}/"), initiatives.facts, name="edit_facts"
    ),
    path(
        address("{initiatives}/<slug:slug>/{edit}/{texts}/"), initiatives.texts, name="edit_texts"
    ),
    *[
        each
        for kind in KINDS
        for base in (f"{{initiatives}}/<slug:slug>/{{edit}}/{{{kind.word}}}/",)
        for each in (
            path(address(base), rows.list_of(kind), name=f"edit_{kind.word}"),
            path(address(f"{base}{{add}}/"), rows.adding(kind), name=f"add_{kind.name}"),
            path(address(f"{base}<int:pk>/"), rows.changing(kind), name=f"edit_{kind.name}"),
        )
    ],
]
