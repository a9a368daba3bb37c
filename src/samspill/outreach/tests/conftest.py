"""The policy table, with the rows that these tests ask for."""

from samspill.core.policy import gather
from samspill.initiatives.policy import POLICY as INITIATIVES
from samspill.outreach.policy import POLICY

gather([*INITIATIVES, *POLICY])
