"""Renditions are made by the worker, and strays are forgotten."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from samspill.media import tasks
from samspill.media.models import Rendition
from samspill.media.queries import ShownPicture
from samspill.media.tests.factories import AttachmentFactory, PictureFactory
from samspill.media.tests.uploads import picture

pytestmark = pytest.mark.django_db


def wide_picture(width=700):
    made = PictureFactory(width=width, height=width // 2)
    default_storage.delete(made.file.name)
    default_storage.save(
        made.file.name, ContentFile(picture("JPEG", (width, width // 2), mode="L"))
    )
    return made


def test_a_picture_gets_its_renditions_in_three_forms():
    made = wide_picture()

    tasks.make_renditions.func(picture=made.pk)

    found = {(each.form, each.width): each for each in made.renditions.all()}
    assert set(found) == {("avif", 480), ("webp", 480), ("jpeg", 480)}
    for (form, width), each in found.items():
        with each.file.open("rb") as file, Image.open(BytesIO(file.read())) as opened:
            assert (opened.format, opened.width) == (form.upper(), width)


def test_doing_it_again_goes_on_where_the_first_one_died():
    made = wide_picture()
    tasks.make_renditions.func(picture=made.pk)
    Rendition.objects.filter(form="webp").delete()
    before = set(made.renditions.values_list("pk", flat=True))

    tasks.make_renditions.func(picture=made.pk)
    tasks.make_renditions.func(picture=made.pk)

    after = set(made.renditions.values_list("pk", flat=True))
    assert len(after) == 3
    assert before < after


def test_a_picture_that_is_gone_asks_for_nothing():
    tasks.make_renditions.func(picture=4711)

    assert not Rendition.objects.exists()


def test_a_page_offers_what_has_been_made_so_far():
    made = wide_picture()
    assert ShownPicture.of(made).sources == ()
    tasks.make_renditions.func(picture=made.pk)

    shown = ShownPicture.of(made)

    assert [each.media_type for each in shown.sources] == ["image/avif", "image/webp", "image/jpeg"]
    assert all("480w" in each.addresses for each in shown.sources)


@pytest.mark.parametrize(
    ("x", "y", "focus"), [(50, 50, "middle-middle"), (0, 100, "bottom-left"), (80, 10, "top-right")]
)
def test_the_focus_is_one_of_nine(x, y, focus):
    assert ShownPicture.of(PictureFactory(focus_x=x, focus_y=y)).focus == focus


def test_files_that_no_row_knows_are_forgotten_after_a_day():
    kept = [PictureFactory().file.name, AttachmentFactory().file.name]
    stray = default_storage.save("pictures/gone/whole.jpeg", ContentFile(b"x"))
    fresh = default_storage.save("files/fresh.pdf", ContentFile(b"x"))
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for name in [stray, *kept]:
        os.utime(default_storage.path(name), (long_ago, long_ago))

    tasks.clear_away_strays.func()

    assert [default_storage.exists(name) for name in [stray, fresh, *kept]] == [
        False, True, True, True,
    ]  # fmt: skip
