"""What an upload really is: told by its bytes, never by its name or by what a browser says of it.

Nothing here unpacks more than it has measured first, and nothing reads more than a few kilobytes
of text out of an archive.
"""

import re
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible
from samspill.media.choices import AttachmentKind

MEGABYTE = 1024 * 1024
MOST_BYTES_OF_A_PICTURE = 15 * MEGABYTE
MOST_BYTES_OF_A_FILE = 25 * MEGABYTE
#: What an office document may hold once it is unpacked.
MOST_ENTRIES = 5_000
MOST_BYTES_UNPACKED = 200 * MEGABYTE
MOST_TIMES_LARGER = 200
#: Small archives may shrink as much as they like.
SMALL = 10 * MEGABYTE

#: Words by which browsers take a file for a page, wherever in it they stand.
_PAGE = re.compile(
    rb"<(?:!doctype|html|head|body|script|iframe|svg|object|embed)[\s>/!]", re.IGNORECASE
)
_PHP = re.compile(rb"<\?php", re.IGNORECASE)
#: What lets a PDF do something of itself when it is opened.
_ACTIVE_PDF = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)\b")
_OFFICE = {
    "word/document.xml": AttachmentKind.WORD,
    "xl/workbook.xml": AttachmentKind.EXCEL,
    "ppt/presentation.xml": AttachmentKind.POWERPOINT,
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": AttachmentKind.TEXT,
    b"application/vnd.oasis.opendocument.spreadsheet": AttachmentKind.SPREADSHEET,
    b"application/vnd.oasis.opendocument.presentation": AttachmentKind.PRESENTATION,
}
_IS_ENCRYPTED = 0x1


class Sort(StrEnum):
    """The sorts of picture that are taken."""

    JPEG = "JPEG"
    PNG = "PNG"
    GIF = "GIF"
    WEBP = "WEBP"
    AVIF = "AVIF"


def sort_of_picture(content: bytes) -> Sort:
    """Tell which sort of picture an upload is.

    :raises NotPossible: it is none that is taken, is too large, or is something else as well.
    """
    _check_size(content, MOST_BYTES_OF_A_PICTURE)
    sort = _sort(content)
    if sort is None:
        raise NotPossible(_why_no_picture(content))
    _check_is_nothing_else(content)
    return sort


def kind_of_file(content: bytes) -> AttachmentKind:
    """Tell which kind of document an upload is.

    :raises NotPossible: it is none that is taken, is too large, could do harm, or is two things.
    """
    _check_size(content, MOST_BYTES_OF_A_FILE)
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    raise NotPossible(_why_no_file(content))


def _check_size(content: bytes, most: int) -> None:
    if not content:
        raise NotPossible(_("The file is empty."))
    if len(content) > most:
        raise NotPossible(
            _("The file is too large. It may be at most %(most)d MB.") % {"most": most // MEGABYTE}
        )


def _sort(content: bytes) -> Sort | None:
    if content.startswith(b"\xff\xd8\xff"):
        return Sort.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Sort.PNG
    if content.startswith((b"GIF87a", b"GIF89a")):
        return Sort.GIF
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Sort.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in {b"avif", b"avis"}:
        return Sort.AVIF
    return None


def _why_no_picture(content: bytes) -> str:
    start = content[:1024]
    if re.search(rb"<svg[\s>/]|<!DOCTYPE svg", start, re.IGNORECASE):
        return _(
            "This is an SVG drawing. Such a file can hold a program, and is not taken: save it as PNG."
        )
    if _PAGE.search(start) or start.lstrip()[:5].lower() == b"<?xml":
        return _("This is a web page and not a picture.")
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        return _("This is a HEIC picture, which few browsers can show. Save it as JPEG.")
    return _("This is not a picture that can be shown here. Use JPEG, PNG, WebP, AVIF or GIF.")


def _why_no_file(content: bytes) -> str:
    start = content[:1024]
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _("This is an older office document. Save it as .docx, .xlsx or .pptx, or as PDF.")
    if _PAGE.search(start) or start.lstrip()[:5].lower() == b"<?xml":
        return _("This is a web page and not a document.")
    return _("This kind of file is not taken. Use PDF, Word, Excel, PowerPoint or OpenDocument.")


def _check_is_nothing_else(content: bytes) -> None:
    """Refuse a file that others could read as a page, a program or an archive."""
    if _PAGE.search(content) or _PHP.search(content) or content.find(b"%PDF-", 0) > 0:
        raise NotPossible(_two_things())
    if _ends_as_archive(content):
        raise NotPossible(_two_things())


def _two_things() -> str:
    return _("The file is two things at once, which is a way of hiding one. It is not taken.")


def _ends_as_archive(content: bytes) -> bool:
    return content.rfind(b"PK\x05\x06", max(0, len(content) - 66_000)) >= 0


def _pdf(content: bytes) -> AttachmentKind:
    if _PAGE.search(content[:1024]) or _ends_as_archive(content):
        raise NotPossible(_two_things())
    if b"%%EOF" not in content[-2048:]:
        raise NotPossible(_("The PDF has no end: it has probably been cut off on the way."))
    if _ACTIVE_PDF.search(content):
        raise NotPossible(
            _("The PDF holds a program or another file. Print it to a new PDF, and take that.")
        )
    return AttachmentKind.PDF


def _archive(content: bytes) -> AttachmentKind:
    """Tell which office document an archive is, without unpacking it."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(content))
            if archive.comment or entries[0].header_offset != 0:
                raise NotPossible(_two_things())
            kind = _office_kind(archive, {each.filename for each in entries})
    except (BadZipFile, OSError, ValueError, IndexError, NotImplementedError) as error:
        raise NotPossible(_("The file is broken, and cannot be opened.")) from error
    return kind


def _check_entries(entries: list[ZipInfo], packed: int) -> None:
    unpacked = sum(each.file_size for each in entries)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_BYTES_UNPACKED
        or (unpacked > SMALL and unpacked > packed * MOST_TIMES_LARGER)
    ):
        raise NotPossible(_("The file becomes far too large when it is opened. It is not taken."))
    for each in entries:
        name = each.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise NotPossible(_("The file would write outside its own folder. It is not taken."))
        if each.flag_bits & _IS_ENCRYPTED:
            raise NotPossible(_("The file is locked by a password. Take away the password first."))
        if _is_program(name):
            raise NotPossible(_("The file holds a program (macros). Save it without macros first."))


def _is_program(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith(("vbaproject.bin", ".exe", ".js", ".jar", ".dll")) or (
        lowered.startswith(("basic/", "scripts/")) and not lowered.endswith("/")
    )


def _office_kind(archive: ZipFile, names: set[str]) -> AttachmentKind:
    if "[Content_Types].xml" in names:
        for name, kind in _OFFICE.items():
            if name in names:
                return kind
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:  # noqa: PLR2004
        found = _OPEN_DOCUMENT.get(archive.read("mimetype").strip())
        if found:
            return found
    raise NotPossible(
        _("This archive is no office document. Pack it up, and take the documents one by one.")
    )
