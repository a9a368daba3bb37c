"""What every test of programmes starts from: the policy table."""

from samspill.core.policy import gather
from samspill.programmes.policy import POLICY

gather(POLICY)
