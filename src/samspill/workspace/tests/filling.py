"""Initiatives with something of everything that a board asks for."""

from samspill.core.imprecise import ImpreciseTime
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.choices import Part
from samspill.initiatives.tests.factories import InvolvementFactory, StepFactory
from samspill.mailings.tests.factories import UpdateFactory
from samspill.organisations.tests.factories import InvitationFactory, TerritoryFactory
from samspill.programmes.tests.factories import ThemeFactory


def time(text):
    return ImpreciseTime.from_edtf(text)


def fill(initiative):
    """Let an initiative have themes, places, steps, bodies, invitations, drafts and gatherings."""
    initiative.themes.add(ThemeFactory())
    initiative.territories.add(TerritoryFactory())
    StepFactory(initiative=initiative, ends=time("2026-04"))
    body = InvolvementFactory(initiative=initiative, part=Part.PARTICIPANT).organisation
    InvitationFactory(organisation=body)
    UpdateFactory(interest_list=initiative.interest_list, published_at=None)
    GatheringFactory(initiative=initiative, when=time("2026-06-20"))
    GatheringFactory(initiative=initiative, published_at=None, when=time("2026-04-20"))
