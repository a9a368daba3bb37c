"""Pages for those who run an initiative: write an update, publish, move on, copy."""

import pytest
from django.urls import reverse

from samspill.accounts.models import Person
from samspill.initiatives.choices import Status
from samspill.initiatives.models import Initiative, StatusChange
from samspill.mailings.models import Sending, Update
from tests.pages.addresses import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stories")]

SLUG = "ombruk-i-offentlige-kjokken"


@pytest.fixture
def facilitator(client):
    client.force_login(person := Person.objects.get(email="jorunn.dalvik@fellesloftet.example"))
    return person


@pytest.fixture
def supplier(client):
    supplier = Person.objects.filter(roles__kind="supplier").earliest("pk")
    client.force_login(supplier)
    return supplier


def draft_of(client, **texts):
    client.post(address("write", "nb", SLUG), {"title_nb": "Nytt", "body_nb": "Tekst", **texts})
    return Update.objects.latest("pk")


PAGES = ["steer", "write"]


@pytest.mark.parametrize("page", PAGES)
def test_to_others_these_pages_do_not_exist(client, supplier, page):
    assert client.get(address(page, "nb", SLUG)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_who_has_not_signed_in_is_asked_to(client, page):
    response = client.get(address(page, "nb", SLUG))

    assert response.status_code == 302
    assert response["Location"].startswith("/nb/logg-inn/?next=")


def test_a_draft_update_is_hidden_from_others(client, facilitator):
    draft = draft_of(client)
    assert client.get(address("preview", "nb", SLUG, draft.pk)).status_code == 200
    client.logout()

    assert client.get(address("update", "nb", SLUG, draft.pk)).status_code == 404
    client.force_login(Person.objects.filter(roles__kind="supplier").earliest("pk"))
    for page in ("preview", "preview_mail", "revise"):
        assert client.get(address(page, "nb", SLUG, draft.pk)).status_code == 404


def test_an_update_of_another_initiative_is_not_found_here(client, facilitator):
    another = Update.objects.exclude(interest_list__initiative__slug=SLUG).earliest("pk")

    assert client.get(address("preview", "nb", SLUG, another.pk)).status_code == 404


def test_a_text_without_a_title_is_asked_for_and_nothing_is_lost(client, facilitator):
    before = Update.objects.count()

    response = client.post(address("write", "nb", SLUG), {"body_fi": "Uutta tekstiä"})

    assert response.status_code == 422
    assert "Uutta tekstiä" in response.content.decode()
    assert Update.objects.count() == before


def test_two_people_editing_one_draft_never_overwrite_each_other(client, facilitator):
    draft = draft_of(client)
    path = address("revise", "nb", SLUG, draft.pk)
    mine = {"title_nb": "Min", "body_nb": "Min tekst", "revision": draft.revision}
    client.post(path, {**mine, "title_nb": "Hennes"})

    response = client.post(path, mine)

    assert response.status_code == 422
    assert "Min tekst" in response.content.decode()
    draft.refresh_from_db()
    assert str(draft.title["nb"]) == "Hennes"


def test_what_is_published_is_what_was_seen(client, facilitator):
    draft = draft_of(client)
    changed = {"title_nb": "Endret", "body_nb": "Tekst", "revision": draft.revision}
    client.post(address("revise", "nb", SLUG, draft.pk), changed)

    response = client.post(address("preview", "nb", SLUG, draft.pk), {"revision": draft.revision})

    assert response.status_code == 422
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_second_press_publishes_nothing_more(client, facilitator):
    draft = draft_of(client)
    path = address("preview", "nb", SLUG, draft.pk)

    answers = [client.post(path, {"revision": draft.revision})["Location"] for _ in range(2)]

    assert answers == [address("sending", "nb", SLUG, draft.pk)] * 2
    assert Sending.objects.count() == 1


def test_a_change_that_comes_too_late_is_refused_and_not_lost(client, facilitator):
    draft = draft_of(client)
    client.post(address("preview", "nb", SLUG, draft.pk), {"revision": draft.revision})

    response = client.post(
        address("revise", "nb", SLUG, draft.pk),
        {"title_nb": "For sent", "body_nb": "Min lange tekst", "revision": draft.revision},
    )

    assert response.status_code == 422
    assert "Min lange tekst" in response.content.decode()


def test_hostile_words_stay_words(client, facilitator):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    draft = draft_of(client, title_nb=hostile, body_nb=f"{hostile} [her](javascript:alert(1))")

    for page in ("preview", "preview_mail", "revise"):
        shown = client.get(address(page, "nb", SLUG, draft.pk)).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert 'href="javascript:' not in shown


def test_a_copy_is_a_draft_that_only_its_maker_sees(client, facilitator):
    response = client.post(
        address("steer", "nb", SLUG),
        {"do": "copy", "copy-title": "Stille ferger", "copy-slug": "stille-ferger"},
    )

    copy = Initiative.objects.get(slug="stille-ferger")
    assert response["Location"] == copy.get_absolute_url()
    assert copy.steps.count() == Initiative.objects.get(slug=SLUG).steps.count()
    assert client.get(copy.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(copy.get_absolute_url()).status_code == 404


def test_an_address_that_is_taken_is_refused_and_what_was_typed_is_kept(client, facilitator):
    response = client.post(
        address("steer", "nb", SLUG), {"do": "copy", "copy-title": "Ny", "copy-slug": SLUG}
    )

    assert response.status_code == 422
    assert 'value="Ny"' in response.content.decode()


def test_a_draft_that_lacks_something_says_what(client, facilitator):
    client.post(
        address("steer", "nb", SLUG),
        {"do": "copy", "copy-title": "Stille ferger", "copy-slug": "stille-ferger"},
    )
    path = reverse("portal:steer", args=["stille-ferger"])

    response = client.post(path, {"do": "publish"})

    assert response.status_code == 422
    assert Initiative.objects.get(slug="stille-ferger").published_at is None


def test_the_status_moves_only_from_what_the_person_saw(client, facilitator):
    latest = StatusChange.objects.filter(initiative__slug=SLUG).latest("number")
    sent = {"do": "status", "status-to": Status.COMPLETED, "status-after": latest.number}

    first = client.post(address("steer", "nb", SLUG), sent)
    second = client.post(address("steer", "nb", SLUG), {**sent, "status-to": Status.ARCHIVED})

    assert (first.status_code, second.status_code) == (302, 422)
    newest = StatusChange.objects.filter(initiative__slug=SLUG).latest("number")
    assert newest.status == Status.COMPLETED
