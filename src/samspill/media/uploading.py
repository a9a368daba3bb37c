"""Stop reading an upload that is too large while it comes in, before it fills memory or disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from samspill.media.inspection import MOST_BYTES_OF_A_FILE


class Measure(FileUploadHandler):
    """Let go of a file as soon as it has grown past what any page takes.

    The rest of the form is read all the same: the page then says that a file is missing, and how
    large one may be.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        self._taken += len(raw_data)
        if self._taken > MOST_BYTES_OF_A_FILE:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        """Leave it to the next handler to give the file."""
        return
