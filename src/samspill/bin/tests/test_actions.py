"""What is taken away stays in the bin for 30 days, whole, and comes back as it was."""

from datetime import UTC, datetime, timedelta

import pytest

from samspill.bin.actions import empty_bin, put_away, put_back
from samspill.bin.models import TakenAway
from samspill.core.errors import NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.core.references import reference_to
from samspill.core.translated import Translated
from samspill.initiatives.models import Initiative, Step
from samspill.initiatives.tests.factories import InitiativeFactory, StepFactory
from samspill.organisations.models import Organisation
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def step():
    return StepFactory(
        title=Translated(nb="Samling", fi="Tapaaminen"),
        starts=ImpreciseTime.from_edtf("2027-21"),
        skipped_on=NOON.date(),
    )


def take(step):
    return put_away([step], of=step.initiative, title=step.title, at=NOON)


def test_what_is_taken_away_is_gone_and_known(step):
    whole = step.initiative

    kept = take(step)

    assert not Step.objects.exists()
    assert kept.of == reference_to(whole)
    assert str(kept) == "Samling"


def test_it_comes_back_as_it_was(step):
    before = Step.objects.values().get()

    put_back(take(step))

    assert Step.objects.values().get() == before
    assert not TakenAway.objects.exists()


def test_it_comes_back_once(step):
    kept = take(step)
    put_back(kept)

    with pytest.raises(NotPossible, match="put back already"):
        put_back(kept)


def test_it_does_not_come_back_to_what_is_gone(step):
    whole, kept = step.initiative, None
    kept = take(step)
    Initiative.objects.filter(pk=whole.pk).delete()

    with pytest.raises(NotPossible, match="no longer there"):
        put_back(kept)
    assert TakenAway.objects.exists()


def test_what_others_build_on_stays():
    host = ProgrammeFactory().host

    with pytest.raises(NotPossible, match="builds on it"):
        put_away([host], of=host, title=host.name, at=NOON)
    assert Organisation.objects.filter(pk=host.pk).exists()
    assert not TakenAway.objects.exists()


def test_after_thirty_days_it_is_gone_for_good(step):
    kept = take(step)

    empty_bin(at=NOON + timedelta(days=29, hours=23))
    assert TakenAway.objects.filter(pk=kept.pk).exists()

    assert empty_bin(at=NOON + timedelta(days=30)) == 1
    assert not TakenAway.objects.exists()


def test_it_is_shown_with_what_it_was_taken_from_only(step):
    own = reference_to(step.initiative)
    other = reference_to(InitiativeFactory())
    kept = take(step)

    assert list(TakenAway.objects.visible_to([own])) == [kept]
    assert not TakenAway.objects.visible_to([other])
