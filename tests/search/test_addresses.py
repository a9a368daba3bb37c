"""What is written into the address of a search is read, or left out: never a failure."""

import pytest

from samspill.portal.searching import question_of
from samspill.search.queries.finding import LAST_PAGE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("", 1),
        ("0", 1),
        ("-1", 1),
        ("two", 1),
        ("\u00b2", 1),
        ("2", 2),
        ("\u0663", 3),
        ("000002", 2),
        ("99999", LAST_PAGE),
        ("9" * 10, LAST_PAGE),
        ("1" + "0" * 5000, LAST_PAGE),
    ],
)
def test_a_page_number_of_any_length_is_read(written, page):
    assert question_of({"page": written}).page == page


@pytest.mark.parametrize("path", ["/nb/sok/", "/nb/sok/atom.xml"])
def test_a_page_number_of_thousands_of_digits_is_answered(client, path):
    answer = client.get(path, {"q": "ombruk", "page": "1" + "0" * 5000})

    assert answer.status_code == 200
