"""Keep pictures and files, and say what readers must know of them."""

import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from samspill.audit.actions import record
from samspill.core.translated import Translated
from samspill.media import imaging, rules
from samspill.media.choices import Licence
from samspill.media.inspection import kind_of_file, sort_of_picture
from samspill.media.models import Attachment, Picture

MOST_LETTERS_OF_A_NAME = 200
#: Asks the worker for the renditions of a picture.
AskForRenditions = Callable[[Picture], None]


@dataclass(frozen=True, kw_only=True)
class Description:
    """What is said of a picture."""

    alternative: Translated
    is_decorative: bool = False
    photographer: str = ""
    licence: Licence = Licence.BY_AGREEMENT
    focus_x: int = 50
    focus_y: int = 50


@transaction.atomic
def keep_picture(
    content: bytes,
    *,
    name: str,
    audience: str,
    description: Description,
    then: AskForRenditions,
    by: object,
    at: datetime,
) -> Picture:
    """Make a picture anew from an upload, and keep it in the library of an audience.

    The name it came with is kept as text only; the file gets a random one.

    :raises NotPossible: it is no picture, or is not described.
    """
    _check(description)
    form, made = imaging.make_anew(content, sort_of_picture(content))
    key = secrets.token_hex(12)
    picture = Picture.objects.create(
        key=key,
        audience=audience,
        file=default_storage.save(f"pictures/{key}/whole.{form.value}", ContentFile(made.content)),
        form=form,
        original_name=tidy_name(name),
        width=made.width,
        height=made.height,
        size=len(made.content),
        uploaded_at=at,
        **vars(description),
    )
    record("media.picture_kept", picture, by=by, at=at)
    then(picture)
    return picture


@transaction.atomic
def describe_picture(
    picture: Picture, description: Description, *, by: object, at: datetime
) -> None:
    """Say something else of a picture.

    :raises NotPossible: it is not described.
    """
    _check(description)
    before = Picture.objects.select_for_update().get(pk=picture.pk)
    said = vars(description)
    changed = [name for name, value in said.items() if getattr(before, name) != value]
    for name, value in said.items():
        setattr(picture, name, value)
    picture.save(update_fields=list(said))
    if changed:
        # Which fields, not what they say: a photographer's name does not belong in the trail.
        record("media.picture_described", picture, by=by, at=at, changed=changed)


@transaction.atomic
def keep_file(
    content: bytes, *, name: str, audience: str, title: Translated, by: object, at: datetime
) -> Attachment:
    """Keep a document in the library of an audience, just as it came.

    :raises NotPossible: it is no document that is taken.
    """
    kind = kind_of_file(content)
    key = secrets.token_hex(12)
    attachment = Attachment.objects.create(
        key=key,
        audience=audience,
        file=default_storage.save(f"files/{key}.{kind.value}", ContentFile(content)),
        kind=kind,
        original_name=tidy_name(name),
        title=title,
        size=len(content),
        digest=sha256(content).hexdigest(),
        uploaded_at=at,
    )
    record("media.file_kept", attachment, by=by, at=at)
    return attachment


def tidy_name(name: str) -> str:
    """Keep of a file's name what can be read: no folders, nothing invisible, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    return unicodedata.normalize("NFC", " ".join(seen.split()))[:MOST_LETTERS_OF_A_NAME]


def _check(description: Description) -> None:
    rules.check_described(description.alternative, is_decorative=description.is_decorative)
    rules.check_licence(description.licence, description.photographer)
