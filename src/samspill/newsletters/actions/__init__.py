"""What people do with newsletters. Each action is whole: rules, change, trail and e-mail."""

from samspill.newsletters.actions.sending import recall, send, send_trial
from samspill.newsletters.actions.writing import begin, revise, throw_away

__all__ = ["begin", "recall", "revise", "send", "send_trial", "throw_away"]
