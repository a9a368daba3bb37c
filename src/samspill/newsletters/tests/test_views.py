"""Newsletters written, looked at, sent and read, without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from samspill.core import clock
from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.mailings.models import Sending
from samspill.newsletters import actions
from samspill.newsletters.models import Newsletter
from samspill.newsletters.tests.factories import (
    NewsletterFactory,
    article_in,
    content,
    followed_programme,
    follower,
    one_of_each,
    update_in,
    writer_of,
)
from samspill.organisations.choices import RoleKind
from samspill.outbox.models import Message
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return followed_programme()


@pytest.fixture
def editor(programme, client):
    person = writer_of(programme)
    client.force_login(person)
    return person


@pytest.fixture
def draft(programme, editor):
    said = content(*one_of_each(programme)[1:])
    return actions.begin(programme, said, by=editor, at=clock.now())


def address(name, newsletter):
    return reverse(f"newsletters:{name}", args=[newsletter.programme.slug, newsletter.pk])


def begin_at(programme):
    return reverse("newsletters:begin", args=[programme.slug])


def form_of(answer):
    """Fill in the form as it was shown, with its hidden fields and what stands in it."""
    form = answer.context["form"]
    filled = {"order": form.order}
    for field in form:
        value = field.value()
        filled[field.html_name] = "" if value is None else value
    return filled


def test_what_is_ticked_and_written_stands_in_the_newsletter_in_order(client, editor, programme):
    update, article = update_in(programme), article_in(programme)
    shown = client.get(begin_at(programme))
    filled = form_of(shown) | {
        "head-title_en": "Spring",
        "choose": [f"update:{update.pk}", f"article:{article.pk}"],
        "do": "add",
    }
    with_two = client.post(begin_at(programme), filled)
    filled = form_of(with_two) | {"do": f"up:article:{article.pk}"}
    moved = client.post(begin_at(programme), filled)
    with_section = client.post(begin_at(programme), form_of(moved) | {"do": "section"})
    filled = form_of(with_section) | {
        "s0-title_en": "From us",
        "s0-text_en": "We begin.",
        "do": "preview",
    }

    answer = client.post(begin_at(programme), filled)

    newsletter = Newsletter.objects.get()
    assert answer.url == address("preview", newsletter)
    assert newsletter.title == Translated(en="Spring")
    assert [item.kind for item in newsletter.items.order_by("number")] == [
        "article",
        "update",
        "section",
    ]


def test_nothing_is_saved_or_lost_by_the_buttons_of_the_form(client, draft):
    shown = client.get(address("revise", draft))
    filled = form_of(shown) | {"head-title_fi": "Kevät", "s0-text_nb": "Endret", "do": "section"}

    answer = client.post(address("revise", draft), filled)

    assert answer.status_code == 200
    kept = form_of(answer)
    assert kept["head-title_fi"] == "Kevät"
    assert kept["s0-text_nb"] == "Endret"
    assert kept["order"].endswith(",s1")
    draft.refresh_from_db()
    assert draft.revision == 1


def test_what_is_taken_out_is_offered_again(client, draft):
    item = draft.items.get(kind="update")
    key = f"update:{item.update_id}"
    shown = client.get(address("revise", draft))
    assert f'value="{key}"' not in shown.content.decode()

    answer = client.post(address("revise", draft), form_of(shown) | {"do": f"out:{key}"})

    assert f'name="choose" value="{key}"' in answer.content.decode()
    assert key not in answer.context["form"].order


def test_a_form_with_faults_tells_them_and_keeps_what_was_typed(client, draft):
    filled = form_of(client.get(address("revise", draft))) | {
        "head-title_en": "",
        "head-title_nb": "",
        "head-text_sv": "Utan rubrik",
        "s0-title_nb": "",
        "do": "save",
    }

    answer = client.post(address("revise", draft), filled)

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Write a title in Svenska too." in text
    assert "Write a title in Norsk bokmål too." in text
    assert "Utan rubrik" in text


def test_who_saves_second_is_told_and_keeps_what_they_wrote(client, draft, editor):
    mine = form_of(client.get(address("revise", draft))) | {"head-title_en": "Mine", "do": "save"}
    actions.revise(
        draft,
        content(title=Translated(en="Theirs")),
        revision=1,
        by=editor,
        at=clock.now(),
    )

    answer = client.post(address("revise", draft), mine)

    assert answer.status_code == 422
    assert "Somebody else has changed this newsletter" in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode()
    draft.refresh_from_db()
    assert draft.title == Translated(en="Theirs")


@pytest.mark.parametrize(
    "hostile",
    [
        {"order": "x,update:0,s99999999999,update:" + "9" * 5000, "do": "add"},
        {"order": ",".join(f"s{number}" for number in range(200)), "do": "section"},
        {"order": "s0", "do": "up:"},
        {"order": "s0", "do": "fly:s0"},
        {"order": "update:-1,article:1e3,section:1", "do": "save", "head-title_en": "x"},
        {"head-revision": "9" * 4000, "do": "save", "head-title_en": "x"},
        {"choose": ["update:1;drop"], "do": "add"},
    ],
)
def test_a_hostile_form_does_no_harm(client, editor, programme, hostile):
    answer = client.post(begin_at(programme), hostile)

    assert answer.status_code in {200, 302, 422}
    assert not Newsletter.objects.filter(title={}).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_shows_page_mail_and_text_in_each_language(client, draft, language):
    answer = client.get(address("preview", draft), {"in": language})
    frame = client.get(address("preview_mail", draft), {"in": language})

    text = answer.content.decode()
    assert f"?in={language}" in text
    assert f'<pre class="mail-text" lang="{language}"' in text
    assert "%%" not in text
    assert "%%" not in frame.content.decode()
    assert answer.context["mail"].subject in {"Vår i programmet", "Spring in the programme"}
    assert "sandbox" in frame["Content-Security-Policy"]
    assert "%%" not in frame.content.decode()
    assert f'lang="{language}"' in frame.content.decode()


def test_the_preview_tells_what_is_missing_in_each_language(client, draft):
    answer = client.get(address("preview", draft))

    counts = {gap.language: gap.count for gap in answer.context["gaps"]}
    assert counts["en"] == 0
    assert counts["nb"] > 0
    assert counts["fi"] == answer.context["gaps"][0].whole


def test_before_it_goes_one_sees_how_many_get_it_and_why(client, draft, programme):
    follower(programme.interest_list, language="fi", address="seen@people.example")
    for _number in range(3):
        follower(programme.interest_list, language="nb")

    text = client.get(address("sending", draft)).content.decode()
    client.force_login(writer_of(programme, RoleKind.PROGRAMME_MANAGER))
    to_manager = client.get(address("sending", draft)).content.decode()

    assert "The programme" in text
    assert "seen@people.example" not in text
    assert "At least 3 people get it at once." in text
    assert "fewer than three" in text
    assert "4 people" not in text
    assert "4 people get it at once." in to_manager


def test_only_those_who_run_the_programme_see_who_gets_it(client, draft, programme):
    follower(programme.interest_list, address="seen@people.example")
    assert client.get(address("receivers", draft)).status_code == 404
    client.force_login(writer_of(programme, RoleKind.PROGRAMME_MANAGER))

    answer = client.get(address("receivers", draft))

    assert "seen@people.example" in answer.content.decode()


def test_it_is_sent_stopped_and_sent_again_later(client, draft):
    sent = client.post(address("send", draft), {"revision": "1", "do": "now"}, follow=True)
    assert "Stop it" in sent.content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404

    stopped = client.post(address("recall", draft), follow=True)
    assert "Nobody has got it" in stopped.content.decode()
    draft.refresh_from_db()
    assert draft.published_at is None

    day = (clock.now() + timedelta(days=3)).date()
    client.post(
        address("send", draft),
        {"revision": "1", "do": "schedule", "day": f"{day:%Y-%m-%d}", "time": "08:15"},
    )
    draft.refresh_from_db()
    assert f"{draft.published_at:%Y-%m-%d}" == f"{day:%Y-%m-%d}"


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "schedule", "revision": "1", "day": "", "time": "08:00"},
        {"do": "schedule", "revision": "1", "day": "2001-01-01", "time": "08:00"},
        {"do": "now", "revision": "2"},
        {"do": "now", "revision": "9" * 5000},
        {"do": "now"},
    ],
)
def test_what_cannot_be_sent_is_told_and_stays_a_draft(client, draft, sent):
    answer = client.post(address("send", draft), sent)

    assert answer.status_code == 422
    assert not Sending.objects.exists()


def test_who_sends_what_a_colleague_has_changed_is_led_to_the_preview(client, draft, editor):
    actions.revise(draft, content(), revision=1, by=editor, at=clock.now())

    answer = client.post(address("send", draft), {"do": "now", "revision": "1"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "A colleague has changed this newsletter meanwhile." in text
    assert "still below" not in text
    assert "See the preview as it is now" in text
    assert 'name="do" value="now"' not in text


def test_day_and_time_are_kept_when_the_moment_will_not_do(client, draft):
    sent = {"do": "schedule", "revision": "1", "day": "2001-01-31", "time": "08:05"}

    answer = client.post(address("send", draft), sent)

    text = answer.content.decode()
    assert 'value="2001-01-31"' in text
    assert 'value="08:05"' in text
    assert "As clocks show it in Europe/Oslo." in text


def test_what_was_typed_into_a_draft_thrown_away_becomes_a_new_one(client, draft, editor):
    typed = form_of(client.get(address("revise", draft))) | {"head-title_en": "Mine", "do": "save"}
    where = address("revise", draft)
    actions.throw_away(draft, revision=1, by=editor, at=clock.now())

    answer = client.post(where, typed)

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "somebody has thrown it away" in text
    assert f'action="{begin_at(draft.programme)}"' in text
    client.post(begin_at(draft.programme), form_of(answer) | {"do": "save"})
    assert Newsletter.objects.get().title["en"] == "Mine"


def test_a_draft_thrown_away_is_told_of_only_to_those_who_write_there(client, draft, editor):
    where = address("revise", draft)
    actions.throw_away(draft, revision=1, by=editor, at=clock.now())
    assert client.get(where).status_code == 404
    client.force_login(writer_of(ProgrammeFactory()))

    assert client.post(where, {"do": "save", "head-title_en": "Mine"}).status_code == 404


def test_what_is_too_long_is_told_and_not_cut(client, draft):
    shown = client.get(address("revise", draft))
    assert "maxlength" not in str(shown.context["form"].head["title_en"])
    filled = form_of(shown) | {"head-title_en": "x" * 121, "do": "save"}

    answer = client.post(address("revise", draft), filled)

    assert answer.status_code == 422
    assert "This has 121 characters. Shorten it to at most 120." in answer.content.decode()
    assert "x" * 121 in answer.content.decode()
    assert "Write a title in English too." not in answer.content.decode()


def test_whoever_adds_a_section_begins_to_write_in_its_title(client, draft):
    filled = form_of(client.get(address("revise", draft))) | {"do": "section"}

    text = client.post(address("revise", draft), filled).content.decode()

    (focused,) = re.findall(r"<[^>]*autofocus[^>]*>", text)
    assert 'name="s1-title_en"' in focused


def test_a_test_goes_to_oneself(client, draft, editor):
    client.post(address("trial", draft), {"in": "fi"})

    message = Message.objects.get()
    assert (message.to, message.language) == (editor.email, "fi")


def test_a_draft_is_thrown_away(client, draft):
    assert client.post(address("throw_away", draft), {"revision": "5"}).status_code == 422

    client.post(address("throw_away", draft), {"revision": "1"})

    assert not Newsletter.objects.exists()


@pytest.mark.parametrize(
    "name", ["revise", "preview", "preview_mail", "sending", "receivers", "newsletter"]
)
def test_a_draft_does_not_exist_for_others(client, programme, name):
    newsletter = NewsletterFactory(programme=programme)
    client.force_login(writer_of(ProgrammeFactory()))

    assert client.get(address(name, newsletter)).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_reads_what_was_sent_in_each_language(client, draft, editor, language):
    hour_ago = clock.now() - timedelta(hours=1)
    actions.send(draft, revision=1, by=editor, at=hour_ago)
    client.logout()
    page = client.get(draft.get_absolute_url())
    own = next(
        alternate
        for code, alternate in re.findall(r'hreflang="(\w+)" href="([^"]+)"', page.content.decode())
        if code == language
    )

    text = client.get(own).content.decode()

    assert "Three counties buy" in text
    assert ("fallback-note" in text) == (language != "en")
    assert "Vår i programmet" in text or "Spring in the programme" in text


def test_the_archive_and_the_feed_list_what_was_sent_and_no_draft(client, draft, editor):
    actions.send(draft, revision=1, by=editor, at=clock.now() - timedelta(hours=1))
    NewsletterFactory(programme=draft.programme, title=Translated(en="Unsent"))
    client.logout()
    slug = draft.programme.slug

    listed = client.get(reverse("newsletters:archive", args=[slug])).content.decode()
    feed = client.get(reverse("newsletters:feed", args=[slug])).content.decode()
    programme = client.get(draft.programme.get_absolute_url()).content.decode()

    for text in (listed, feed, programme):
        assert "Spring in the programme" in text
        assert "Unsent" not in text


def test_the_archive_costs_the_same_with_one_and_with_five(
    client, programme, django_assert_max_num_queries
):
    where = reverse("newsletters:archive", args=[programme.slug])
    moment = clock.now() - timedelta(days=1)
    NewsletterFactory(programme=programme, published_at=moment)
    with django_assert_max_num_queries(100) as few:
        client.get(where)
    NewsletterFactory.create_batch(4, programme=programme, published_at=moment)

    with django_assert_max_num_queries(len(few.captured_queries)):
        answer = client.get(where)

    assert len(answer.context["shown"].object_list) == 5


def test_the_desk_costs_the_same_with_one_and_with_five(
    client, draft, django_assert_max_num_queries
):
    where = reverse("newsletters:desk", args=[draft.programme.slug])
    with django_assert_max_num_queries(100) as few:
        client.get(where)
    NewsletterFactory.create_batch(4, programme=draft.programme)

    with django_assert_max_num_queries(len(few.captured_queries)):
        answer = client.get(where)

    assert len(answer.context["shown"].object_list) == 5
