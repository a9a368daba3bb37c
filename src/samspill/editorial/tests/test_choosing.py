"""What an editor chooses from: each thing is told from the others."""

import pytest

from samspill.core.translated import Translated
from samspill.editorial.forms.fields import say_pictures
from samspill.media.tests.factories import PictureFactory

pytestmark = pytest.mark.django_db


def test_pictures_with_the_same_words_are_told_apart_by_file_and_day():
    same = Translated(en="A ferry", nb="En ferge")
    north, south = (
        PictureFactory(alternative=same, original_name=name) for name in ("north.jpg", "south.jpg")
    )
    other = PictureFactory(alternative=Translated(en="A van", nb="En varebil"))

    say = say_pictures([north, south, other])

    assert say(other) == str(other)
    assert say(north).startswith(f"{north} · north.jpg · ")
    assert say(north) != say(south)
