"""Starting programmes, and noting how far owners and partners have come."""

from datetime import UTC, datetime

import pytest

from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import (
    OrganisationFactory,
    RoleFactory,
    TerritoryFactory,
)
from samspill.programmes.actions import (
    choose_themes,
    create_programme,
    invite_owner,
    invite_partner,
    move_ownership,
    move_partnership,
    publish,
    revise_programme,
)
from samspill.programmes.choices import (
    OWNERSHIP_TRANSITIONS,
    PARTNER_TRANSITIONS,
    Level,
    OwnershipStatus,
    PartnerStatus,
)
from samspill.programmes.models import Ownership, Programme
from samspill.programmes.tests.factories import (
    OwnershipFactory,
    PartnershipFactory,
    ProgrammeFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2016, 5, 19, 12, tzinfo=UTC)


@pytest.fixture
def programme():
    return ProgrammeFactory(published_at=None)


@pytest.fixture
def manager(programme):
    return RoleFactory(organisation=programme.host, kind=RoleKind.PROGRAMME_MANAGER).person


def create(by, **more):
    return create_programme(
        **{
            "slug": "btv",
            "title": Translated(nb="BTV"),
            "level": Level.REGIONAL,
            "host": OrganisationFactory(),
            **more,
        },
        by=by,
        at=NOON,
    )


def test_a_regional_project_begins_as_a_draft_of_its_programme(programme, manager):
    part = create(manager, part_of=programme)

    assert (part.part_of, part.published_at) == (programme, None)
    assert Entry.objects.get().what == "programmes.created"


def test_a_part_is_begun_by_those_who_run_the_whole(programme):
    stranger = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person

    with pytest.raises(NotPermitted):
        create(stranger, part_of=programme)

    assert create(stranger).part_of is None


def test_no_two_programmes_have_one_address(manager):
    create(manager)

    with pytest.raises(NotPossible, match="another"):
        create(manager)


def test_publish_shows_the_programme(programme, manager):
    programme.territories.add(TerritoryFactory())

    publish(programme, by=manager, at=NOON)

    assert programme.published_at == NOON
    with pytest.raises(NotPossible, match="already"):
        publish(programme, by=manager, at=NOON)


def test_publish_lists_all_that_is_missing(programme, manager):
    programme.lead = Translated()

    with pytest.raises(NotPossible, match=r"no introduction\. No territory is named\."):
        publish(programme, by=manager, at=NOON)

    assert Programme.objects.get(pk=programme.pk).published_at is None


def test_publish_is_refused_to_a_regional_project_leader(programme):
    leader = RoleFactory(organisation=programme.host, kind=RoleKind.REGIONAL_PROJECT_LEADER).person

    with pytest.raises(NotPermitted):
        publish(programme, by=leader, at=NOON)


def test_publish_gives_way_to_whoever_was_first(programme, manager):
    programme.territories.add(TerritoryFactory())
    Programme.objects.update(published_at=NOON)

    with pytest.raises(NotPossible, match="Somebody else"):
        publish(programme, by=manager, at=NOON)


def test_themes_are_chosen_with_a_trail(programme, manager):
    programme.themes.add(ThemeFactory(slug="ships"))

    choose_themes(programme, [ThemeFactory(slug="care")], by=manager, at=NOON)

    assert [theme.slug for theme in programme.themes.all()] == ["care"]
    assert Entry.objects.get().changes == {"themes": [["ships"], ["care"]]}


def test_owners_and_partners_are_invited_once(programme, manager):
    body = OrganisationFactory()

    ownership = invite_owner(programme, body, by=manager, at=NOON)
    partnership = invite_partner(programme, body, by=manager, at=NOON)

    assert (ownership.status, partnership.status) == ("invited", "invited")
    for invite in (invite_owner, invite_partner):
        with pytest.raises(NotPossible, match="already"):
            invite(programme, body, by=manager, at=NOON)


