"""The pages on which organisations look after their people."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.auth import get_user
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samspill.accounts.models import Person
from samspill.accounts.tests.factories import PersonFactory
from samspill.core import clock
from samspill.core.translated import Translated
from samspill.organisations.actions import give_role, invite
from samspill.organisations.choices import Country, OrganisationKind, RoleKind
from samspill.organisations.models import Clearance, Invitation, Role
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.organisations.tests.letters import newest, secret_of
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
KARI = "kari@kommune.example"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def administrator():
    return RoleFactory(
        kind=RoleKind.ADMINISTRATOR,
        person__name="Embret",
        organisation__slug="fjordvik",
        organisation__name=Translated(en="Fjordvik"),
    )


@pytest.fixture
def at_work(client, administrator):
    client.force_login(administrator.person)
    return client


PEOPLE = "/en/organisations/fjordvik/people/"
INVITE = f"{PEOPLE}invite/"


def sent(**more):
    return {"address": KARI, "kind": "coordinator", "language": "en", "to_on": "", **more}


def test_no_role_is_chosen_beforehand_but_by_a_link_that_names_it(at_work):
    plain = at_work.get(INVITE).content.decode()
    led = at_work.get(f"{INVITE}?role=coordinator").content.decode()

    assert '<option value="" selected>' in plain
    assert '<option value="coordinator" selected>' in led


def test_whoever_has_the_role_already_is_not_invited_to_it(at_work, administrator):
    RoleFactory(
        kind=RoleKind.COORDINATOR, organisation=administrator.organisation, person__email=KARI
    )

    answer = at_work.post(INVITE, sent())

    assert answer.status_code == 422
    assert "This person has this role already." in answer.content.decode()
    assert not Invitation.objects.exists()


def asked(administrator, **more):
    terms = {"address": KARI, "language": "en", "by": administrator.person, **more}
    invite(administrator.organisation, RoleKind.COORDINATOR, at=clock.now(), **terms)
    return reverse("organisations:invitation", args=[secret_of(newest())])


class TestWhoSeesThem:
    @pytest.mark.parametrize(
        ("who", "sees", "invites"),
        [
            (("administrator", "here"), True, True),
            (("administrator", "elsewhere"), False, False),
            (("coordinator", "here"), True, False),
            (("coordinator", "elsewhere"), False, False),
            (("subject", "here"), False, False),
            (("supplier", "elsewhere"), False, False),
            (("facilitator", "elsewhere"), False, False),
            (("partner_contact", "elsewhere"), True, True),
            (("partner_contact", "abroad"), False, False),
            (("programme_manager", "abroad"), True, True),
            (("operator", "abroad"), True, True),
            (("auditor", "abroad"), True, False),
        ],
    )
    def test_by_role_and_place(self, client, administrator, who, sees, invites):
        kind, place = who
        elsewhere = OrganisationFactory(country=Country.NORWAY)
        places = {
            "here": administrator.organisation,
            "elsewhere": elsewhere,
            "abroad": OrganisationFactory(country=Country.FINLAND),
        }
        client.force_login(RoleFactory(kind=kind, organisation=places[place]).person)

        assert client.get(PEOPLE).status_code == (200 if sees else 404)
        assert client.get(INVITE).status_code == (200 if invites else 404)
        organisation = client.get("/en/organisations/fjordvik/").content.decode()
        assert (PEOPLE in organisation) is sees
        if sees:
            assert ("Invite somebody" in client.get(PEOPLE).content.decode()) is invites

    @pytest.mark.parametrize("page", ["", "invite/", "1/end/"])
    def test_to_others_it_is_the_page_that_does_not_exist(self, client, administrator, page):
        client.force_login(RoleFactory(kind=RoleKind.ADMINISTRATOR).person)
        client.get(PEOPLE)  # what pages keep for a minute has been read
        answers, questions = [], []
        for slug in ("fjordvik", "nowhere"):
            with CaptureQueriesContext(connection) as asked_for:
                answers.append(client.get(f"/en/organisations/{slug}/people/{page}"))
            questions.append(len(asked_for))

        assert questions[0] == questions[1]
        assert [answer.status_code for answer in answers] == [404, 404]
        contents = [
            without_keys(answer.content.decode().replace("fjordvik", "nowhere"))
            for answer in answers
        ]
        assert contents[0] == contents[1]

    @pytest.mark.parametrize("page", [PEOPLE, INVITE, f"{PEOPLE}1/end/", "/en/people/confirm/"])
    def test_whoever_is_not_signed_in_is_asked_to(self, client, administrator, page):
        answer = client.get(page)

        assert answer.status_code == 302
        assert answer["Location"].startswith("/en/sign-in/")


class TestTheList:
    def test_it_tells_who_in_which_role_since_when(self, at_work, administrator):
        RoleFactory(
            kind=RoleKind.SUBJECT,
            organisation=administrator.organisation,
            person__name="Petter",
            from_on=NOON.date() - timedelta(days=10),
            to_on=NOON.date() + timedelta(days=10),
        )
        RoleFactory(
            kind=RoleKind.SUBJECT,
            organisation=administrator.organisation,
            person__name="Former",
            to_on=NOON.date() - timedelta(days=1),
        )
        RoleFactory(kind=RoleKind.SUBJECT, person__name="Stranger")

        page = " ".join(at_work.get(PEOPLE).content.decode().split())

        assert "Petter" in page
        assert "From 14 October 2026, until 3 November 2026" in page
        assert "Former" not in page
        assert "Stranger" not in page

    def test_it_offers_to_end_what_one_could_give(self, at_work, administrator):
        subject, facilitator = (
            RoleFactory(kind=kind, organisation=administrator.organisation)
            for kind in (RoleKind.SUBJECT, RoleKind.FACILITATOR)
        )

        page = at_work.get(PEOPLE).content.decode()

        assert f"{PEOPLE}{subject.pk}/end/" in page
        assert f"{PEOPLE}{facilitator.pk}/end/" not in page

    @pytest.mark.parametrize("many", [1, 5])
    def test_it_asks_as_many_questions_for_one_as_for_five(
        self, at_work, administrator, many, django_assert_num_queries
    ):
        for number in range(many):
            RoleFactory(kind=RoleKind.SUBJECT, organisation=administrator.organisation)
            asked(administrator, address=f"kari{number}@kommune.example")

        at_work.get(PEOPLE)  # what pages keep for a minute has been read
        with django_assert_num_queries(7):
            at_work.get(PEOPLE)


class TestInviting:
    def test_it_sends_a_mail_and_shows_that_it_waits(self, at_work):
        answer = at_work.post(INVITE, sent(to_on="2027-05-31"), follow=True)

        page = " ".join(answer.content.decode().split())
        assert "We have sent an invitation to kari@kommune.example." in page
        assert "Works until 31 October 2026" in page
        invitation = Invitation.objects.get()
        assert (invitation.kind, str(invitation.to_on)) == ("coordinator", "2027-05-31")

    def test_the_answer_is_the_same_whether_there_is_an_account_or_not(self, at_work):
        pages = []
        for address in (KARI, "nils@kommune.example"):
            if address == KARI:
                PersonFactory(email=KARI)
            page = at_work.post(INVITE, sent(address=address), follow=True).content.decode()
            Invitation.objects.all().delete()
            pages.append(page.replace(address, "-").partition("<main")[2].partition("</main>")[0])

        assert without_keys(pages[0]) == without_keys(pages[1])

    def test_what_is_wrong_is_told_and_what_was_typed_is_kept(self, at_work, administrator):
        answer = at_work.post(INVITE, sent(address="kari", to_on="soon"))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "<title>Error:" in page
        assert 'value="kari"' in page
        assert "Write the day as year, month, day" in page

        answer = at_work.post(INVITE, sent(address=administrator.person.email))
        assert answer.status_code == 422
        assert "Nobody gives a role to themselves." in answer.content.decode()
        assert not Message.objects.exists()

    def test_only_roles_that_one_may_give_are_offered(self, at_work):
        page = at_work.get(INVITE).content.decode()

        assert 'value="coordinator"' in page
        assert 'value="facilitator"' not in page
        assert at_work.post(INVITE, sent(kind="facilitator")).status_code == 422

    def test_auditors_are_spoken_of_to_those_who_may_invite_one(self, client, at_work):
        assert "auditor" not in at_work.get(INVITE).content.decode()

        client.force_login(RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person)
        assert "An auditor has one, within a year." in client.get(INVITE).content.decode()

    def test_a_last_day_that_has_passed_is_said_to_have_passed(self, at_work):
        answer = at_work.post(INVITE, sent(to_on="2026-10-23"))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "The last day has passed already. Choose today or a later day." in page
        assert "before the first" not in page
        assert 'value="2026-10-23"' in page

    def test_an_invitation_is_sent_again_or_withdrawn_by_a_button(self, at_work, administrator):
        old = asked(administrator)
        change = f"{INVITE}{Invitation.objects.get().pk}/"

        at_work.post(change, {"do": "again"})
        assert at_work.get(old).status_code == 410
        at_work.post(change, {"do": "withdraw"})

        assert Invitation.objects.get().withdrawn_at
        assert at_work.get(change).status_code == 404

    def test_what_stands_in_the_address_does_not_fill_the_form_in(self, at_work):
        answer = at_work.post(f"{INVITE}?{urlencode(sent())}")

        assert answer.status_code == 422
        assert not Invitation.objects.exists()
        assert at_work.post(INVITE, sent()).status_code == 302

    def test_an_invitation_is_withdrawn_after_a_question(self, at_work, administrator):
        asked(administrator)
        change = f"{INVITE}{Invitation.objects.get().pk}/"

        people = at_work.get(PEOPLE).content.decode()
        question = at_work.get(change).content.decode()

        assert f'href="{change}"' in people
        assert 'value="withdraw"' not in people
        assert "Withdraw the invitation?" in question
        assert KARI in question
        assert Invitation.objects.get().withdrawn_at is None

    def test_invitations_of_others_are_not_there(self, at_work):
        other = RoleFactory(kind=RoleKind.ADMINISTRATOR)
        asked(other)

        pk = Invitation.objects.get().pk
        assert at_work.post(f"{INVITE}{pk}/", {"do": "withdraw"}).status_code == 404


def without_keys(page):
    """Return a page without what differs at every request, or by row."""
    return re.sub(r'(name="csrfmiddlewaretoken" value="\w+"|invitation-\d+|/invite/\d+/)', "", page)


class TestEnding:
    def test_it_takes_a_button(self, at_work, administrator):
        role = RoleFactory(
            kind=RoleKind.SUBJECT, organisation=administrator.organisation, person__name="Petter"
        )
        page = f"{PEOPLE}{role.pk}/end/"

        assert "End the role of Petter?" in at_work.get(page).content.decode()
        assert Role.objects.not_over(NOON.date()).filter(pk=role.pk).exists()

        at_work.post(page)

        assert not Role.objects.not_over(NOON.date()).filter(pk=role.pk).exists()

    def test_a_role_elsewhere_is_not_there(self, at_work):
        role = RoleFactory(kind=RoleKind.SUBJECT)

        assert at_work.post(f"{PEOPLE}{role.pk}/end/").status_code == 404

    def test_what_is_refused_is_explained(self, at_work, administrator):
        answer = at_work.post(f"{PEOPLE}{administrator.pk}/end/")

        assert answer.status_code == 422
        assert "You are the only administrator here." in answer.content.decode()


class TestAccepting:
    def test_looking_changes_nothing(self, client, administrator):
        page = asked(administrator)

        for method in (client.get, client.head, client.get):
            assert method(page).status_code == 200

        assert not Person.objects.filter(email=KARI).exists()
        assert Invitation.objects.get().accepted_at is None

    def test_whoever_is_new_gives_a_name_and_is_signed_in(self, client, administrator):
        page = asked(administrator)
        shown = client.get(page)
        assert "Embret invites you to act for an organisation." in shown.content.decode()
        assert shown["Referrer-Policy"] == "strict-origin"
        assert shown["Cache-Control"] == "private, no-store"

        answer = client.post(page, {"name": " Kari  Nordmann "}, follow=True)

        kari = get_user(client)
        assert (kari.email, kari.name) == (KARI, "Kari Nordmann")
        assert "You now act for Fjordvik." in answer.content.decode()
        assert "Acting for Fjordvik: Coordinator of a public body" in answer.content.decode()
        assert client.get(page).status_code == 410

    @pytest.mark.parametrize("name", ["", "  ", "<b>Kari</b>", "Kari https://evil.example"])
    def test_a_name_is_asked_for(self, client, administrator, name):
        answer = client.post(asked(administrator), {"name": name})

        assert answer.status_code == 422
        assert "<title>Error:" in answer.content.decode()
        assert not Person.objects.filter(email=KARI).exists()

    def test_whoever_has_an_account_signs_in_first_and_comes_back(self, client, administrator):
        kari = PersonFactory(email=KARI)
        page = asked(administrator)

        shown = client.get(page).content.decode()
        assert f"/en/sign-in/?next={page}" in shown
        assert client.post(page, {"name": "Kari"}).status_code == 422
        assert not get_user(client).is_authenticated

        client.force_login(kari)
        assert "Accept the invitation" in client.get(page).content.decode()
        client.post(page)

        assert kari.roles.get().kind == "coordinator"

    def test_whoever_is_signed_in_with_another_address_is_told_what_to_do(
        self, at_work, administrator
    ):
        page = asked(administrator)

        shown = at_work.get(page).content.decode()
        assert "the invitation is for another address. Sign out" in " ".join(shown.split())
        answer = at_work.post(page)

        assert answer.status_code == 422
        assert Invitation.objects.get().accepted_at is None

    def test_a_closed_account_is_told_so(self, client, administrator):
        PersonFactory(email=KARI, is_active=False)
        page = asked(administrator)

        assert "The account of this address is closed" in client.get(page).content.decode()
        assert client.post(page, {"name": "Kari"}).status_code == 422

    def test_old_links_are_explained(self, client, administrator, at_noon):
        page = asked(administrator)
        at_noon.shift(timedelta(days=7))

        answer = client.get(page)

        assert answer.status_code == 410
        assert "This invitation has become too old" in answer.content.decode()

    def test_unknown_links_are_explained(self, client):
        answer = client.get("/en/invitation/nothing/")

        assert answer.status_code == 404
        assert "We do not know this invitation" in answer.content.decode()

    def test_another_site_cannot_press_the_button(self, client, administrator):
        client.handler.enforce_csrf_checks = True

        assert client.post(asked(administrator), {"name": "Kari"}).status_code == 403
        assert not Person.objects.filter(email=KARI).exists()

    def test_its_pages_are_not_kept_by_search_engines(self, client, administrator):
        assert client.get(asked(administrator))["X-Robots-Tag"] == "noindex, nofollow"


class TestWhatNeedsASecondPerson:
    PAGE = "/en/people/confirm/"

    @pytest.fixture
    def manager(self, client):
        manager = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person
        client.force_login(manager)
        return manager

    @pytest.fixture
    def tied(self):
        role = RoleFactory(
            kind=RoleKind.SUPPLIER,
            organisation__kind=OrganisationKind.COMPANY,
            person__name="Tora",
        )
        RoleFactory(kind=RoleKind.SUBJECT, person=role.person)
        return role.person

    def test_an_auditor_is_confirmed_by_a_button(self, client, manager):
        giver = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person
        role = give_role(
            PersonFactory(),
            OrganisationFactory(),
            RoleKind.AUDITOR,
            to_on=NOON.date() + timedelta(days=90),
            by=giver,
            at=NOON,
        )

        client.post(self.PAGE, {"do": "confirm", "role": role.pk})

        role.refresh_from_db()
        assert (role.is_waiting, role.confirmed_by) == (False, manager)

    def test_what_is_refused_is_explained(self, client, manager):
        role = give_role(
            PersonFactory(),
            OrganisationFactory(),
            RoleKind.AUDITOR,
            to_on=NOON.date() + timedelta(days=90),
            by=manager,
            at=NOON,
        )

        answer = client.post(self.PAGE, {"do": "confirm", "role": role.pk})

        assert answer.status_code == 422
        assert "Somebody else must confirm" in answer.content.decode()

    def test_ties_are_cleared_with_a_reason_and_held_back_again(self, client, manager, tied):
        assert "What is confidential is held back" in client.get(self.PAGE).content.decode()
        wanted = {"person": tied.pk}
        assert "Reason" in client.post(self.PAGE, {"do": "ask", **wanted}).content.decode()
        assert client.post(self.PAGE, {"do": "clear", "reason": "", **wanted}).status_code == 422

        client.post(self.PAGE, {"do": "clear", "reason": "Board of a bakery.", **wanted})

        assert Clearance.objects.get().given_by == manager
        page = " ".join(client.get(self.PAGE).content.decode().split())
        assert "on 24 October 2026: Board of a bakery." in page
        client.post(self.PAGE, {"do": "take_back", **wanted})
        assert Clearance.objects.get().ended_at

    def test_whoever_is_held_back_reads_so_on_their_page(self, client, tied):
        client.force_login(tied)

        page = client.get("/en/my-page/").content.decode()

        assert "What is confidential is held back from you" in page

    @pytest.mark.parametrize("kind", ["administrator", "operator", "auditor", "facilitator"])
    def test_to_others_the_page_does_not_exist(self, client, kind):
        client.force_login(RoleFactory(kind=kind).person)

        assert client.get(self.PAGE).status_code == 404

    @pytest.mark.parametrize("many", [1, 5])
    def test_it_asks_as_many_questions_for_one_as_for_five(
        self, client, manager, many, django_assert_num_queries
    ):
        for _each in range(many):
            role = RoleFactory(kind=RoleKind.SUPPLIER, organisation__kind=OrganisationKind.COMPANY)
            RoleFactory(kind=RoleKind.SUBJECT, person=role.person)

        client.get(self.PAGE)  # what pages keep for a minute has been read
        with django_assert_num_queries(6):
            client.get(self.PAGE)
