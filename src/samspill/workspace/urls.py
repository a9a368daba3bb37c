"""Addresses of the workspace, in the language of their prefix."""

from django.urls import path

from samspill.core.addresses import address
from samspill.workspace.views import (
    board,
    gatherings,
    importing,
    initiatives,
    making,
    organisations,
    planning,
    programmes,
    register,
    rows,
    shares,
)
from samspill.workspace.views.kinds import KINDS

app_name = "workspace"

_REGISTER = "{my-page}/{register}/"
_IMPORT = "{my-page}/{register}/{import}/"
_PROGRAMME = "{programmes}/<slug:slug>/{edit}/"
_GATHERING = "{gatherings}/<slug:slug>/{edit}/"
_ONE_IMPORT = "{my-page}/{register}/{import}/<int:pk>/"

urlpatterns = [
    path(address("{my-page}/{board}/"), board.board, name="board"),
    path(address("{my-page}/{board}/samspill.xlsx"), board.board_as_xlsx, name="board_as_xlsx"),
    path(address("{my-page}/{board}/samspill.csv"), board.board_as_csv, name="board_as_csv"),
    path(address(_REGISTER), register.register, name="register"),
    path(address(f"{_REGISTER}samspill.xlsx"), register.register_as_xlsx, name="register_as_xlsx"),
    path(address(f"{_REGISTER}samspill.csv"), register.register_as_csv, name="register_as_csv"),
    path(address(f"{_REGISTER}{{add}}/"), organisations.add, name="add_organisation"),
    path(
        address("{organisations}/<slug:slug>/{edit}/"), organisations.edit, name="edit_organisation"
    ),
    path(address(_IMPORT), importing.begin_import, name="begin_import"),
    path(address(f"{_IMPORT}samspill.xlsx"), importing.template, name="import_template"),
    path(address(_ONE_IMPORT), importing.import_, name="import"),
    path(address(f"{_ONE_IMPORT}{{faulty}}.xlsx"), importing.faulty, name="faulty_rows"),
    path(address(f"{_ONE_IMPORT}{{undo}}/"), importing.undo, name="undo_import"),
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
    *[
        each
        for kind, word, listed, planned in (
            (
                "initiative",
                "{initiatives}",
                planning.of_initiative,
                planning.plan_for_initiative,
            ),
            ("programme", "{programmes}", planning.of_programme, planning.plan_for_programme),
        )
        for base in (f"{word}/<slug:slug>/{{gatherings}}/",)
        for each in (
            path(address(base), listed, name=f"gatherings_of_{kind}"),
            path(address(f"{base}{{add}}/"), planned, name=f"plan_gathering_of_{kind}"),
        )
    ],
    path(address(_GATHERING), gatherings.gathering, name="gathering"),
    path(address(f"{_GATHERING}{{facts}}/"), gatherings.describe, name="describe_gathering"),
    path(address(f"{_GATHERING}{{time}}/"), gatherings.move, name="move_gathering"),
    path(address(f"{_GATHERING}{{cancel}}/"), gatherings.cancel, name="cancel_gathering"),
    path(address("{programmes}/<slug:slug>/{new-part}/"), programmes.new_part, name="new_part"),
    path(address(_PROGRAMME), programmes.edit, name="edit_programme"),
    path(address(f"{_PROGRAMME}{{facts}}/"), programmes.facts, name="edit_programme_facts"),
    path(address(f"{_PROGRAMME}{{texts}}/"), programmes.texts, name="edit_programme_texts"),
    *[
        each
        for share in (shares.OWNERS, shares.PARTNERS)
        for base in (f"{_PROGRAMME}{{{share.word}}}/",)
        for each in (
            path(address(base), shares.list_of(share), name=f"edit_{share.word}"),
            path(address(f"{base}<int:pk>/"), shares.moving(share), name=f"move_{share.word}"),
        )
    ],
]