@pytest.mark.parametrize("was", OwnershipStatus)
@pytest.mark.parametrize("to", OwnershipStatus)
def test_ownership_moves_along_its_transitions_and_no_other_way(programme, manager, was, to):
    ownership = OwnershipFactory(programme=programme, status=was)

    if to in OWNERSHIP_TRANSITIONS[was]:
        move_ownership(ownership, to=to, by=manager, at=NOON)
        assert ownership.status == to
        assert Entry.objects.get().changes["status"] == [was.value, to.value]
    else:
        with pytest.raises(NotPossible, match="no longer"):
            move_ownership(ownership, to=to, by=manager, at=NOON)


@pytest.mark.parametrize("was", PartnerStatus)
@pytest.mark.parametrize("to", PartnerStatus)
def test_partnership_moves_along_its_transitions_and_no_other_way(programme, manager, was, to):
    partnership = PartnershipFactory(programme=programme, status=was)

    if to in PARTNER_TRANSITIONS[was]:
        move_partnership(partnership, to=to, by=manager, at=NOON)
        assert partnership.status == to
    else:
        with pytest.raises(NotPossible, match="no longer"):
            move_partnership(partnership, to=to, by=manager, at=NOON)


def test_ownership_says_since_when_and_that_the_page_changed(programme, manager):
    ownership = OwnershipFactory(programme=programme)
    spring = ImpreciseTime.from_edtf("2016-21")

    move_ownership(ownership, to=OwnershipStatus.OWNER, since=spring, by=manager, at=NOON)

    ownership.refresh_from_db()
    programme.refresh_from_db()
    assert (ownership.since, programme.changed_at) == (spring, NOON)


def test_ownership_gives_way_to_whoever_moved_first(programme, manager):
    mine = OwnershipFactory(programme=programme)
    Ownership.objects.update(status=OwnershipStatus.LEFT)

    with pytest.raises(NotPossible, match="Somebody else"):
        move_ownership(mine, to=OwnershipStatus.OWNER, by=manager, at=NOON)

    assert not Entry.objects.exists()


def test_ownership_is_moved_by_those_who_run_the_programme(programme):
    ownership = OwnershipFactory(programme=programme)
    owner = RoleFactory(organisation=ownership.organisation, kind=RoleKind.PROGRAMME_MANAGER).person

    with pytest.raises(NotPermitted):
        move_ownership(ownership, to=OwnershipStatus.OWNER, by=owner, at=NOON)


def test_what_is_said_is_changed_and_a_new_title_is_taken_over(manager, programme):
    programme.themes.add(ThemeFactory())
    theme = ThemeFactory()
    said = {"title": Translated(en="Together"), "themes": [theme], "lead": programme.lead}

    changed = revise_programme(programme, said, by=manager, at=NOON)

    programme.refresh_from_db()
    assert changed == {"title", "themes"}
    assert (programme.title, list(programme.themes.all())) == (said["title"], [theme])
    assert programme.changed_at == NOON
    assert Entry.objects.latest("pk").what == "programmes.revised"


def test_another_host_is_chosen_by_those_who_manage_it_only(programme):
    regional = ProgrammeFactory(level=Level.REGIONAL, host=programme.host)
    project_leader = RoleFactory(
        organisation=programme.host, kind=RoleKind.REGIONAL_PROJECT_LEADER
    ).person
    other = {"host": OrganisationFactory()}

    with pytest.raises(NotPermitted):
        revise_programme(regional, other, by=project_leader, at=NOON)
    revise_programme(regional, {"host": programme.host}, by=project_leader, at=NOON)

    manager = RoleFactory(organisation=programme.host, kind=RoleKind.PROGRAMME_MANAGER).person
    assert revise_programme(regional, other, by=manager, at=NOON) == {"host"}


def test_only_those_who_run_it_change_what_is_said(programme):
    with pytest.raises(NotPermitted):
        revise_programme(programme, {"abbreviation": "X"}, by=RoleFactory().person, at=NOON)
