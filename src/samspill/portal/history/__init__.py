"""History in words: what the audit trail says in references, told in the reader's language.

``words`` holds a sentence for each deed and a label for each thing that changes, ``names`` finds
what references stand for, as far as the reader may see it, and ``timeline`` puts both together. ``plain``
tells people what the trail holds about themselves.
"""

from samspill.portal.history.plain import TRAIL
from samspill.portal.history.timeline import Line, history_of, own_history, told

__all__ = ["TRAIL", "Line", "history_of", "own_history", "told"]
