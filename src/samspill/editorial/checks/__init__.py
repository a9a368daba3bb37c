"""What an editor is asked to look at once more. Nothing here forbids anything."""

from samspill.editorial.checks.links import dead_links
from samspill.editorial.checks.remarks import Remark, remarks_on

__all__ = ["Remark", "dead_links", "remarks_on"]
