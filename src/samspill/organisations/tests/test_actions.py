"""Keeping the register of organisations, and writing to the people in it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.translated import Translated
from samspill.organisations.actions import (
    end_role,
    forget_enquiries,
    give_role,
    register_organisation,
    rename,
    succeed,
    write_enquiry,
)
from samspill.organisations.choices import Country, OrganisationKind, RoleKind
from samspill.organisations.models import Enquiry, Organisation, Role
from samspill.organisations.rules import MOST_ENQUIRIES_PER_ROLE, MOST_ENQUIRIES_PER_SENDER
from samspill.organisations.tests.factories import (
    EnquiryFactory,
    OrganisationFactory,
    RoleFactory,
    SuccessionFactory,
)
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)


@pytest.fixture
def manager():
    return RoleFactory(kind=RoleKind.PROGRAMME_MANAGER, organisation__slug="host").person


@pytest.fixture
def host(manager):
    return Organisation.objects.get(slug="host")


def register(by, **more):
    return register_organisation(
        slug="oslo",
        name=Translated(nb="Oslo kommune"),
        kind=OrganisationKind.MUNICIPALITY,
        **{"country": Country.NORWAY, "number": "988 077 917", **more},
        by=by,
        at=NOON,
    )


def test_register_keeps_the_number_compact_and_leaves_a_trail(manager):
    organisation = register(manager)

    organisation.refresh_from_db()
    assert (organisation.number, str(organisation)) == ("988077917", "Oslo kommune")
    entry = Entry.objects.get()
    assert (entry.what, entry.by) == ("organisations.registered", f"person:{manager.pk}")
    assert entry.changes["name"] == {"nb": "Oslo kommune"}


def test_register_is_refused_to_those_who_run_nothing():
    supplier = RoleFactory(kind=RoleKind.SUPPLIER).person

    with pytest.raises(NotPermitted):
        register(supplier)

    assert not Organisation.objects.filter(slug="oslo").exists()


def test_register_takes_no_organisation_twice(manager):
    OrganisationFactory(number="988077917")

    with pytest.raises(NotPossible, match="already"):
        register(manager)


def test_register_refuses_a_wrong_number(manager):
    with pytest.raises(NotPossible, match="check the digits"):
        register(manager, number="988077918")


def test_rename_says_what_the_name_was(manager):
    organisation = OrganisationFactory(name=Translated(nb="Nork"))

    rename(organisation, Translated(nb="Norsk"), by=manager, at=NOON)

    organisation.refresh_from_db()
    assert organisation.name == Translated(nb="Norsk")
    assert Entry.objects.get().changes == {"name": [{"nb": "Nork"}, {"nb": "Norsk"}]}


def test_succeed_ends_the_predecessor_the_day_before(manager):
    old, new = OrganisationFactory.create_batch(2)

    succeed(old, new, since=date(2020, 9, 1), by=manager, at=NOON)

    old.refresh_from_db()
    assert (old.valid_to_on, list(old.successors.all())) == (date(2020, 8, 31), [new])


def test_succeed_happens_once_and_in_one_direction(manager):
    succession = SuccessionFactory()
    old, new = succession.predecessor, succession.successor

    with pytest.raises(NotPossible, match="already"):
        succeed(old, new, since=date(2020, 9, 1), by=manager, at=NOON)
    with pytest.raises(NotPossible, match="came before"):
        succeed(new, old, since=date(2021, 9, 1), by=manager, at=NOON)


def test_a_role_is_given_from_today_and_ends_at_once(manager, host):
    person = PersonFactory()

    role = give_role(person, host, RoleKind.EDITOR, by=manager, at=NOON)
    assert list(Role.objects.current(NOON.date()).filter(person=person)) == [role]

    end_role(role, by=manager, at=NOON)
    assert not Role.objects.current(NOON.date()).filter(person=person).exists()
    assert [entry.what for entry in Entry.objects.order_by("pk")] == [
        "organisations.role_given",
        "organisations.role_ended",
        "accounts.sessions_ended",
    ]


def test_a_role_is_given_once_and_can_be_given_again_when_it_has_ended(manager, host):
    person = PersonFactory()

    def give(at):
        return give_role(person, host, RoleKind.EDITOR, by=manager, at=at)

    role = give(NOON)
    with pytest.raises(NotPossible, match="already"):
        give(NOON)
    end_role(role, by=manager, at=NOON)
    with pytest.raises(NotPossible, match="ended already"):
        end_role(role, by=manager, at=NOON)

    again = give(NOON + timedelta(days=30))

    assert (again.pk, again.from_on, again.to_on) == (role.pk, date(2019, 11, 9), None)


def test_a_role_is_not_given_by_somebody_whose_own_has_ended():
    former = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER, to_on=date(2019, 10, 9))

    with pytest.raises(NotPermitted):
        give_role(PersonFactory(), former.organisation, RoleKind.EDITOR, by=former.person, at=NOON)


def write(role, *, at=NOON, **more):
    return write_enquiry(
        role,
        **{
            "name": "A visitor",
            "address": "visitor@body.example",
            "text": "May we take part?",
            "language": "nb",
            "about": "Emission-free delivery",
            **more,
        },
        at=at,
    )


def test_enquiry_is_kept_and_mailed_to_the_person_with_the_visitor_to_answer_to():
    role = RoleFactory(person__language="en")

    letter = write(role, organisation="Drammen kommune")

    assert Enquiry.objects.get() == letter
    message = Message.objects.get()
    wording = message.letter.wordings.get()
    assert (message.to, message.language) == (role.person.email, "en")
    assert wording.subject == "Question about Emission-free delivery"
    for said in ("May we take part?", "A visitor", "visitor@body.example", "Drammen kommune"):
        assert said in wording.text
    assert "visitor@body.example" in str(message.letter.headers)


def test_enquiry_sends_nothing_to_the_address_that_was_typed_in():
    write(RoleFactory())

    assert not Message.objects.filter(to="visitor@body.example").exists()


def test_enquiry_shows_markup_as_it_was_typed():
    write(RoleFactory(), text="<script>alert(1)</script> [here](https://evil.example)")

    html = Message.objects.get().letter.wordings.get().html
    assert "<script>" not in html
    assert 'href="https://evil.example' not in html


def test_enquiry_cannot_smuggle_a_header_in():
    write(RoleFactory(), name="A\r\nBcc: x@evil.example", about="B\nSubject: C")

    letter = Enquiry.objects.get()
    assert "\n" not in letter.sender_name + letter.about
    assert "\n" not in Message.objects.get().letter.wordings.get().subject


def test_enquiry_reaches_nobody_who_has_left():
    role = RoleFactory(to_on=date(2019, 10, 9))

    with pytest.raises(NotPossible, match="no longer has this role"):
        write(role)

    assert not Enquiry.objects.exists()


def test_enquiries_of_one_sender_are_limited_however_the_address_is_written():
    for _each in range(MOST_ENQUIRIES_PER_SENDER):
        write(RoleFactory())

    with pytest.raises(NotPossible, match="too often"):
        write(RoleFactory(), address=" Visitor@Body.example ")

    assert Enquiry.objects.count() == Message.objects.count() == MOST_ENQUIRIES_PER_SENDER
    assert write(RoleFactory(), at=NOON + timedelta(hours=1))


def test_enquiries_to_one_person_are_limited():
    role = RoleFactory()
    for number in range(MOST_ENQUIRIES_PER_ROLE):
        write(role, address=f"visitor{number}@body.example")

    with pytest.raises(NotPossible, match="too often"):
        write(role)

    assert write(RoleFactory())


def test_enquiries_are_forgotten_after_a_year():
    old = EnquiryFactory(written_at=NOON - timedelta(days=366))
    kept = EnquiryFactory(role=old.role, written_at=NOON - timedelta(days=364))

    assert forget_enquiries(at=NOON) == 1

    assert list(Enquiry.objects.all()) == [kept]
    assert "visitor" not in str(Entry.objects.get().changes)
    assert forget_enquiries(at=NOON) == 0
