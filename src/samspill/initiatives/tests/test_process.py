"""Where an initiative stands in its process."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.core.imprecise import ImpreciseTime
from samspill.initiatives.choices import StepKind, StepState
from samspill.initiatives.models import Step
from samspill.initiatives.queries import Process
from samspill.initiatives.tests.factories import InitiativeFactory, StepFactory

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)

DONE, NOW, NEXT, LATER, SKIPPED = (
    StepState.DONE,
    StepState.NOW,
    StepState.NEXT,
    StepState.LATER,
    StepState.SKIPPED,
)


def edtf(text):
    return ImpreciseTime.from_edtf(text) if text else None


def steps(*said):
    return [
        Step(number=number, **{"kind": StepKind.OTHER, **fields})
        for number, fields in enumerate(said, start=1)
    ]


def states(*said, at=NOON):
    return [each.state for each in Process.through(steps(*said), at=at).steps]


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        pytest.param({}, NEXT, id="nothing is known"),
        pytest.param({"starts": edtf("2019-09")}, NOW, id="has begun, no end is known"),
        pytest.param({"starts": edtf("2019-11")}, NEXT, id="begins next month"),
        pytest.param({"starts": edtf("2019-09"), "ends": edtf("2019-10")}, NOW, id="last month"),
        pytest.param({"starts": edtf("2019-08"), "ends": edtf("2019-09")}, DONE, id="end is past"),
        pytest.param({"ends": edtf("2019-09")}, DONE, id="only the end is known, and past"),
        pytest.param({"ends": edtf("2019-12")}, NEXT, id="only the end is known, and ahead"),
        pytest.param({"done": edtf("2019-10")}, DONE, id="was done some day this month"),
        pytest.param(
            {"starts": edtf("2019-11"), "done": edtf("2019-10-09")}, DONE, id="earlier than planned"
        ),
        pytest.param({"done": edtf("2019-12")}, NEXT, id="will be done, as we know today"),
        pytest.param({"done": edtf("../2020-22")}, NEXT, id="done before a summer to come"),
        pytest.param({"starts": edtf("../2019-23")}, NOW, id="begun before an autumn that is here"),
        pytest.param({"skipped_on": date(2019, 10, 10)}, SKIPPED, id="skipped today"),
        pytest.param({"skipped_on": date(2019, 10, 11)}, NEXT, id="skipped tomorrow"),
        pytest.param(
            {"ends": edtf("2019-09"), "skipped_on": date(2019, 10, 1)}, SKIPPED, id="never held"
        ),
        pytest.param(
            {"starts": edtf("2019-10-09"), "kind": StepKind.GATHERING}, DONE, id="met yesterday"
        ),
        pytest.param({"starts": edtf("2019-10-09")}, NOW, id="began yesterday"),
        pytest.param(
            {"starts": edtf("2019-10-10"), "kind": StepKind.GATHERING}, NOW, id="meets today"
        ),
    ],
)
def test_state_of_one_step(said, state):
    assert states(said) == [state]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2019-04-30", [NEXT, LATER, LATER, LATER]),
        ("2019-06-01", [DONE, NEXT, LATER, LATER]),
        ("2019-10-10", [DONE, NOW, NEXT, LATER]),
        ("2019-10-24", [DONE, NOW, NOW, NEXT]),
        ("2019-11-15", [DONE, DONE, DONE, NEXT]),
        ("2020-03-15", [DONE, DONE, DONE, NOW]),
        ("2020-07-01", [DONE, DONE, DONE, DONE]),
    ],
)
def test_story_goes_on_as_the_days_pass(at, expected):
    story = (
        {"starts": edtf("2019-05"), "kind": StepKind.AWARD},
        {"starts": edtf("2019-09"), "ends": edtf("2019-10")},
        {"starts": edtf("2019-10-24"), "kind": StepKind.GATHERING},
        {"starts": edtf("2020-21"), "ends": edtf("2020-06")},
    )

    assert states(*story, at=moment(at)) == expected


def test_current_step_is_the_one_that_has_come_furthest():
    process = Process.through(
        steps({"starts": edtf("2019-08")}, {"starts": edtf("2019-10")}, {}, {}), at=NOON
    )

    assert (process.current.step.number, process.next.step.number) == (2, 3)
    assert process.latest_done is None


def test_share_done_leaves_out_what_was_skipped():
    process = Process.through(
        steps({"done": edtf("2019-09")}, {"skipped_on": date(2019, 9, 1)}, {}), at=NOON
    )

    assert (process.count_done, process.count, process.share_done) == (1, 2, 0.5)


def test_process_without_steps_stands_nowhere():
    process = Process.through([], at=NOON)

    assert (process.current, process.next, process.share_done) == (None, None, 0.0)


TIMES = st.sampled_from(
    ["", "2019", "2019-21", "2019-06", "2019-06-XX", "2019-06-15", "../2019-22", "2019-05/2019-08"]
)
STEPS = st.lists(
    st.fixed_dictionaries(
        {
            "starts": TIMES.map(edtf),
            "ends": TIMES.map(edtf),
            "done": TIMES.map(edtf),
            "skipped_on": st.none() | st.dates(date(2019, 1, 1), date(2019, 12, 31)),
            "kind": st.sampled_from(StepKind),
        }
    ),
    max_size=6,
)
MOMENTS = st.datetimes(datetime(2018, 6, 1), datetime(2020, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001
SPANS = st.timedeltas(timedelta(0), timedelta(days=400))


@given(STEPS, MOMENTS)
def test_at_most_one_step_is_next_and_none_before_it_is_later(said, at):
    found = states(*said, at=at)

    assert found.count(NEXT) <= 1
    if LATER in found:
        assert found.index(NEXT) < found.index(LATER)


@given(STEPS, MOMENTS, SPANS)
def test_what_is_done_stays_done_unless_it_is_said_to_have_been_skipped(said, at, span):
    for before, after in zip(states(*said, at=at), states(*said, at=at + span), strict=True):
        if before is DONE:
            assert after in {DONE, SKIPPED}
        if before is NOW:
            assert after in {NOW, DONE, SKIPPED}


@given(STEPS, MOMENTS, SPANS)
def test_recorded_facts_are_never_taken_back(said, at, span):
    for fields in said:
        fields["skipped_on"] = None
    before = Process.through(steps(*said), at=at)
    after = Process.through(steps(*said), at=at + span)

    assert after.count_done >= before.count_done
    assert 0 <= before.share_done <= after.share_done <= 1


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 5])
def test_process_takes_one_query_however_long_it_is(django_assert_num_queries, size):
    initiative = InitiativeFactory()
    for _each in range(size):
        StepFactory(initiative=initiative)

    with django_assert_num_queries(1):
        process = Process.of(initiative, at=NOON)

    assert [each.step.number for each in process.steps] == list(range(1, size + 1))
