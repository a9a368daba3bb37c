"""Sending something: kept, receipted, and given to whoever is to answer."""

from datetime import timedelta

import pytest

from samspill.audit.models import Entry
from samspill.core.errors import NotPossible
from samspill.initiatives.choices import Duty
from samspill.initiatives.tests.factories import TeamMemberFactory
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.outbox.models import Message
from samspill.outreach import rules
from samspill.outreach.actions import contribute, forget_contributions
from samspill.outreach.actions.contributing import KEEP_CONTRIBUTIONS
from samspill.outreach.choices import ContributionKind, ContributionStatus
from samspill.outreach.emails import ARRIVED, RECEIPT, personal_while_readable
from samspill.outreach.models import Contribution
from samspill.outreach.tests.factories import (
    ADDRESS,
    NOW,
    ContributionFactory,
    initiative_in,
    manager_of,
)
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


def send(programme, **more):
    said = {
        "name": "Kim",
        "address": ADDRESS,
        "text": "Ferries could be quieter.",
        "language": "en",
        "at": NOW,
        **more,
    }
    return contribute(programme, said.pop("kind", ContributionKind.PROPOSAL), **said)


def test_what_somebody_sends_is_kept_with_a_reference_and_a_day():
    sent = send(ProgrammeFactory(), organisation="The county\nBcc: x", country="NO")

    kept = Contribution.objects.get()
    assert kept == sent
    assert kept.status == ContributionStatus.NEW
    assert kept.organisation_name == "The county Bcc: x"
    assert len(kept.reference) == 9
    assert kept.due_on == (NOW + timedelta(days=14)).date()
    assert Entry.objects.get(what="outreach.contributed").by == "visitor"


def test_whoever_sends_gets_a_receipt_with_the_reference_and_nothing_they_wrote():
    sent = send(ProgrammeFactory(), text="Buy my pills", name="Buy now")

    receipt = Message.objects.get(letter__kind=RECEIPT)
    assert receipt.to == ADDRESS
    assert sent.reference in receipt.wording.subject
    assert "Buy" not in receipt.wording.text + receipt.wording.html


def test_about_an_initiative_it_goes_to_the_contact_of_the_country():
    programme = ProgrammeFactory()
    initiative = initiative_in(programme)
    contacts = {
        country: TeamMemberFactory(initiative=initiative, duty=Duty.CONTACT, country=country).role
        for country in ("NO", "SE")
    }

    sent = send(programme, initiative=initiative, country="SE")

    assert sent.responsible == contacts["SE"]
    assert Message.objects.get(letter__kind=ARRIVED).to == contacts["SE"].person.email


def test_to_a_programme_it_goes_to_its_leader_or_to_whoever_manages_it_or_the_one_above():
    above = ProgrammeFactory()
    manager = RoleFactory(organisation=above.host, kind=RoleKind.PROGRAMME_MANAGER)
    below = ProgrammeFactory(part_of=above, host=OrganisationFactory())
    assert send(below).responsible == manager

    own = RoleFactory(organisation=below.host, kind=RoleKind.PROGRAMME_MANAGER)
    assert send(below).responsible == own

    below.project_leader = RoleFactory()
    below.save()
    assert send(below).responsible == below.project_leader


def test_it_goes_to_nobody_who_has_left():
    programme = ProgrammeFactory()
    gone = RoleFactory(
        organisation=programme.host,
        kind=RoleKind.PROGRAMME_MANAGER,
        to_on=NOW.date() - timedelta(days=1),
    )
    programme.project_leader = gone
    programme.save()

    assert send(programme).responsible is None
    assert not Message.objects.filter(letter__kind=ARRIVED).exists()


def test_the_mail_to_whoever_answers_says_nothing_of_what_was_written():
    programme = ProgrammeFactory()
    manager_of(programme)
    send(programme, name="Secret Sender", text="Secret text")

    mail = Message.objects.get(letter__kind=ARRIVED)
    assert "Secret" not in mail.wording.text + mail.wording.html + mail.wording.subject


def test_the_mail_is_not_sent_to_whoever_may_no_longer_read_it(time_machine):
    time_machine.move_to(NOW)
    programme = ProgrammeFactory()
    manager = manager_of(programme)
    sent = send(programme)
    mail = Message.objects.get(letter__kind=ARRIVED)
    assert personal_while_readable(mail) == {}

    manager.roles.update(to_on=NOW.date() - timedelta(days=1))
    assert Contribution.objects.filter(pk=sent.pk).exists()
    assert personal_while_readable(mail) is None


def test_nobody_sends_without_measure():
    programme = ProgrammeFactory()
    for _each in range(rules.MOST_CONTRIBUTIONS_PER_SENDER):
        send(programme)

    with pytest.raises(NotPossible):
        send(programme)
    assert Contribution.objects.count() == rules.MOST_CONTRIBUTIONS_PER_SENDER
    send(programme, address="other@body.example")


def test_a_year_after_it_was_dealt_with_only_that_it_came_is_kept():
    long_ago = NOW - KEEP_CONTRIBUTIONS - timedelta(days=1)
    responsible = RoleFactory()
    told = ContributionFactory(
        written_at=long_ago - timedelta(days=9),
        status=ContributionStatus.ANSWERED,
        settled_at=long_ago,
        answer="Yes.",
        responsible=responsible,
    )
    unseen = ContributionFactory(
        written_at=long_ago, status=ContributionStatus.ASSIGNED, responsible=responsible
    )
    lately = ContributionFactory(
        written_at=long_ago, status=ContributionStatus.ANSWERED, settled_at=NOW, answer="No."
    )

    assert forget_contributions(at=NOW) == 2
    assert forget_contributions(at=NOW) == 0

    for each in (told, unseen):
        each.refresh_from_db()
        assert (each.sender_name, each.sender_address, each.text, each.answer) == ("",) * 4
        assert each.responsible is None
    assert unseen.status == ContributionStatus.CLOSED
    lately.refresh_from_db()
    assert lately.sender_address == ADDRESS
