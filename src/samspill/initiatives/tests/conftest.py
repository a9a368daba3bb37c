"""What every test of initiatives starts from: the policy table."""

from samspill.core.policy import gather
from samspill.initiatives.policy import POLICY

gather(POLICY)
