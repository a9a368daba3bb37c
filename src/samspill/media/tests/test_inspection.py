"""What an upload is, is told by its bytes; what is not taken is refused with a sentence."""

import time
import tracemalloc

import pytest

from samspill.media.choices import AttachmentKind
from samspill.media.imaging import make_anew
from samspill.media.inspection import kind_of_file, sort_of_picture
from samspill.media.tests.uploads import (
    NO_FILES,
    NO_PICTURES,
    office,
    open_document,
    pdf,
    picture,
    refusal_of,
)


def read_picture(content):
    return make_anew(content, sort_of_picture(content))


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_is_refused_with_a_reason(name):
    content, reason = NO_PICTURES[name]

    refused = refusal_of(read_picture, content)

    assert refused
    assert reason in refused


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_document_is_refused_with_a_reason(name):
    content, reason = NO_FILES[name]

    refused = refusal_of(kind_of_file, content)

    assert refused
    assert reason in refused


@pytest.mark.parametrize("name", [*NO_PICTURES, *(f"file: {name}" for name in NO_FILES)])
def test_refusing_takes_neither_long_nor_much(name):
    is_file = name.startswith("file: ")
    content, _reason = NO_FILES[name[6:]] if is_file else NO_PICTURES[name]
    tracemalloc.start()
    begun = time.process_time()

    refusal_of(kind_of_file if is_file else read_picture, content)

    spent, (_now, most) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < 1
    assert most < 64 * 1024 * 1024


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_pictures_are_known_by_their_bytes(form):
    assert sort_of_picture(picture(form)) == form


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), AttachmentKind.PDF),
        (office(), AttachmentKind.WORD),
        (office("xl/workbook.xml"), AttachmentKind.EXCEL),
        (office("ppt/presentation.xml"), AttachmentKind.POWERPOINT),
        (open_document(), AttachmentKind.TEXT),
        (open_document("spreadsheet"), AttachmentKind.SPREADSHEET),
        (open_document("presentation"), AttachmentKind.PRESENTATION),
    ],
)
def test_documents_are_known_by_what_is_in_them(content, kind):
    assert kind_of_file(content) is kind


def test_without_the_look_for_a_second_thing_a_page_in_a_picture_would_be_kept(monkeypatch):
    content, _reason = NO_PICTURES["jpeg with a page in its comment"]
    monkeypatch.setattr("samspill.media.inspection._check_is_nothing_else", lambda _content: None)

    assert not refusal_of(read_picture, content)
