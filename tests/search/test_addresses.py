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


@pytest.mark.parametrize("written", ["a\x01b", "a\x0cb", "a\ud800b", "a\ufffeb", " a\t\n b "])
def test_what_is_no_text_parts_words(written):
    assert question_of({"q": written}).text == "a b"


def test_marks_within_a_word_are_left_in_it():
    assert question_of({"q": "om\u00adbruk \U0001f469\u200d\U0001f467"}).text == (
        "om\u00adbruk \U0001f469\u200d\U0001f467"
    )


@pytest.mark.parametrize("path", ["/nb/sok/", "/nb/sok/atom.xml"])
def test_control_characters_are_answered(client, path):
    """A feed with one in its title cannot be written."""
    assert client.get(path, {"q": "om\x01bruk\x7f"}).status_code == 200


@pytest.mark.parametrize("path", ["/nb/sok/", "/nb/sok/atom.xml"])
def test_a_page_number_of_thousands_of_digits_is_answered(client, path):
    answer = client.get(path, {"q": "ombruk", "page": "1" + "0" * 5000})

    assert answer.status_code == 200
