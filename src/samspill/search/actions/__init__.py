"""Keeping the index: called by the actions of the apps, in their transactions."""

from samspill.search.actions.keeping import put, put_in_turn, remove, remove_others
from samspill.search.actions.rebuilding import rebuild

__all__ = ["put", "put_in_turn", "rebuild", "remove", "remove_others"]
