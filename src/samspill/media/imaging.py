"""Making pictures anew with Pillow: only what is seen is kept, nothing that lay beside it."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from samspill.core.errors import NotPossible
from samspill.media.choices import PictureFormat, RenditionFormat
from samspill.media.inspection import Sort

#: A picture is kept no longer than this on its longer side.
LONGEST = 3200
MOST_PIXELS = 60_000_000
SHORTEST = 16
#: How wide renditions are; never wider than the picture.
WIDTHS = (480, 960, 1600)

_SAVED_AS: dict[RenditionFormat, dict[str, Any]] = {
    RenditionFormat.AVIF: {"format": "AVIF", "quality": 55, "speed": 7},
    RenditionFormat.WEBP: {"format": "WEBP", "quality": 78, "method": 4},
    RenditionFormat.JPEG: {
        "format": "JPEG",
        "quality": 82,
        "optimize": True,
        "progressive": True,
    },
    RenditionFormat.PNG: {"format": "PNG", "optimize": True},
}


@dataclass(frozen=True, kw_only=True)
class Made:
    """A picture as it has been made."""

    content: bytes
    width: int
    height: int


def make_anew(content: bytes, sort: Sort) -> tuple[PictureFormat, Made]:
    """Decode an upload and write what is seen in it as a picture of our own.

    The turn that a camera noted is carried out, colours become sRGB; place, camera, comments and
    whatever else lay in the file are gone.

    :raises NotPossible: it cannot be decoded, moves, or is too large or too small.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns of bombs; how large a picture may be is decided below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[sort.value]) as opened:
                _check(opened)
                picture = _seen(opened)
    except NotPossible:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotPossible(_("The picture is broken, or larger than it says.")) from error
    kept = PictureFormat.JPEG if picture.mode in {"RGB", "L"} and _is_photograph(sort) else None
    kept = kept or PictureFormat.PNG
    return kept, _write(picture, RenditionFormat(kept.value))


def widths_of(width: int) -> list[int]:
    """List how wide the renditions of a picture are."""
    return [each for each in WIDTHS if each < width] or [width]


def formats_of(kept: PictureFormat) -> list[RenditionFormat]:
    """List in which forms a picture is rendered: two modern ones, and its own for every browser."""
    return [RenditionFormat.AVIF, RenditionFormat.WEBP, RenditionFormat(kept.value)]


def render(content: bytes, *, width: int, form: RenditionFormat) -> Made:
    """Make one rendition of a picture that was made here."""
    with Image.open(BytesIO(content)) as picture:
        picture.load()
        height = max(1, round(picture.height * width / picture.width))
        return _write(picture.resize((width, height), Image.Resampling.LANCZOS), form)


def _check(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise NotPossible(
            _("The picture has too many pixels. It may have at most %(millions)d millions.")
            % {"millions": MOST_PIXELS // 1_000_000}
        )
    if min(picture.size) < SHORTEST:
        raise NotPossible(_("The picture is too small to be seen."))
    if getattr(picture, "n_frames", 1) > 1:
        raise NotPossible(_("The picture moves. Save one still of it, and take that."))


def _seen(opened: Image.Image) -> Image.Image:
    """Take over the pixels, upright and in sRGB, and no larger than they are ever shown."""
    opened.draft("RGB", (LONGEST, LONGEST))
    picture = _in_srgb(ImageOps.exif_transpose(opened))
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _in_srgb(picture: Image.Image) -> Image.Image:
    has_transparency = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    wanted = "RGBA" if has_transparency else "L" if picture.mode in {"1", "L"} else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and wanted == "RGB" and picture.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    if picture.mode.startswith("I"):
        # Sixteen bits a pixel: eight are shown.
        return picture.convert("I").point(lambda value: value / 257).convert("L")
    return picture.convert(wanted)


def _is_photograph(sort: Sort) -> bool:
    """Tell whether a sort of picture loses nothing that can be seen by being kept as JPEG."""
    return sort in {Sort.JPEG, Sort.WEBP, Sort.AVIF}


def _write(picture: Image.Image, form: RenditionFormat) -> Made:
    written = BytesIO()
    if form is RenditionFormat.JPEG and picture.mode not in {"RGB", "L"}:
        picture = picture.convert("RGB")
    picture.save(written, **_SAVED_AS[form])
    return Made(content=written.getvalue(), width=picture.width, height=picture.height)
