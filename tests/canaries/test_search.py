"""A search finds for nobody what is not for them: no answer, no count, no proposal, no feed."""

import pytest

from tests.canaries.searches import Searches, words_for, words_of
from tests.canaries.selection import IS_FULL, languages_of
from tests.canaries.stores import check_stores
from tests.canaries.summary import finish
from tests.databases import is_asked

pytestmark = pytest.mark.django_db

PARTS = 2
#: Every hidden thing is looked for by every so manyth reader, in the short run.
SHARE = 1 if IS_FULL else 40
#: So manyth readers ask for what is for everybody, too.
WHOLE = 1 if IS_FULL else 10


@pytest.mark.parametrize("part", range(PARTS))
def test_a_search_shows_nobody_what_is_not_theirs(world, planted, crawl, request, part):
    asked = readers = 0
    everybody = list(enumerate(["", *sorted(world.people)]))
    for number, name in everybody[part::PARTS]:
        if name == "deactivated" or not is_asked(number // PARTS):
            continue
        readers += 1
        reader = crawl.reader(name or "visitor", world.people.get(name))
        for language in languages_of(number):
            is_whole = number % WHOLE == 0
            searches = Searches(crawl, reader, language, is_whole=is_whole)
            searches.for_everything(number)
            asked += searches.for_what_is_hidden(words_for(planted, reader, number, SHARE))
            searches.for_what_is_shown(words_of(planted, reader))
    check_stores(crawl, crawl.reader("whoever runs the site"))

    assert asked > readers > len(everybody) / PARTS / 4

    finish(request, crawl)
