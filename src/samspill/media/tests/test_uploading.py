"""An upload that is too large is let go of while it still comes in."""

import pytest
from django.core.files.uploadhandler import SkipFile

from samspill.media.inspection import MOST_BYTES_OF_A_FILE
from samspill.media.uploading import Measure

PIECE = b"x" * (1024 * 1024)


def coming_in(megabytes):
    """Let a file come in piece by piece; return how many pieces were taken."""
    measure = Measure()
    measure.new_file("file", "x.pdf", "application/pdf", None)
    taken = 0
    for each in range(megabytes):
        assert measure.receive_data_chunk(PIECE, each * len(PIECE)) == PIECE
        taken += 1
    return taken


def test_an_upload_that_is_too_large_is_let_go_while_it_comes_in():
    most = MOST_BYTES_OF_A_FILE // len(PIECE)

    assert coming_in(most) == most
    with pytest.raises(SkipFile):
        coming_in(most + 1)


def test_the_site_measures_what_comes_in(settings):
    assert settings.FILE_UPLOAD_HANDLERS[0] == "samspill.media.uploading.Measure"
