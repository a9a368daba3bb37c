"""Pages that exist in development only."""

from email.message import EmailMessage

import pytest
from django.urls import NoReverseMatch, reverse

from samspill.accounts.models import Person
from samspill.development import inbox
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.models import Organisation, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def development(settings, tmp_path):
    """Turn the site into one in development, with an inbox of its own."""
    settings.DEVELOPMENT = True
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "samspill.development"]
    settings.ROOT_URLCONF = "samspill.development.tests.urls"
    settings.DATA = tmp_path


@pytest.fixture
def facilitator(development):
    person = Person.objects.create_user("kari@kommune.example", name="Kari Nordmann", language="fi")
    body = Organisation.objects.create(
        slug="body",
        kind=OrganisationKind.MUNICIPALITY,
        name={"en": "Some municipality"},
        country="NO",
    )
    Role.objects.create(person=person, organisation=body, kind=RoleKind.FACILITATOR)
    return person


def receive(text, html="", subject="Confirm that you follow"):
    message = EmailMessage()
    message["From"] = "post@samspill.example"
    message["To"] = "ola@kommune.example"
    message["Subject"] = subject
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    inbox.keep(message.as_bytes())
    return inbox.mails()[0].name


def test_none_of_these_pages_exists_outside_development(client):
    with pytest.raises(NoReverseMatch):
        reverse("development:inbox")
    assert client.get("/development/inbox/").status_code == 404


@pytest.mark.usefixtures("development")
def test_the_inbox_lists_mail_with_receiver_and_subject(client):
    receive("Hello")

    page = client.get(reverse("development:inbox")).content.decode()

    assert "ola@kommune.example" in page
    assert "Confirm that you follow" in page


@pytest.mark.usefixtures("development")
def test_links_in_the_text_of_a_mail_lead_where_they_say(client):
    name = receive(
        "Press here: http://localhost:8000/nb/folg/bekreft/abc/ <script>alert(1)</script>"
    )

    page = client.get(reverse("development:mail", args=[name])).content.decode()

    assert 'href="http://localhost:8000/nb/folg/bekreft/abc/"' in page
    assert "<script>alert(1)</script>" not in page


@pytest.mark.usefixtures("development")
def test_the_html_of_a_mail_can_do_nothing_but_lead_on(client):
    name = receive("Hello", "<p>Hello</p><script>alert(1)</script>")

    response = client.get(reverse("development:mail_html", args=[name]))

    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-top-navigation-by-user-activation; default-src 'none'")
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "<p>Hello</p>" in response.content.decode()


@pytest.mark.usefixtures("development")
def test_a_mail_that_does_not_exist_is_not_found(client):
    response = client.get(reverse("development:mail", args=["00000000000000000-00000000"]))

    assert response.status_code == 404


def test_sample_people_are_listed_by_their_role(client, facilitator):
    page = client.get(reverse("development:people"), headers={"Accept-Language": "en"})

    assert "Facilitator: Kari Nordmann, Some municipality" in page.content.decode()


def test_a_button_signs_in_as_a_sample_person_and_leads_to_their_language(client, facilitator):
    address = reverse("development:person", args=[facilitator.pk])
    assert "<button" in client.get(address).content.decode()

    response = client.post(address)

    assert response.headers["Location"] == "/fi/"
    assert client.session["_auth_user_id"] == str(facilitator.pk)
    assert facilitator.open_sessions.get().session_id == client.session.session_key


def test_looking_at_a_sample_person_signs_nobody_in(client, facilitator):
    client.get(reverse("development:person", args=[facilitator.pk]))

    assert "_auth_user_id" not in client.session
