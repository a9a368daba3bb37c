"""What every test of searching across the apps starts from: the policy table, and the stories."""

import samspill.urls  # noqa: F401 - gathers the policy table
