"""What editors do with articles and guides."""

from samspill.editorial.actions.pieces import (
    About,
    add_old_address,
    add_version,
    change_about,
    create_piece,
)
from samspill.editorial.actions.publishing import publish, unschedule, withdraw
from samspill.editorial.actions.telling import (
    look_once_more,
    retell,
    stop,
    tell_of_those_whose_moment_has_come,
)
from samspill.editorial.actions.writing import bring_back, close, open_version, save_text

__all__ = [
    "About",
    "add_old_address",
    "add_version",
    "bring_back",
    "change_about",
    "close",
    "create_piece",
    "look_once_more",
    "open_version",
    "publish",
    "retell",
    "save_text",
    "stop",
    "tell_of_those_whose_moment_has_come",
    "unschedule",
    "withdraw",
]
