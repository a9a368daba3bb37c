"""The one table of who may do what."""

import pytest

from samspill.core import policy
from samspill.core.policy import ANYONE, HELD_BACK, SIGNED_IN, Row, allows, gather, rows


@pytest.fixture(autouse=True)
def _an_empty_table(monkeypatch):
    monkeypatch.setattr(policy, "_table", {})


READ = Row(action="things.read", thing="thing", roles=frozenset({ANYONE}))
WRITE = Row(
    action="things.write",
    thing="thing",
    roles=frozenset({"facilitator", "project_lead"}),
    states=frozenset({"ongoing"}),
)


def test_what_anyone_may_do_needs_no_role():
    gather([READ])
    assert allows("things.read", roles=[])
    assert allows("things.read", roles=["supplier"], state="archived")


def test_one_right_role_is_enough():
    gather([WRITE])
    assert allows("things.write", roles=["supplier", "facilitator"], state="ongoing")


@pytest.mark.parametrize("roles", [[], ["supplier"], [SIGNED_IN], ["Facilitator"]])
def test_every_other_role_is_refused(roles):
    gather([WRITE])
    assert not allows("things.write", roles=roles, state="ongoing")


@pytest.mark.parametrize("state", ["archived", "", "Ongoing"])
def test_every_other_state_is_refused(state):
    gather([WRITE])
    assert not allows("things.write", roles=["facilitator"], state=state)


def test_what_no_row_speaks_of_is_a_fault():
    with pytest.raises(KeyError):
        allows("things.burn", roles=[ANYONE])


def test_the_table_may_be_gathered_twice_but_not_differently():
    gather([WRITE, READ])
    gather([READ])
    assert rows() == [READ, WRITE]
    with pytest.raises(ValueError, match=r"things\.read"):
        gather([Row(action="things.read", thing="thing", roles=frozenset({SIGNED_IN}))])


SECRET = Row(
    action="things.open",
    thing="thing",
    roles=frozenset({"facilitator"}),
    is_confidential=True,
)


def test_what_is_confidential_is_closed_to_whoever_is_held_back():
    gather([SECRET, WRITE])
    assert allows("things.open", roles=["facilitator"])
    assert not allows("things.open", roles=["facilitator", HELD_BACK])
    assert allows("things.write", roles=["facilitator", HELD_BACK], state="ongoing")


def test_a_row_never_changes():
    with pytest.raises(AttributeError):
        READ.roles = frozenset()
