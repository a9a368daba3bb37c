"""A picture is made anew: what is seen stays, everything beside it goes."""

from io import BytesIO

import pytest
from PIL import Image

from samspill.media.choices import PictureFormat, RenditionFormat
from samspill.media.imaging import LONGEST, formats_of, make_anew, render, widths_of
from samspill.media.inspection import Sort, sort_of_picture
from samspill.media.tests.uploads import photograph_with_place, picture


def anew(content):
    return make_anew(content, sort_of_picture(content))


def opened(made):
    return Image.open(BytesIO(made.content))


def test_place_camera_and_comments_are_gone():
    content = photograph_with_place()
    before = Image.open(BytesIO(content))
    assert dict(before.getexif().get_ifd(0x8825))

    _form, made = anew(content)

    after = opened(made)
    assert not dict(after.getexif())
    assert not {"exif", "comment", "icc_profile", "xmp", "photoshop"} & set(after.info)
    assert b"camera" not in made.content
    assert b"home" not in made.content


def test_a_photograph_is_turned_the_way_it_was_taken():
    _form, made = anew(photograph_with_place())

    assert (made.width, made.height) == (48, 64)


@pytest.mark.parametrize(
    ("content", "form", "mode"),
    [
        (picture("JPEG"), PictureFormat.JPEG, "RGB"),
        (picture("JPEG", mode="L"), PictureFormat.JPEG, "L"),
        (picture("JPEG", mode="CMYK"), PictureFormat.JPEG, "RGB"),
        (picture("PNG"), PictureFormat.PNG, "RGB"),
        (picture("PNG", mode="RGBA"), PictureFormat.PNG, "RGBA"),
        (picture("PNG", mode="P"), PictureFormat.PNG, "RGB"),
        (picture("PNG", mode="1"), PictureFormat.PNG, "L"),
        (picture("PNG", mode="I;16"), PictureFormat.PNG, "L"),
        (picture("GIF", mode="P"), PictureFormat.PNG, "RGB"),
        (picture("WEBP"), PictureFormat.JPEG, "RGB"),
        (picture("WEBP", mode="RGBA"), PictureFormat.PNG, "RGBA"),
        (picture("AVIF"), PictureFormat.JPEG, "RGB"),
    ],
)
def test_every_sort_is_kept_in_a_form_that_all_browsers_show(content, form, mode):
    kept, made = anew(content)

    assert (kept, opened(made).mode) == (form, mode)
    assert opened(made).format == form.name


def test_a_large_picture_is_kept_no_larger_than_it_is_shown():
    _form, made = anew(picture("JPEG", (4800, 2400), mode="L"))

    assert (made.width, made.height) == (LONGEST, LONGEST // 2)


@pytest.mark.parametrize("form", list(RenditionFormat))
def test_a_rendition_has_the_width_and_form_that_was_asked_for(form):
    made = render(picture("PNG", mode="RGBA"), width=32, form=form)

    assert (made.width, made.height) == (32, 24)
    assert opened(made).format == form.name


def test_no_rendition_is_wider_than_the_picture():
    assert widths_of(3200) == [480, 960, 1600]
    assert widths_of(1000) == [480, 960]
    assert widths_of(300) == [300]


def test_each_browser_finds_a_form_that_it_knows():
    assert formats_of(PictureFormat.PNG) == ["avif", "webp", "png"]
    assert Sort.AVIF == "AVIF"
