"""What people do in outreach. Each action is whole: rules, change, trail and e-mail."""

from samspill.outreach.actions.answering import answer, close, reopen
from samspill.outreach.actions.contributing import contribute, forget_contributions
from samspill.outreach.actions.handing_on import assign, begin_initiative
from samspill.outreach.actions.sharing import share_answer, withdraw_answer

__all__ = [
    "answer",
    "assign",
    "begin_initiative",
    "close",
    "contribute",
    "forget_contributions",
    "reopen",
    "share_answer",
    "withdraw_answer",
]
