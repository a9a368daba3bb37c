"""What pages need to show pictures and files."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from samspill.media.choices import RenditionFormat
from samspill.media.models import Attachment, Picture, Rendition


@dataclass(frozen=True, kw_only=True)
class Source:
    """The renditions of a picture in one form, for browsers that can show it."""

    media_type: str
    addresses: str


@dataclass(frozen=True, kw_only=True)
class ShownPicture:
    """A picture as a page shows it: what browsers may choose from, and what is said of it."""

    picture: Picture
    address: str
    sources: tuple[Source, ...]

    @classmethod
    def of(cls, picture: Picture) -> Self:
        """Gather the renditions that the worker has made so far; they are asked for in one query."""
        made = list(picture.renditions.all())
        modern = [RenditionFormat.AVIF, RenditionFormat.WEBP, RenditionFormat(picture.form)]
        sources = [_source(picture, form, made) for form in modern]
        return cls(
            picture=picture,
            address=picture_address(picture, f"whole.{picture.form}"),
            sources=tuple(each for each in sources if each.addresses),
        )

    @property
    def focus(self) -> str:
        """Say which ninth of the picture matters, for the style sheet."""
        return f"{_third(self.picture.focus_y, 'top', 'bottom')}-{_third(self.picture.focus_x, 'left', 'right')}"


def _source(picture: Picture, form: RenditionFormat, made: Iterable[Rendition]) -> Source:
    own = sorted((each for each in made if each.form == form), key=lambda each: each.width)
    return Source(
        media_type=f"image/{form.value}",
        addresses=", ".join(f"{picture_address(picture, each.name)} {each.width}w" for each in own),
    )


def _third(percent: int, low: str, high: str) -> str:
    return low if percent < 34 else high if percent > 66 else "middle"  # noqa: PLR2004 - thirds


def picture_address(picture: Picture, name: str) -> str:
    """Write the path under which a picture, or a rendition of it, is found."""
    return reverse("picture", args=[picture.key, name])


def attachment_address(attachment: Attachment) -> str:
    """Write the path under which a file is found; its last part is what it will be called."""
    return reverse("attachment", args=[attachment.key, download_name(attachment)])


def download_name(attachment: Attachment) -> str:
    """Name a file for those who take it: letters, digits and hyphens of its title, and its kind."""
    return f"{plain_name(str(attachment.title)) or 'file'}.{attachment.kind}"


_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u"})


def plain_name(text: str) -> str:
    """Write a text with the letters of addresses.

    >>> plain_name("Grønn profil, på «vår» måte!")
    'gronn-profil-pa-var-mate'
    """
    lowered = text.lower().translate(_LETTERS)
    kept = "".join(each if each.isascii() and each.isalnum() else " " for each in lowered)
    return "-".join(kept.split())[:80].strip("-")
