"""The pages: what anyone fills in, the inbox, and each step from it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from samspill.core.sheets import read
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.outreach.models import Contribution, QuestionAnswer
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
SENT = {
    "kind": "proposal",
    "name": "Kim",
    "address": ADDRESS,
    "message": "Ferries could be quieter.",
    "country": "NO",
}


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def manager(programme, client):
    person = manager_of(programme)
    client.force_login(person)
    return person


def where(name, *args):
    return reverse(f"outreach:{name}", args=args)


def test_anyone_sends_something_to_a_programme(client, programme):
    answer = client.post(where("contribute", programme.slug), SENT, follow=True)

    assert "Thank you, it has come in" in answer.content.decode()
    kept = Contribution.objects.get()
    assert (kept.programme, kept.kind, kept.country, kept.language) == (
        programme,
        "proposal",
        "NO",
        "en",
    )


def test_anyone_sends_something_about_an_initiative(client, programme):
    initiative = initiative_in(programme)

    client.post(where("contribute_to_initiative", initiative.slug), SENT)

    assert Contribution.objects.get().initiative == initiative


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, programme):
    wrong = {**SENT, "kind": "", "address": "kim@"}

    answer = client.post(where("contribute", programme.slug), wrong)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ferries could be quieter." in page
    assert "Choose whether it is a proposal, input or a question." in page
    assert not Contribution.objects.exists()


def test_a_machine_is_thanked_and_nothing_is_kept(client, programme):
    answer = client.post(where("contribute", programme.slug), {**SENT, "homepage": "x"})

    assert answer.status_code == 302
    assert not Contribution.objects.exists()


def test_nobody_sends_anything_to_a_programme_or_initiative_that_is_a_draft(client, programme):
    draft = initiative_in(programme, published_at=None)
    hidden = ProgrammeFactory(published_at=None)

    assert client.get(where("contribute_to_initiative", draft.slug)).status_code == 404
    assert client.post(where("contribute", hidden.slug), SENT).status_code == 404


def test_the_inbox_shows_what_waits_the_most_urgent_first(client, programme, manager):
    late = ContributionFactory(programme=programme, due_on=NOW.date() - timedelta(days=1))
    new = ContributionFactory(programme=programme)
    done = ContributionFactory(programme=programme, status="closed", settled_at=NOW)

    page = client.get(where("inbox")).content.decode()

    assert page.index(late.reference) < page.index(new.reference)
    assert done.reference not in page
    assert "1 is late" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("status=closed", {"closed"}),
        ("status=all", {"late", "mine", "closed"}),
        ("status=nonsense", {"late", "mine"}),
        ("late=1", {"late"}),
        ("mine=1", {"mine"}),
        ("kind=proposal&status=all", {"closed"}),
        ("q=ferries&status=all", {"closed"}),
        ("programme=nowhere", set()),
    ],
)
def test_the_address_says_how_the_inbox_is_narrowed(client, programme, manager, asked, found):
    days = timedelta(days=1)
    there = {
        "late": ContributionFactory(programme=programme, due_on=NOW.date() - days),
        "mine": ContributionFactory(programme=programme, responsible=manager.roles.get()),
        "closed": ContributionFactory(
            programme=programme,
            status="closed",
            settled_at=NOW,
            kind="proposal",
            text="Quiet ferries",
        ),
    }

    page = client.get(f"{where('inbox')}?{asked}").content.decode()

    assert {name for name, each in there.items() if each.reference in page} == found


def test_an_empty_inbox_says_what_lies_there(client, manager):
    assert "Nothing waits for an answer." in client.get(where("inbox")).content.decode()


def test_the_inbox_takes_as_many_queries_for_five_as_for_one(client, programme, manager):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(where("inbox"))
        return len(queries)

    role = manager.roles.get()
    ContributionFactory(programme=programme, responsible=role, initiative=initiative_in(programme))
    one = asked()
    for _each in range(4):
        ContributionFactory(
            programme=programme,
            responsible=RoleFactory(organisation=programme.host, kind=RoleKind.FACILITATOR),
            initiative=initiative_in(programme),
        )

    assert asked() == one


def test_answering_on_the_page(client, programme, manager):
    asked = ContributionFactory(programme=programme)

    empty = client.post(where("answer", asked.pk), {"revision": 1, "answer": ""})
    assert empty.status_code == 422
    done = client.post(where("answer", asked.pk), {"revision": 1, "answer": "Yes."}, follow=True)

    assert "The answer is on its way by e-mail." in done.content.decode()
    asked.refresh_from_db()
    assert asked.answer == "Yes."


def test_who_answers_second_is_told_and_keeps_what_they_wrote(client, programme, manager):
    asked = ContributionFactory(programme=programme, revision=2)
    typed = {"revision": 1, "answer": "A long answer"}

    refused = client.post(where("answer", asked.pk), typed)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "A long answer" in page
    assert "Somebody else has done something with this meanwhile." in page
    assert 'name="revision" value="2"' in page


def test_all_other_steps_on_their_pages(client, programme, manager):
    initiative = initiative_in(programme)
    asked = ContributionFactory(programme=programme, initiative=initiative, kind="proposal")
    role = manager.roles.get()
    steps = [
        ("assign", {"role": role.pk}),
        ("close", {"reason": "Twice the same"}),
        ("reopen", {}),
        ("answer", {"answer": "Yes."}),
        ("share", {"question": "May we?", "answer": "You may."}),
        ("withdraw", {}),
        ("begin", {"title": "Quiet ferries", "slug": "quiet-ferries"}),
    ]

    for revision, (step, said) in enumerate(steps, start=1):
        assert client.get(where(step, asked.pk)).status_code == 200
        done = client.post(where(step, asked.pk), {"revision": revision, **said})
        assert done.status_code == 302, step

    asked.refresh_from_db()
    assert asked.became.slug == "quiet-ferries"
    assert "Quiet ferries" in client.get(asked.get_absolute_url()).content.decode()
    assert (
        asked.reference
        in client.get(reverse("portal:steer", args=["quiet-ferries"])).content.decode()
    )


def test_everybody_reads_the_answer_on_the_page_of_the_initiative(client, programme):
    shared = QuestionAnswerFactory(initiative=initiative_in(programme))

    page = client.get(shared.initiative.get_absolute_url()).content.decode()

    assert "Yes, counties of every size." in page
    assert ADDRESS not in page
    QuestionAnswer.objects.update(withdrawn_at=NOW)
    assert "Yes, counties" not in client.get(shared.initiative.get_absolute_url()).content.decode()


def test_others_do_not_find_it(client, programme):
    asked = ContributionFactory(programme=programme)
    client.force_login(manager_of(ProgrammeFactory()))

    for step in ("contribution", "answer", "assign", "close", "reopen", "share", "begin"):
        assert client.get(where(step, asked.pk)).status_code == 404


def test_those_who_run_it_are_led_to_the_inbox(client, programme, manager):
    ContributionFactory(programme=programme)
    inbox = where("inbox")

    assert inbox in client.get(programme.get_absolute_url()).content.decode()
    mine = client.get(reverse("portal:my_page")).content.decode()
    assert inbox in mine
    assert "1 waits for an answer" in mine
    client.logout()
    assert f'href="{inbox}' not in client.get(programme.get_absolute_url()).content.decode()


@pytest.mark.parametrize("wanted", ["xlsx", "csv"])
def test_the_inbox_is_taken_out_as_narrowed_without_what_was_written(
    client, manager, programme, wanted
):
    mine = ContributionFactory(programme=programme, kind="question", organisation_name="=1+1")
    ContributionFactory(programme=programme, kind="proposal")
    ContributionFactory(kind="question")

    answer = client.get(reverse(f"outreach:inbox_as_{wanted}"), {"kind": "question"})
    rows = read(answer.content)

    assert [row[0] for row in rows[1:]] == [mine.reference]
    assert rows[1][6] == ("=1+1" if wanted == "xlsx" else "'=1+1")
    assert answer["Cache-Control"] == "private, no-store"
    whole = " ".join(cell for row in rows for cell in row)
    assert mine.text not in whole
    assert ADDRESS not in whole
