"""Pictures of stories: files beside the YAML, made anew as those that people upload."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from samspill.core.errors import NotPossible
from samspill.editorial.models import Revision
from samspill.editorial.queries import Content, audience_of
from samspill.media.imaging import make_anew
from samspill.media.inspection import sort_of_picture
from samspill.media.models import Picture
from samspill.media.tasks import ask_for_renditions
from samspill.programmes.models import Programme
from samspill.stories.faults import Fault
from samspill.stories.reading import Row


def kept(
    picture: Picture, row: Row, values: Mapping[str, Any], *, at: datetime
) -> dict[str, Any] | Fault:
    """Return what the table is to hold of a picture: the file that a story names is made anew.

    A file that has been taken already is left as it is. A file that is not there, or no picture, is
    a fault, and so is a programme that does not exist.
    """
    path = Path(row.place.file).parent / str(values["file"])
    more = {name: value for name, value in values.items() if name not in {"file", "audience"}}
    programme = Programme.objects.filter(slug=values["audience"]).first()
    if programme is None:
        return row.fault("file", f"“{values['audience']}” is not among the programmes.")
    more["audience"] = audience_of(programme)
    if picture.original_name == path.name:
        return more
    try:
        return {**more, **_file(path, str(values["key"])), "uploaded_at": at}
    except (OSError, NotPossible) as error:
        return row.fault("file", str(error))


def _file(path: Path, key: str) -> dict[str, Any]:
    content = path.read_bytes()
    form, made = make_anew(content, sort_of_picture(content))
    folder = f"pictures/{key}-{secrets.token_hex(4)}"
    name = default_storage.save(f"{folder}/whole.{form.value}", ContentFile(made.content))
    return {
        "file": name,
        "form": form.value,
        "original_name": path.name,
        "width": made.width,
        "height": made.height,
        "size": len(made.content),
    }


def finish(instance: Any) -> None:
    """Do what a story leaves to the site: ask for renditions, count the words of a text."""
    if isinstance(instance, Picture) and not instance.renditions.exists():
        ask_for_renditions(instance)
    if isinstance(instance, Revision):
        count = Content.of(instance).word_count
        Revision.objects.filter(pk=instance.pk).update(word_count=count)
