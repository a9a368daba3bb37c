"""What has been done, in words: in an initiative, and in one's own name."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.actions import erase, record
from samspill.core.capacity import Capacity
from samspill.core.imprecise import ImpreciseTime
from samspill.core.policy import gather
from samspill.core.references import reference_to
from samspill.core.translated import Translated
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.actions import change_status, draft_update, join, rename
from samspill.initiatives.choices import Duty, Status
from samspill.initiatives.policy import POLICY
from samspill.initiatives.tests.factories import (
    InitiativeFactory,
    StepFactory,
    TeamMemberFactory,
)
from samspill.organisations.actions import end_role, invite, withdraw
from samspill.organisations.choices import RoleKind
from samspill.organisations.policy import POLICY as ORGANISATIONS
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.portal.history import plain

pytestmark = pytest.mark.django_db

gather([*POLICY, *ORGANISATIONS])

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def facilitator():
    return RoleFactory(
        kind=RoleKind.FACILITATOR,
        person__name="Kari Nordstrand",
        organisation__name=Translated(en="Harbour town"),
    )


@pytest.fixture
def initiative(facilitator):
    initiative = InitiativeFactory(title=Translated(en="Quiet ferries", nb="Stille ferger"))
    TeamMemberFactory(initiative=initiative, role=facilitator, duty=Duty.FACILITATOR)
    return initiative


def page(client, initiative, **asked):
    return client.get(reverse("portal:initiative_history", args=[initiative.slug]), asked)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_history_says_who_did_what_for_whom_from_what_to_what(client, initiative, facilitator):
    by = facilitator.person
    by.capacity = Capacity(reference_to(facilitator.organisation), "facilitator")
    rename(initiative, Translated(en="Silent ferries"), by=by, at=timezone.now())
    client.force_login(by)

    shown = words(page(client, initiative))

    assert "The initiative was given another title." in shown
    assert "By Kari Nordstrand for Harbour town, in the role: Facilitator" in shown
    assert "from “Quiet ferries” to “Silent ferries”" in shown


def test_a_status_is_told_by_its_word_with_its_reason(client, initiative, facilitator):
    change_status(
        initiative,
        to=Status.COMPLETED,
        reason="The group is complete.",
        by=facilitator.person,
        at=timezone.now(),
    )
    client.force_login(facilitator.person)

    shown = words(page(client, initiative))

    assert f"from “{Status.ONGOING.label}” to “{Status.COMPLETED.label}”" in shown
    assert "The group is complete." in shown


def test_steps_updates_gatherings_and_the_group_belong_to_the_history(
    client, initiative, facilitator
):
    by, now = facilitator.person, timezone.now()
    done = ImpreciseTime.from_edtf("2020-05")
    record(
        "initiatives.step_done",
        StepFactory(initiative=initiative),
        by=by,
        at=now,
        done=(None, done),
    )
    record("events.planned", GatheringFactory(initiative=initiative), by=by, at=now, when=done)
    body = Translated(en="We begin.")
    draft_update(initiative, title=Translated(en="Under way"), body=body, by=by, at=now)
    fjordvik = OrganisationFactory(name=Translated(en="Fjordvik"))
    join(initiative, fjordvik, since=done, by=by, at=now)
    record("initiatives.step_done", StepFactory(), by=by, at=now, done=(None, "2021"))
    client.force_login(by)

    shown = words(page(client, initiative))

    for expected in ("May 2020", "The gathering was planned.", "Under way", "Fjordvik"):
        assert expected in shown
    assert "2021" not in shown
    assert "We begin." not in shown


def test_who_has_no_account_any_more_is_not_named(client, initiative, facilitator):
    record("initiatives.published", initiative, by="person:987654", at=timezone.now())
    client.force_login(facilitator.person)

    assert "By someone who no longer has an account" in words(page(client, initiative))


def test_what_has_been_erased_is_said_to_be(client, initiative, facilitator):
    now = timezone.now()
    record("initiatives.left", initiative, by="rule", at=now, personal={"reason": "Ill"}, of="x:1")
    client.force_login(facilitator.person)
    assert "Ill" in words(page(client, initiative))

    erase(of="x:1", at=now)

    shown = words(page(client, initiative))
    assert "Ill" not in shown
    assert "Something personal that was said here has been erased." in shown


@pytest.mark.parametrize("who", ["visitor", "stranger", "member of the project group"])
def test_to_others_there_is_no_history(client, initiative, who):
    if who != "visitor":
        role = RoleFactory(kind=RoleKind.PROJECT_GROUP)
        if who != "stranger":
            TeamMemberFactory(initiative=initiative, role=role, duty=Duty.PROJECT_GROUP)
        client.force_login(role.person)

    answer = page(client, initiative)

    assert answer.status_code == (302 if who == "visitor" else 404)
    there = client.get(initiative.get_absolute_url()).content.decode()
    assert reverse("portal:initiative_history", args=[initiative.slug]) not in there


def test_those_who_may_read_it_find_it_on_the_page_and_where_it_is_run(
    client, initiative, facilitator
):
    client.force_login(facilitator.person)
    link = reverse("portal:initiative_history", args=[initiative.slug])

    assert link in client.get(initiative.get_absolute_url()).content.decode()
    steering = client.get(reverse("portal:steer", args=[initiative.slug])).content.decode()
    assert link in steering


def test_an_auditor_reads_the_history_of_any_initiative(client, initiative):
    auditor = RoleFactory(kind=RoleKind.AUDITOR)
    client.force_login(auditor.person)

    assert page(client, initiative).status_code == 200
    assert (
        reverse("portal:initiative_history", args=[initiative.slug])
        in client.get(initiative.get_absolute_url()).content.decode()
    )


def test_somebody_reads_what_was_done_in_their_name_and_nobody_elses(client, initiative):
    mine, other = PersonFactory(), PersonFactory()
    mine.capacity = Capacity(
        reference_to(OrganisationFactory(name=Translated(en="My town"))), "leader"
    )
    record("initiatives.published", initiative, by=mine, at=timezone.now())
    record("initiatives.joined", initiative, by=other, at=timezone.now(), organisation="elsewhere")
    client.force_login(mine)

    shown = words(client.get(reverse("portal:own_history")))

    assert "The initiative was published." in shown
    assert "Quiet ferries" in shown
    assert "For My town, in the role: Leader" in shown
    assert "elsewhere" not in shown
    assert reverse("portal:own_history") in client.get(reverse("portal:my_page")).content.decode()


def test_what_one_may_no_longer_see_is_not_named(client):
    draft = InitiativeFactory(published_at=None, title=Translated(en="Secret plans"))
    person = PersonFactory()
    record("initiatives.created", draft, by=person, at=timezone.now())
    client.force_login(person)

    shown = words(client.get(reverse("portal:own_history")))

    assert "The initiative was begun." in shown
    assert "Secret plans" not in shown


def test_whoever_has_done_nothing_is_told_so(client):
    client.force_login(PersonFactory())

    assert "Nothing has been done yet." in words(client.get(reverse("portal:own_history")))


def test_whoever_is_not_signed_in_has_no_history(client):
    assert client.get(reverse("portal:own_history")).status_code == 302


def test_a_long_history_has_pages_with_the_newest_first(client, initiative, facilitator):
    now = timezone.now()
    for number in range(30):
        at = now + timedelta(minutes=number)
        record("initiatives.left", initiative, by="rule", at=at, organisation=f"body-{number}")
    client.force_login(facilitator.person)

    first, second = words(page(client, initiative)), words(page(client, initiative, page=2))

    assert first.index("body-29") < first.index("body-10")
    assert "body-3<" not in first
    assert "body-3<" in second


def test_five_entries_cost_as_many_questions_as_one(client, initiative, facilitator):
    def act():
        for by in (PersonFactory(), facilitator.person):
            by.capacity = Capacity(reference_to(OrganisationFactory()), "facilitator")
            changes = {"organisation": OrganisationFactory().slug, "person": PersonFactory().pk}
            hidden = {"reason": "There is one"}
            now = timezone.now()
            record("initiatives.left", initiative, by=by, at=now, personal=hidden, **changes)
            record("initiatives.published", InitiativeFactory(), by=by, at=now)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            page(client, initiative)
            client.get(reverse("portal:own_history"))
        return len(asked)

    client.force_login(facilitator.person)
    act()
    questions()
    for_one = questions()
    for _time in range(4):
        act()

    assert questions() == for_one


def test_somebody_is_named_by_their_key_as_by_a_reference(client, initiative, facilitator):
    kari, now = PersonFactory(name="Kari Sunde"), timezone.now()
    for said in (kari.pk, kari, 987654):
        record("organisations.role_given", initiative, by="operator", at=now, person=said)
    client.force_login(facilitator.person)

    shown = words(page(client, initiative))

    assert shown.count("<dd>Kari Sunde</dd>") == 2
    assert "<dd>someone who no longer has an account</dd>" in shown
    assert "By whoever runs the site" in shown


def test_coordinators_are_named_from_whom_to_whom(client, initiative, facilitator):
    before, after = RoleFactory(person__name="Ola Vik"), RoleFactory(person__name="Eva Nes")
    changes = {"coordinator": (before.pk, after.pk)}
    by, now = facilitator.person, timezone.now()
    record("initiatives.coordinator_named", initiative, by=by, at=now, **changes)
    client.force_login(by)

    assert "from “Ola Vik” to “Eva Nes”" in words(page(client, initiative))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('["", "kari@people.example"]', "kari@people.example"),
        ('["Kari", "Kari Ås"]', "Kari → Kari Ås"),
        ("[false, true]", "No → Yes"),
        ('[null, {"nb": "Leder", "en": "Leader"}]', "Leder, Leader"),
        ("no JSON", "no JSON"),
    ],
)
def test_what_changed_about_me_is_told_in_words(written, said):
    assert plain.change(written) == said


def test_my_data_tells_of_deeds_in_sentences(client):
    person = PersonFactory(name="Kari", language="en")
    record("accounts.opened", person, by=person, at=timezone.now(), name=("", "Kari"))
    client.force_login(person)

    page = client.get("/en/my-page/my-data/").content.decode()

    assert "The account was opened." in page
    assert "accounts.opened" not in page
    assert "[&quot;" not in page


def test_a_role_that_was_ended_had_its_last_day_that_day(client):
    manager = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER)
    role = RoleFactory(
        kind=RoleKind.COORDINATOR,
        organisation=manager.organisation,
        to_on=date(2026, 12, 31),
    )
    with time_machine.travel(NOON, tick=False):
        end_role(role, by=manager.person, at=NOON)
        client.force_login(manager.person)
        shown = words(client.get(reverse("portal:own_history")))

    assert "from “31 December 2026” to “30 November 2026”" in shown
    assert "29 November" not in shown
    role.refresh_from_db()
    assert role.to_on == date(2026, 11, 29)


def test_an_invitation_tells_whom_and_to_what_to_those_who_see_it(client):
    manager = RoleFactory(
        kind=RoleKind.ADMINISTRATOR, organisation__name=Translated(en="Harbour town")
    )
    invitation = invite(
        manager.organisation,
        RoleKind.COORDINATOR,
        address="kari@kommune.example",
        language="en",
        by=manager.person,
        at=timezone.now(),
    )
    withdraw(invitation, by=manager.person, at=timezone.now())
    client.force_login(manager.person)

    shown = words(client.get(reverse("portal:own_history")))
    assert shown.count("kari@kommune.example") == 2
    assert shown.count("Coordinator of a public body") == 2
    assert shown.count("Harbour town") >= 2

    RoleFactory(kind=RoleKind.SUBJECT, person=manager.person, organisation=manager.organisation)
    manager.delete()
    shown = words(client.get(reverse("portal:own_history")))
    assert "kari@kommune.example" not in shown
    assert shown.count("Coordinator of a public body") == 2
