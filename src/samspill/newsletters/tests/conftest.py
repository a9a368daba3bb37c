"""The policy table, with the rows that these tests ask for."""

from samspill.core.policy import gather
from samspill.newsletters.policy import POLICY

gather(POLICY)
