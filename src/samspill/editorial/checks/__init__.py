"""What an editor is asked to look at once more. Nothing here forbids anything."""

from samspill.editorial.checks.links import dead_links, leads_somewhere
from samspill.editorial.checks.readiness import OpenPoint, open_points
from samspill.editorial.checks.remarks import Remark, remarks_on

__all__ = ["OpenPoint", "Remark", "dead_links", "leads_somewhere", "open_points", "remarks_on"]
