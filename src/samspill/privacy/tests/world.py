"""Somebody of whom every table holds something: a unique word in each."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.conf import settings
from django_tasks_db.models import DBTaskResult

from samspill.accounts.choices import Browser, Means, System
from samspill.accounts.models import Identity, OpenSession
from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.actions import record
from samspill.core.email_addresses import key_of
from samspill.core.limits import count
from samspill.editorial.actions.writing import write
from samspill.editorial.choices import SectionKind
from samspill.editorial.models import Version
from samspill.editorial.queries import Passage
from samspill.editorial.tests.factories import VersionFactory, say
from samspill.initiatives.tests.factories import InitiativeFactory, TeamMemberFactory
from samspill.mailings.choices import Channel, ConsentEvent
from samspill.mailings.models import AskedMail, Consent, Silence
from samspill.mailings.tests.factories import SendingFactory, SubscriptionFactory, UpdateFactory
from samspill.media.tests.factories import PictureFactory
from samspill.newsletters.tests.factories import NewsletterFactory
from samspill.organisations import emails
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Clearance, Invitation
from samspill.organisations.tests.factories import (
    EnquiryFactory,
    ImportedRowFactory,
    OrganisationFactory,
    RoleFactory,
)
from samspill.outbox.actions import Receiver, address_copies, freeze, post, suppress
from samspill.outbox.choices import Cause
from samspill.outbox.tests.factories import a_mail
from samspill.outreach import emails as outreach_emails
from samspill.outreach.tests.factories import ContributionFactory
from samspill.programmes.tests.factories import ProgrammeFactory

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def told_to_the_public(word):
    """Say in which tables a word stays: what was published about somebody, as their tables declare."""
    return {name: {word} for name in ("editorial_revision", "editorial_section", "media_picture")}


def somebody(word):
    """Make somebody who has used everything there is, and in whose every text stands a word."""
    person = PersonFactory(name=f"Åse {word}", email=f"{word}@people.example")
    _sign_in(person, word)
    role = RoleFactory(person=person, phone=f"+47 {word}", is_address_public=True)
    TeamMemberFactory(role=role, initiative=InitiativeFactory())
    ProgrammeFactory(project_leader=role)
    _look_after_others(person, role)
    UpdateFactory(written_by=f"person:{person.pk}")
    UpdateFactory(written_by=person.name)
    NewsletterFactory(written_by=f"person:{person.pk}")
    NewsletterFactory(written_by=person.name)
    SendingFactory(decided_by=f"person:{person.pk}")
    _write_texts(person, role)
    _follow(person)
    _write_letters(person, role, word)
    _leave_traces(person)
    return person


def _write_texts(person, role):
    contact = Passage(kind=SectionKind.CONTACT, role=role)
    quoted = Passage(kind=SectionKind.QUOTATION, text="We buy together.", attribution=person.name)
    picture = PictureFactory(photographer=person.name)
    said = say(
        "Together",
        contact,
        quoted,
        byline=person.name,
        byline_role=role,
        picture=picture,
        caption=person.name,
    )
    version = VersionFactory(edited_by=person, edited_at=NOW)
    write(version, said, after=0, by=person, at=NOW)
    Version.objects.filter(pk=version.pk).update(edited_by=person, edited_at=NOW)


def _look_after_others(person, role):
    other = PersonFactory()
    ImportedRowFactory(table__begun_by=person)
    RoleFactory(given_by=person)
    RoleFactory(confirmed_by=person)
    for whom, by in ((person, other), (other, person)):
        Clearance.objects.create(
            person=whom, seen=[], given_by=by, given_at=NOW, reason=f"{whom.name} is known"
        )
    for address, by in ((person.email, other), (f"friend-of-{person.pk}@body.example", person)):
        Invitation.objects.create(
            organisation=OrganisationFactory(),
            kind=RoleKind.COORDINATOR,
            address=address,
            address_key=key_of(address),
            language="en",
            invited_by=by,
            invited_at=NOW,
            expires_at=NOW + timedelta(days=7),
        )
    emails.accepted(role, other, at=NOW)


def _sign_in(person, word):
    own = EmailAddress.objects.create(
        user=person, email=f"also-{word}@people.example", verified=True
    )
    EmailConfirmation.objects.create(email_address=own, key=f"key-{word}"[:64])
    Identity.objects.create(
        person=person, issuer="https://sign-in.example", subject=f"subject {word}", connected_at=NOW
    )
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": f"Key of {word}"}
    )
    for inside in ({"_auth_user_id": str(person.pk)}, {"login": {"email": person.email.upper()}}):
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session.update(inside)
        session.create()
    OpenSession.objects.create(
        session_id=session.session_key,
        person=person,
        means=Means.CODE,
        browser=Browser.OTHER,
        system=System.OTHER,
        network=f"net {word}",
        provider_session=f"there {word}",
        started_at=NOW,
        seen_at=NOW,
    )


def _follow(person):
    subscription = SubscriptionFactory(
        subscriber__address=person.email, handle=f"handle-{person.email[:30]}"
    )
    subscriber = subscription.subscriber
    AskedMail.objects.create(address_key=subscriber.address_key, mailed_at=NOW)
    Silence.objects.create(address_key=subscriber.address_key, since=NOW)
    suppress(person.email, cause=Cause.BOUNCED, status="5.1.1", at=NOW)
    for event in (ConsentEvent.ASKED, ConsentEvent.CONFIRMED):
        Consent.objects.create(
            address_key=subscriber.address_key,
            list_key=subscription.interest_list.key,
            event=event,
            language="en",
            channel=Channel.PAGE,
            controller="Nordic Buyers",
            at=NOW,
        )


def _write_letters(person, role, word):
    theirs = EnquiryFactory(
        sender_name=person.name,
        sender_address=person.email,
        organisation_name=f"House of {word}",
        about=f"About {word}",
        text=f"May {word} take part?",
    )
    emails.enquiry(theirs, at=NOW)
    EnquiryFactory(role=role, sender_address="visitor@body.example")
    sent = ContributionFactory(
        sender_name=person.name,
        sender_address=person.email,
        organisation_name=f"House of {word}",
        text=f"May {word} propose?",
        answer=f"Yes, {word} may.",
        closing_reason=f"{word} knows",
    )
    outreach_emails.receipt(sent, at=NOW)
    outreach_emails.answer(sent, at=NOW)
    ContributionFactory(responsible=role, sender_address="other@body.example")
    post(
        "tests.note",
        key=f"note:{person.pk}",
        to=person.email,
        language="nb",
        compose=lambda: a_mail(subject=f"To {word}"),
        at=NOW,
        personal={"code": word},
        reference=f"person:{person.pk}",
    )
    many = freeze(
        "tests.update",
        key=f"update:{person.pk}",
        compose=a_mail,
        languages=["nb"],
        at=NOW,
        headers={"Reply-To": person.email},
    )
    address_copies(many, [Receiver(to=person.email, language="nb")], at=NOW)


def _leave_traces(person):
    count(f"mailings.ask:{key_of(person.email)}", at=NOW, window=timedelta(days=1))
    record("tests.done", "tests", by=person, at=NOW)
    record("tests.suffered", person, by="tests", at=NOW, personal={"name": person.name})
    role = person.roles.get()
    record("tests.reached", role, by="tests", at=NOW, personal={"phone": (None, role.phone)})
    DBTaskResult.objects.create(
        args_kwargs={"args": [1], "kwargs": {}},
        task_path="tests.fail",
        backend_name="default",
        run_after=NOW,
        exception_class_path="ValueError",
        traceback=f"ValueError: {person.email}",
    )
