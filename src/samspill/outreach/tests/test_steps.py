"""What is done with what came in: given to somebody, answered, closed, shown to all, begun."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.initiatives.choices import Duty
from samspill.initiatives.tests.factories import TeamMemberFactory
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.outbox.models import Message
from samspill.outreach import actions
from samspill.outreach.choices import ContributionKind, ContributionStatus
from samspill.outreach.emails import ANSWER, ARRIVED
from samspill.outreach.models import Contribution, QuestionAnswer
from samspill.outreach.queries import candidates
from samspill.outreach.tests.factories import (
    ADDRESS,
    NOW,
    ContributionFactory,
    QuestionAnswerFactory,
    initiative_in,
    manager_of,
)
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def manager(programme):
    return manager_of(programme)


def changes(what):
    return Entry.objects.get(what=what).changes


def test_giving_it_to_somebody_lets_them_read_and_answer_it(programme, manager):
    initiative = initiative_in(programme)
    asked = ContributionFactory(programme=programme, initiative=initiative)
    member = TeamMemberFactory(initiative=initiative, duty=Duty.FACILITATOR)
    facilitator = member.role.person
    assert not Contribution.objects.visible_to(facilitator, at=NOW).exists()
    with pytest.raises(NotPermitted):
        actions.answer(asked, "Yes.", revision=1, by=facilitator, at=NOW)

    actions.assign(asked, member.role, revision=1, by=manager, at=NOW)

    assert asked.status == ContributionStatus.ASSIGNED
    assert Message.objects.get(letter__kind=ARRIVED).to == facilitator.email
    assert changes("outreach.assigned")["status"] == ["new", "assigned"]
    assert Contribution.objects.visible_to(facilitator, at=NOW).get() == asked
    actions.answer(asked, "Yes.", revision=2, by=facilitator, at=NOW)
    assert asked.status == ContributionStatus.ANSWERED


def test_whoever_takes_it_themselves_gets_no_mail(programme, manager):
    asked = ContributionFactory(programme=programme)

    actions.assign(asked, manager.roles.get(), revision=1, by=manager, at=NOW)

    assert not Message.objects.exists()


def test_it_is_given_only_to_those_who_work_there(programme, manager):
    asked = ContributionFactory(programme=programme)
    stranger = RoleFactory()
    left = RoleFactory(
        organisation=programme.host,
        kind=RoleKind.FACILITATOR,
        to_on=NOW.date() - timedelta(days=1),
    )

    assert [each.person for each in candidates(asked, at=NOW)] == [manager]
    for role in (stranger, left):
        with pytest.raises(NotPossible):
            actions.assign(asked, role, revision=1, by=manager, at=NOW)
    asked.refresh_from_db()
    assert asked.responsible is None


def test_the_answer_goes_to_whoever_asked_and_is_kept(programme, manager):
    asked = ContributionFactory(programme=programme, language="nb")

    actions.answer(asked, "Ja, gjerne.\n\nVelkommen.", revision=1, by=manager, at=NOW)

    mail = Message.objects.get(letter__kind=ANSWER)
    assert (mail.to, mail.wording.language) == (ADDRESS, "nb")
    assert "Ja, gjerne." in mail.wording.text
    assert asked.text in mail.wording.text
    asked.refresh_from_db()
    assert (asked.status, asked.settled_at) == (ContributionStatus.ANSWERED, NOW)


def test_two_who_answer_at_once_do_not_both_write(programme, manager):
    asked = ContributionFactory(programme=programme)
    other_window = Contribution.objects.get(pk=asked.pk)
    actions.answer(asked, "Yes.", revision=1, by=manager, at=NOW)

    with pytest.raises(NotPossible, match="meanwhile"):
        actions.answer(other_window, "No.", revision=1, by=manager, at=NOW)

    assert Message.objects.filter(letter__kind=ANSWER).count() == 1
    assert other_window.answer == "Yes."


def test_who_has_been_forgotten_cannot_be_answered(programme, manager):
    asked = ContributionFactory(programme=programme, sender_address="", text="")

    with pytest.raises(NotPossible, match="Close it"):
        actions.answer(asked, "Yes.", revision=1, by=manager, at=NOW)


def test_what_is_closed_can_be_taken_up_again(programme, manager):
    role = manager.roles.get()
    asked = ContributionFactory(programme=programme, responsible=role)

    actions.close(asked, "It is an advertisement", revision=1, by=manager, at=NOW)
    assert (asked.status, asked.settled_at) == (ContributionStatus.CLOSED, NOW)
    assert not Message.objects.exists()
    with pytest.raises(NotPossible):
        actions.answer(asked, "Yes.", revision=2, by=manager, at=NOW)

    actions.reopen(asked, revision=2, by=manager, at=NOW)
    assert (asked.status, asked.settled_at, asked.closing_reason) == ("assigned", None, "")
    actions.answer(asked, "Yes.", revision=3, by=manager, at=NOW)
    with pytest.raises(NotPossible):
        actions.close(asked, "Why?", revision=4, by=manager, at=NOW)


def test_an_answer_of_use_to_all_says_nothing_of_who_asked(programme, manager):
    initiative = initiative_in(programme)
    asked = ContributionFactory(
        programme=programme,
        initiative=initiative,
        status="answered",
        settled_at=NOW,
        answer="Yes.",
    )
    said = {"question": "May a county take part?", "answer": "Yes."}

    actions.share_answer(asked, **said, revision=1, by=manager, at=NOW)

    (shown,) = QuestionAnswer.objects.visible_to(AnonymousUser(), at=NOW)
    assert (shown.initiative, str(shown.question)) == (initiative, said["question"])
    actions.withdraw_answer(asked, revision=2, by=manager, at=NOW)
    assert not QuestionAnswer.objects.visible_to(AnonymousUser(), at=NOW).exists()
    actions.share_answer(asked, **said, revision=3, by=manager, at=NOW)
    assert QuestionAnswer.objects.visible_to(AnonymousUser(), at=NOW).count() == 1


@pytest.mark.parametrize("lacks", ["initiative", "answer"])
def test_what_is_not_about_an_initiative_or_not_answered_is_not_shown(programme, manager, lacks):
    about = {"initiative": initiative_in(programme)} if lacks == "answer" else {}
    told = {"status": "answered", "settled_at": NOW} if lacks == "initiative" else {}
    asked = ContributionFactory(programme=programme, **about, **told)

    with pytest.raises(NotPossible):
        actions.share_answer(asked, question="A?", answer="B.", revision=1, by=manager, at=NOW)
    assert not QuestionAnswer.objects.exists()


def test_an_answer_about_a_draft_is_shown_to_nobody_else(programme):
    QuestionAnswerFactory(initiative=initiative_in(programme, published_at=None))

    assert not QuestionAnswer.objects.visible_to(AnonymousUser(), at=NOW).exists()
    assert QuestionAnswer.objects.visible_to(manager_of(programme), at=NOW).exists()


def test_a_proposal_becomes_an_initiative_once_and_is_remembered(programme, manager):
    proposed = ContributionFactory(programme=programme, kind=ContributionKind.PROPOSAL)
    more = {"title": "Quiet ferries", "slug": "quiet-ferries", "by": manager, "at": NOW}

    begun = actions.begin_initiative(proposed, revision=1, **more)

    assert (begun.published_at, begun.programme, str(begun.title)) == (
        None,
        programme,
        "Quiet ferries",
    )
    proposed.refresh_from_db()
    assert proposed.became == begun
    with pytest.raises(NotPossible):
        actions.begin_initiative(proposed, revision=2, **{**more, "slug": "again"})


def test_a_question_becomes_no_initiative(programme, manager):
    asked = ContributionFactory(programme=programme)

    with pytest.raises(NotPossible):
        actions.begin_initiative(asked, title="A", slug="a", revision=1, by=manager, at=NOW)


@pytest.mark.parametrize(
    ("country", "is_read"), [("NO", True), ("SE", False), ("", False)], ids=str
)
def test_a_contact_of_a_partner_reads_what_comes_from_their_country(programme, country, is_read):
    agency = OrganisationFactory(kind=OrganisationKind.AGENCY, country="NO")
    contact = RoleFactory(organisation=agency, kind=RoleKind.PARTNER_CONTACT).person
    asked = ContributionFactory(programme=programme, country=country)

    assert Contribution.objects.visible_to(contact, at=NOW).exists() == is_read
    with pytest.raises(NotPermitted):
        actions.answer(asked, "Yes.", revision=1, by=contact, at=NOW)


def test_whoever_has_ties_on_both_sides_reads_nothing(programme, manager):
    ContributionFactory(programme=programme)
    assert Contribution.objects.visible_to(manager, at=NOW).exists()

    company = OrganisationFactory(kind=OrganisationKind.COMPANY)
    RoleFactory(person=manager, organisation=company, kind=RoleKind.SUPPLIER)

    assert not Contribution.objects.visible_to(manager, at=NOW).exists()


def test_strangers_and_those_of_another_programme_read_nothing(programme):
    ContributionFactory(programme=programme)

    for reader in (AnonymousUser(), PersonFactory(), manager_of(ProgrammeFactory())):
        assert not Contribution.objects.visible_to(reader, at=NOW).exists()
