"""What every test of events starts from: the policy table."""

from samspill.core.policy import gather
from samspill.events.policy import POLICY

gather(POLICY)
