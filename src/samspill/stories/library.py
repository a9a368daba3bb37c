"""Pictures and files of stories: they lie beside the YAML, and are taken as what people upload is."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from samspill.core.errors import NotPossible
from samspill.editorial.models import Revision
from samspill.editorial.queries import Content, audience_of
from samspill.media.imaging import make_anew
from samspill.media.inspection import kind_of_file, sort_of_picture
from samspill.media.models import Attachment, Picture
from samspill.media.tasks import ask_for_renditions
from samspill.newsletters.findable import put_newsletter
from samspill.newsletters.models import Newsletter
from samspill.programmes.models import Programme
from samspill.stories.faults import Fault
from samspill.stories.reading import Row


def kept(
    upload: Picture | Attachment, row: Row, values: Mapping[str, Any], *, at: datetime
) -> dict[str, Any] | Fault:
    """Return what the table is to hold of a picture, which is made anew, or of a file.

    What has been taken already is left as it is. What is not there, or is nothing that people may
    upload, is a fault, and so is a programme that does not exist.
    """
    path = Path(row.place.file).parent / str(values["file"])
    more = {name: value for name, value in values.items() if name not in {"file", "audience"}}
    programme = Programme.objects.filter(slug=values["audience"]).first()
    if programme is None:
        return row.fault("file", f"“{values['audience']}” is not among the programmes.")
    more["audience"] = audience_of(programme)
    if upload.original_name == path.name:
        return more
    take = _picture if isinstance(upload, Picture) else _document
    try:
        return {**more, **take(path, str(values["key"])), "uploaded_at": at}
    except (OSError, NotPossible) as error:
        return row.fault("file", str(error))


def _picture(path: Path, key: str) -> dict[str, Any]:
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


def _document(path: Path, key: str) -> dict[str, Any]:
    content = path.read_bytes()
    kind = kind_of_file(content)
    name = f"files/{key}-{secrets.token_hex(4)}.{kind.value}"
    return {
        "file": default_storage.save(name, ContentFile(content)),
        "kind": kind.value,
        "original_name": path.name,
        "size": len(content),
        "digest": sha256(content).hexdigest(),
    }


def finish(instance: Any, *, at: datetime) -> None:
    """Do what a story leaves to the site: ask for renditions, count words, let be found."""
    if isinstance(instance, Newsletter):
        put_newsletter(instance, at=at)
    if isinstance(instance, Picture) and not instance.renditions.exists():
        ask_for_renditions(instance)
    if isinstance(instance, Revision):
        count = Content.of(instance).word_count
        Revision.objects.filter(pk=instance.pk).update(word_count=count)
