"""What people do with interest lists. Each action is whole: rules, change, trail and e-mail."""

from samspill.mailings.actions.digests import choose_rhythm, pause, resume, write_digests
from samspill.mailings.actions.following import ask, ask_of, confirm, confirm_pending
from samspill.mailings.actions.forgetting import (
    forget_consents,
    forget_departed,
    forget_unconfirmed,
)
from samspill.mailings.actions.importing import ListedRow, RowReport, import_followers
from samspill.mailings.actions.leaving import (
    end,
    end_all,
    erase,
    erase_address,
    silence,
    stop,
    unsilence,
)
from samspill.mailings.actions.lists import choose_language, close_list, open_list, rename_list
from samspill.mailings.actions.sendings import (
    begin,
    begin_due,
    keep_reports,
    recall_sending,
    send_test,
    send_to_lists,
    tell_unless_stopped,
)
from samspill.mailings.actions.telling import recall, tell
from samspill.mailings.actions.updates import (
    announce,
    draft_again,
    draft_update,
    recall_update,
    revise_update,
    send_test_of_update,
    withdraw_draft,
)

__all__ = [
    "ListedRow",
    "RowReport",
    "announce",
    "ask",
    "ask_of",
    "begin",
    "begin_due",
    "choose_language",
    "choose_rhythm",
    "close_list",
    "confirm",
    "confirm_pending",
    "draft_again",
    "draft_update",
    "end",
    "end_all",
    "erase",
    "erase_address",
    "forget_consents",
    "forget_departed",
    "forget_unconfirmed",
    "import_followers",
    "keep_reports",
    "open_list",
    "pause",
    "recall",
    "recall_sending",
    "recall_update",
    "rename_list",
    "resume",
    "revise_update",
    "send_test",
    "send_test_of_update",
    "send_to_lists",
    "silence",
    "stop",
    "tell",
    "tell_unless_stopped",
    "unsilence",
    "withdraw_draft",
    "write_digests",
]
