"""What people do with gatherings. Each action is whole: rules, change, trail, and who is told."""

from samspill.events.actions.changing import look_once_more, retell, revise_gathering
from samspill.events.actions.drafts import put_gathering_back, take_gathering_away
from samspill.events.actions.planning import cancel, move, plan, publish

__all__ = [
    "cancel",
    "look_once_more",
    "move",
    "plan",
    "publish",
    "put_gathering_back",
    "retell",
    "revise_gathering",
    "take_gathering_away",
]
