"""What people do with initiatives. Each action is whole: rules, change, trail and e-mail."""

from samspill.initiatives.actions.coordinators import name_coordinator
from samspill.initiatives.actions.copying import copy_as_template
from samspill.initiatives.actions.drafts import put_draft_back, take_draft_away
from samspill.initiatives.actions.followers import export_followers
from samspill.initiatives.actions.group import join, leave
from samspill.initiatives.actions.life import (
    change_status,
    create_initiative,
    publish,
    record_step_done,
    rename,
    skip_step,
)
from samspill.initiatives.actions.parties import add_party, revise_party
from samspill.initiatives.actions.retelling import retell_initiatives, retell_updates
from samspill.initiatives.actions.revising import revise_initiative
from samspill.initiatives.actions.rows import (
    add_row,
    move_row,
    put_row_back,
    revise_row,
    take_row_away,
)
from samspill.initiatives.actions.updates import (
    draft_update,
    look_once_more,
    publish_update,
    recall_update,
    revise_update,
    send_test_of_update,
)

__all__ = [
    "add_party",
    "add_row",
    "change_status",
    "copy_as_template",
    "create_initiative",
    "draft_update",
    "export_followers",
    "join",
    "leave",
    "look_once_more",
    "move_row",
    "name_coordinator",
    "publish",
    "publish_update",
    "put_draft_back",
    "put_row_back",
    "recall_update",
    "record_step_done",
    "rename",
    "retell_initiatives",
    "retell_updates",
    "revise_initiative",
    "revise_party",
    "revise_row",
    "revise_update",
    "send_test_of_update",
    "skip_step",
    "take_draft_away",
    "take_row_away",
]
