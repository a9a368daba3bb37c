"""What people do with newsletters. Each action is whole: rules, change, trail and e-mail."""

from samspill.newsletters.actions.sending import look_once_more, recall, retell, send, send_trial
from samspill.newsletters.actions.writing import begin, revise, throw_away

__all__ = [
    "begin",
    "look_once_more",
    "recall",
    "retell",
    "revise",
    "send",
    "send_trial",
    "throw_away",
]
