"""Every lifecycle is whole."""

import importlib
from collections.abc import Mapping

import pytest

from tests.architecture.sources import SOURCE

LIFECYCLES = {
    f"{path.parent.name}.{name}": moves
    for path in sorted(SOURCE.glob("*/choices.py"))
    for name, moves in vars(importlib.import_module(f"samspill.{path.parent.name}.choices")).items()
    if name.endswith("TRANSITIONS")
}
#: In which states something may come into being, where it is not the first one only.
FIRST = {
    "programmes.OWNERSHIP_TRANSITIONS": {"invited", "in_process", "owner"},
    "programmes.PARTNER_TRANSITIONS": {"invited", "in_process", "active"},
    "initiatives.TRANSITIONS": {"possible", "planned", "ongoing"},
}


def test_the_lifecycles_are_found():
    assert {"mailings.TRANSITIONS", "initiatives.TRANSITIONS"} <= set(LIFECYCLES)
    assert set(FIRST) <= set(LIFECYCLES)


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_state_says_where_one_can_go_from_it(name):
    moves = LIFECYCLES[name]
    assert isinstance(moves, Mapping)
    assert set(moves) == set(type(next(iter(moves))))


@pytest.mark.parametrize("name", LIFECYCLES)
def test_no_state_leads_to_itself_or_to_a_stranger(name):
    for state, following in LIFECYCLES[name].items():
        assert state not in following
        assert following <= set(LIFECYCLES[name])


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_state_can_be_reached(name):
    moves = LIFECYCLES[name]
    reached = {next(iter(moves))} | {state for state in moves if state.value in FIRST.get(name, ())}
    while new := set().union(*(moves[state] for state in reached)) - reached:
        reached |= new
    assert reached == set(moves)
