"""Those who oversee a programme read its drafts, and cannot touch them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samspill.core import clock
from samspill.editorial.tests.factories import TEXT, draft, editor_of, published, say
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return draft(content=say("A greener way", TEXT))


@pytest.fixture
def page(revision):
    return reverse("editorial:drafts", args=[revision.version.piece.programme.slug])


@pytest.fixture
def auditor(client):
    person = RoleFactory(kind=RoleKind.AUDITOR).person
    client.force_login(person)
    return person


def test_an_auditor_finds_the_drafts_from_their_own_page_and_reads_them(
    client, revision, page, auditor
):
    assert page in client.get(reverse("portal:my_page")).content.decode()

    listed = client.get(page).content.decode()
    read = client.get(page, {"draft": revision.pk}).content.decode()

    assert f"?draft={revision.pk}" in listed
    assert "Suppliers deliver in" not in listed
    assert "Suppliers deliver in <em>three</em> counties" in read


def test_an_auditor_changes_nothing(client, revision, page, auditor):
    text = [revision.version.piece.slug, revision.version.language]

    assert client.post(page).status_code == 405
    for name in ("write", "preview", "wordings"):
        address = reverse(f"editorial:{name}", args=text)
        assert client.get(address).status_code == 404
        assert client.post(address, {"do": "publish", "revision": "1"}).status_code == 404
    shown = client.get(page, {"draft": revision.pk}).content.decode()
    assert "<form" not in shown[shown.index("<main") : shown.index("</main>")]


def test_others_are_told_of_no_drafts(client, revision, page):
    person = RoleFactory(kind=RoleKind.COORDINATOR).person
    client.force_login(person)

    assert client.get(page).status_code == 404
    assert page not in client.get(reverse("portal:my_page")).content.decode()


def test_what_readers_see_already_is_no_draft_and_what_they_will_see_is(client, revision, page):
    client.force_login(editor_of(revision.version.piece.programme))
    revision.published_at = clock.now() + timedelta(days=3)
    revision.save(update_fields=["published_at"])
    shown = published(piece__programme=revision.version.piece.programme)

    listed = client.get(page).content.decode()

    assert "Readers see it from" in listed
    assert f"?draft={revision.pk}" in listed
    assert client.get(page, {"draft": shown.pk}).status_code == 404
    assert client.get(page, {"draft": "x"}).status_code == 404


def test_a_page_of_drafts_asks_the_same_however_many_there_are(client, revision, page, auditor):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        return len(asked)

    questions()
    one = questions()
    for _each in range(4):
        draft(piece__programme=revision.version.piece.programme)

    assert questions() == one
