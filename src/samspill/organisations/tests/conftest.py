"""What every test of organisations starts from: the policy table."""

from samspill.core.policy import gather
from samspill.organisations.policy import POLICY

gather(POLICY)
