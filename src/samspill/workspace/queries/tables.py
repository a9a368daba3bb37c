"""A board as a table for spreadsheets."""

from django.utils.translation import gettext as _

from samspill.core.sheets import Rows
from samspill.workspace.queries.board import Board, BoardCard
from samspill.workspace.queries.notes import in_words


def table(board: Board) -> Rows:
    """Write what is shown as rows, the first as their head: each initiative once."""
    head = [
        _("Title"),
        _("Status"),
        _("Programme"),
        _("Place"),
        _("Responsible"),
        _("Step"),
        _("Time of the step"),
        _("Next gathering"),
        _("What is late"),
        _("What waits"),
    ]
    shown = {id(card): card for column in board.columns for card in column.cards}
    return [head, *(_row(card) for card in shown.values())]


def _row(card: BoardCard) -> list[str]:
    step = card.step.step if card.step else None
    time = card.step.time if card.step else None
    programme = card.card.programme
    return [
        str(card.initiative.title),
        str(card.card.status.label),
        str(programme.title) if programme else "",
        ", ".join(str(each) for each in card.where),
        ", ".join(each.role.shown_name for each in card.responsible),
        str(step.title) if step else "",
        in_words(time) if time else "",
        in_words(card.gathering.gathering.when) if card.gathering else "",
        " ".join(each.sentence for each in card.late),
        " ".join(each.sentence for each in card.waiting),
    ]
