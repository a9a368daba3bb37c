"""What the worker does for pictures and files."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from samspill.core.jobs import enqueue, job
from samspill.media import imaging
from samspill.media.choices import PictureFormat, RenditionFormat
from samspill.media.models import Attachment, Picture, Rendition

#: A file that no row knows after so long was written for a transaction that was given up.
GIVEN_UP = timedelta(days=1)


@job
def make_renditions(picture: int) -> None:
    """Make the renditions of a picture that are not there yet, one after the other.

    Each is a row of its own: whoever does the job again goes on where the first one died.
    """
    found = Picture.objects.filter(pk=picture).first()
    if found is None:
        return
    with found.file.open("rb") as file:
        content = file.read()
    made = set(found.renditions.values_list("form", "width"))
    for width in imaging.widths_of(found.width):
        for form in imaging.formats_of(PictureFormat(found.form)):
            if (form.value, width) not in made:
                _make(found, content, width, form)


def _make(picture: Picture, content: bytes, width: int, form: RenditionFormat) -> None:
    made = imaging.render(content, width=width, form=form)
    name = default_storage.save(
        f"pictures/{picture.key}/{width}.{form.value}", ContentFile(made.content)
    )
    Rendition.objects.get_or_create(
        picture=picture,
        form=form,
        width=width,
        defaults={"height": made.height, "size": len(made.content), "file": name},
    )


def ask_for_renditions(picture: Picture) -> None:
    """Ask for the renditions of a picture, in the transaction in which it is kept."""
    enqueue(make_renditions, picture=picture.pk)


@job
def clear_away_strays() -> None:
    """Delete files that no row knows: they were written for what was given up in the end."""
    known = {
        *Picture.objects.values_list("file", flat=True),
        *Rendition.objects.values_list("file", flat=True),
        *Attachment.objects.values_list("file", flat=True),
    }
    before = timezone.now() - GIVEN_UP
    for name in _files("pictures") + _files("files"):
        if name not in known and default_storage.get_modified_time(name) < before:
            default_storage.delete(name)


def _files(folder: str) -> list[str]:
    """List the files in a folder and in the folders inside it."""
    if not default_storage.exists(folder):
        return []
    folders, names = default_storage.listdir(folder)
    found = [f"{folder}/{name}" for name in names]
    for each in folders:
        found += _files(f"{folder}/{each}")
    return found
