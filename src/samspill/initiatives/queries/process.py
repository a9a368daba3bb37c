"""Where an initiative stands in its process: computed from dates and recorded facts when asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.timezone import localtime

from samspill.core.imprecise import ImpreciseTime
from samspill.initiatives.choices import MOMENTS, StepState
from samspill.initiatives.models import Initiative, Step


@dataclass(frozen=True, kw_only=True)
class ProcessStep:
    """A step and its state at one moment."""

    step: Step
    state: StepState

    @property
    def is_done(self) -> bool:
        return self.state is StepState.DONE

    @property
    def is_now(self) -> bool:
        return self.state is StepState.NOW

    @property
    def is_skipped(self) -> bool:
        return self.state is StepState.SKIPPED

    @property
    def time(self) -> ImpreciseTime | None:
        """Return the time that tells most: of what goes on, its end; of what is to come, its start."""
        begins: ImpreciseTime | None = self.step.starts
        ends: ImpreciseTime | None = self.step.ends
        return ends or begins if self.is_now else begins or ends

    @property
    def ends(self) -> ImpreciseTime | None:
        """Return when it is to be over: a step that happens at one time, when that time is."""
        return _ends(self.step)

    def is_unrecorded(self, *, at: datetime) -> bool:
        """Tell whether its time has passed, and nobody has said that it is done or skipped."""
        is_said = self.is_skipped or bool(self.step.done and _has_come(self.step.done, at=at))
        return not is_said and bool(self.ends and self.ends.is_over(at))


@dataclass(frozen=True, kw_only=True)
class Process:
    """The steps of an initiative in order, as they stood at one moment."""

    steps: tuple[ProcessStep, ...]

    @classmethod
    def of(cls, initiative: Initiative, *, at: datetime) -> Self:
        """Read the process of an initiative, in one query."""
        return cls.through(initiative.steps.order_by("number", "pk"), at=at)

    @classmethod
    def through(cls, steps: Iterable[Step], *, at: datetime) -> Self:
        """Work out the state of each step: the first that has not begun is next, others later."""
        found = []
        is_next_taken = False
        for step in steps:
            state = _state(step, at=at)
            if state is StepState.NEXT and is_next_taken:
                state = StepState.LATER
            is_next_taken = is_next_taken or state is StepState.NEXT
            found.append(ProcessStep(step=step, state=state))
        return cls(steps=tuple(found))

    @property
    def current(self) -> ProcessStep | None:
        """Return the step that is going on; of several, the one that has come furthest."""
        return next((each for each in reversed(self.steps) if each.is_now), None)

    @property
    def next(self) -> ProcessStep | None:
        return next((each for each in self.steps if each.state is StepState.NEXT), None)

    @property
    def latest_done(self) -> ProcessStep | None:
        return next((each for each in reversed(self.steps) if each.is_done), None)

    @property
    def count_done(self) -> int:
        return sum(each.is_done for each in self.steps)

    @property
    def count(self) -> int:
        """Count the steps that are taken: those skipped left out."""
        return sum(not each.is_skipped for each in self.steps)

    @property
    def share_done(self) -> float:
        """Tell how much of the process is done, from 0 to 1."""
        return self.count_done / self.count if self.count else 0.0


def _state(step: Step, *, at: datetime) -> StepState:
    """Tell the state of one step; every step that has not begun counts as next here."""
    if step.done and _has_come(step.done, at=at):
        return StepState.DONE
    if step.skipped_on and step.skipped_on <= localtime(at).date():
        return StepState.SKIPPED
    ends = _ends(step)
    if ends and ends.is_over(at):
        return StepState.DONE
    if step.starts and _has_come(step.starts, at=at):
        return StepState.NOW
    return StepState.NEXT


def _ends(step: Step) -> ImpreciseTime | None:
    """Return when a step is over; an award or a gathering is when its time is, others have an end."""
    return step.ends or (step.starts if step.kind in MOMENTS else None)


def _has_come(time: ImpreciseTime, *, at: datetime) -> bool:
    """Tell whether a time has come; what is said to lie before something, only when that has."""
    return time.is_over(at) if time.start is None else time.has_begun(at)
