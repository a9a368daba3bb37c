from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.core.languages import LANGUAGES, NEAREST
from samspill.core.translated import Translated
from samspill.initiatives.tests.factories import InitiativeFactory
from samspill.mailings.tests.factories import UpdateFactory
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.queries import (
    Content,
    Entry,
    Offer,
    Said,
    gaps,
    lists_of,
    reply_to,
    said_by,
    said_in,
)
from samspill.newsletters.tests.factories import (
    LAST_WEEK,
    NOW,
    SECTION,
    NewsletterFactory,
    article_in,
    followed_programme,
    gathering_in,
    one_of_each,
    update_in,
)
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.programmes.tests.factories import ProgrammeFactory

TEXTS = st.dictionaries(st.sampled_from(sorted(LANGUAGES)), st.just("words"), min_size=1).map(
    Translated
)


def keys_of(offered):
    return [each.said.key for each in offered]


@pytest.mark.django_db
def test_a_chosen_thing_says_itself_in_each_language_that_it_exists_in():
    programme = ProgrammeFactory()
    gathering, section, update, article = said_by(programme, one_of_each(programme), at=NOW)

    assert gathering.title["en"].startswith("Gathering")
    assert gathering.text["en"] == "Learn what taking part requires."
    assert "2026" in gathering.note["fi"]
    assert "Oslo" in gathering.note["fi"]
    assert gathering.paths["fi"].startswith("/fi/")
    assert section.text == SECTION.text
    assert update.title == Translated(
        en="Three vans are on the road", nb="Tre varebiler er på veien"
    )
    assert update.text["nb"] == "De leverer hver dag."
    assert update.note["nb"] == "Oppdatering · 27. april 2026"
    assert article.title == Translated(en="Three counties buy")
    assert article.paths["en"].startswith("/en/archive/2016/")


@pytest.mark.django_db
def test_what_readers_cannot_see_says_nothing():
    programme = ProgrammeFactory()
    hidden = InitiativeFactory(programme=programme, published_at=None)
    secret = UpdateFactory(interest_list=hidden.interest_list, published_at=LAST_WEEK)
    unsent = update_in(programme, published_at=None)
    elsewhere = update_in(ProgrammeFactory())
    cancelled = gathering_in(programme, cancelled_at=LAST_WEEK)
    later = update_in(programme, published_at=NOW + timedelta(minutes=1))
    entries = [
        *(Entry(kind=ItemKind.UPDATE, pk=each.pk) for each in (secret, unsent, elsewhere, later)),
        Entry(kind=ItemKind.GATHERING, pk=cancelled.pk),
        Entry(kind=ItemKind.ARTICLE, pk=10**8),
    ]

    said = said_by(programme, entries, at=NOW)

    assert [each.is_gone for each in said] == [True] * len(entries)
    assert not any(each.title or each.text or each.paths for each in said)


@pytest.mark.django_db
def test_what_stands_in_a_newsletter_costs_the_same_however_much_it_is(
    django_assert_max_num_queries,
):
    programme = ProgrammeFactory()
    entries = one_of_each(programme)
    with django_assert_max_num_queries(100) as few:
        said_by(programme, entries, at=NOW)
    more = [*entries, *one_of_each(programme), *one_of_each(programme)]

    with django_assert_max_num_queries(len(few.captured_queries)):
        said = said_by(programme, more, at=NOW)

    assert not any(each.is_gone for each in said)


@pytest.mark.django_db
def test_the_newest_of_a_programme_and_its_parts_is_offered_and_nothing_else():
    programme = ProgrammeFactory()
    part = ProgrammeFactory(part_of=programme)
    older = update_in(programme, published_at=LAST_WEEK - timedelta(days=1))
    newer = update_in(part)
    update_in(ProgrammeFactory())
    update_in(programme, published_at=None)
    article = article_in(part)
    coming = gathering_in(programme)
    gathering_in(programme, cancelled_at=LAST_WEEK)

    offer = Offer.of(programme, at=NOW)

    assert keys_of(offer.updates) == [f"update:{newer.pk}", f"update:{older.pk}"]
    assert keys_of(offer.articles) == [f"article:{article.pk}"]
    assert keys_of(offer.gatherings) == [f"gathering:{coming.pk}"]
    assert keys_of(Offer.of(programme, at=NOW + timedelta(days=30)).gatherings) == []


@pytest.mark.django_db
def test_a_part_does_not_offer_what_belongs_to_the_whole():
    programme = ProgrammeFactory()
    update_in(programme)

    assert Offer.of(ProgrammeFactory(part_of=programme), at=NOW).updates == ()


@pytest.mark.django_db
def test_the_programmes_followers_come_first_and_then_those_of_what_was_chosen():
    programme = followed_programme()
    initiative = InitiativeFactory(programme=programme)
    newsletter = NewsletterFactory(programme=programme)
    theme = programme.themes.get()
    newsletter.themes.set([theme])
    newsletter.initiatives.set([initiative])

    lists = lists_of(newsletter)

    assert lists == [
        programme.interest_list_id,
        initiative.interest_list_id,
        theme.interest_list_id,
    ]


@pytest.mark.django_db
def test_answers_go_to_whoever_leads_the_programme_and_lets_their_address_be_seen():
    programme = ProgrammeFactory()
    manager = RoleFactory(
        organisation=programme.host, kind=RoleKind.PROGRAMME_MANAGER, is_address_public=True
    )
    leader = RoleFactory(organisation=programme.host, is_address_public=False)
    programme.project_leader = leader

    assert reply_to(programme, at=NOW) == manager.person.email

    leader.is_address_public = True
    assert reply_to(programme, at=NOW) == leader.person.email


@pytest.mark.django_db
def test_a_newsletter_that_has_been_sent_says_what_was_frozen():
    newsletter = NewsletterFactory(published_at=LAST_WEEK)
    update = update_in(newsletter.programme)
    newsletter.items.create(
        number=1,
        kind=ItemKind.UPDATE,
        update=update,
        title=Translated(en="As it was"),
        paths=Translated(en="/en/then/"),
    )

    (said,) = said_in(newsletter, at=NOW)

    assert said.title == Translated(en="As it was")
    assert said.paths == Translated(en="/en/then/")


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=5))
def test_what_is_missing_is_counted_once_for_the_language_shown_instead(title, lead, titles):
    things = [Said(kind=ItemKind.SECTION, title=each) for each in titles]

    for gap in gaps(title, lead, things):
        texts = [title, lead, *titles]
        missing = [text for text in texts if gap.language not in text]
        nearest = [next(code for code in NEAREST[gap.language] if code in text) for text in missing]
        assert gap.count == len(missing)
        assert gap.whole == len(texts)
        assert dict(gap.falls_back) == {code: nearest.count(code) for code in set(nearest)}


@pytest.mark.django_db
def test_nothing_is_missing_where_everything_is_written():
    whole = Translated(dict.fromkeys(LANGUAGES, "x"))

    assert [gap.count for gap in gaps(whole, Translated(), [])] == [0] * len(LANGUAGES)


@pytest.mark.django_db
def test_a_draft_is_read_as_it_was_saved():
    newsletter = NewsletterFactory()
    newsletter.items.create(number=1, kind=ItemKind.SECTION, title=SECTION.title, text=SECTION.text)

    assert Content.of(newsletter).entries == (SECTION,)
