"""Keeping pictures and files."""

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from samspill.audit.models import Entry
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.media.actions import (
    Description,
    describe_picture,
    keep_file,
    keep_picture,
    tidy_name,
)
from samspill.media.choices import Licence
from samspill.media.models import Attachment, Picture
from samspill.media.tests.factories import UPLOADED, PictureFactory
from samspill.media.tests.uploads import NO_PICTURES, pdf, picture

pytestmark = pytest.mark.django_db
SEEN = Description(alternative=Translated(en="A ferry at the quay"))


def keep(content=None, *, name="ferry.jpg", description=SEEN, then=lambda _picture: None):
    return keep_picture(
        content or picture(),
        name=name,
        audience="programme:1",
        description=description,
        then=then,
        by="tests",
        at=UPLOADED,
    )


def test_a_picture_is_kept_under_a_name_that_nobody_chose():
    asked = []

    kept = keep(name="../../Vår ferge <b>.jpg", then=asked.append)

    assert kept.file.name == f"pictures/{kept.key}/whole.jpeg"
    assert kept.original_name == "Vår ferge <b>.jpg"
    assert default_storage.exists(kept.file.name)
    assert asked == [kept]
    assert Entry.objects.get().what == "media.picture_kept"


def test_nothing_is_kept_of_what_is_no_picture():
    content, _reason = NO_PICTURES["jpeg and page"]

    with pytest.raises(NotPossible):
        keep(content)

    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "description",
    [
        Description(alternative=Translated()),
        Description(alternative=Translated(en="A ferry"), is_decorative=True),
        Description(alternative=Translated(en="A ferry"), licence=Licence.CC_BY),
    ],
)
def test_a_picture_that_is_badly_described_is_refused(description):
    with pytest.raises(NotPossible):
        keep(description=description)


@pytest.mark.parametrize(
    "wrong",
    [
        {"alternative": Translated(), "is_decorative": False},
        {"alternative": Translated(en="A ferry"), "is_decorative": True},
        {"focus_x": 101},
        {"focus_y": 120},
        {"licence": Licence.CC_BY, "photographer": ""},
    ],
)
def test_the_table_itself_refuses_what_is_badly_described(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PictureFactory(**wrong)


def test_decoration_needs_no_words():
    kept = keep(description=Description(alternative=Translated(), is_decorative=True))

    assert kept.is_decorative
    assert str(kept) == "ferry.jpg"


def test_what_is_said_of_a_picture_can_be_changed_and_leaves_a_trace():
    kept = keep()
    changed = Description(alternative=Translated(en="A quiet ferry"), focus_x=20)

    describe_picture(kept, changed, by="tests", at=UPLOADED)

    kept.refresh_from_db()
    assert (str(kept.alternative), kept.focus_x) == ("A quiet ferry", 20)
    trace = Entry.objects.get(what="media.picture_described")
    assert trace.changes["changed"] == ["alternative", "focus_x"]


def test_a_document_is_kept_as_it_came():
    kept = keep_file(
        pdf(),
        name="need.exe",
        audience="programme:1",
        title=Translated(en="The need"),
        by="tests",
        at=UPLOADED,
    )

    assert (kept.kind, kept.size) == ("pdf", len(pdf()))
    assert kept.file.name == f"files/{kept.key}.pdf"
    with kept.file.open("rb") as file:
        assert file.read() == pdf()
    assert Attachment.objects.get().digest == kept.digest


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("ferge.jpg", "ferge.jpg"),
        ("C:\\Users\\kari\\ferge.jpg", "ferge.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\x00\n\u200bb.pdf", "ab.pdf"),
        ("x" * 300, "x" * 200),
        ("A\u030arstal.pdf", "\u00c5rstal.pdf"),
        ("", ""),
    ],
)
def test_of_a_name_only_what_can_be_read_is_kept(name, kept):
    assert tidy_name(name) == kept
