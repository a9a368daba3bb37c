"""The words of pictures and files."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PictureFormat(models.TextChoices):
    """In which form a picture is kept: photographs as JPEG, drawings and what shines through as PNG."""

    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"


class RenditionFormat(models.TextChoices):
    """In which form a rendition of a picture is given to browsers, the smallest files first."""

    AVIF = "avif", "AVIF"
    WEBP = "webp", "WebP"
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"


class Licence(models.TextChoices):
    """What others may do with a picture."""

    CC_BY = "cc_by", _("CC BY 4.0: free to use, with the name of the photographer")
    CC_BY_SA = "cc_by_sa", _("CC BY-SA 4.0: free to use with the name, and to share alike")
    CC0 = "cc0", _("CC0: free to use without conditions")
    PUBLIC_DOMAIN = "public_domain", _("Out of copyright")
    BY_AGREEMENT = "by_agreement", _("May be shown here by agreement, and nowhere else")


class AttachmentKind(models.TextChoices):
    """What a file is, told by its content and not by its name."""

    PDF = "pdf", pgettext_lazy("file", "PDF")
    WORD = "docx", pgettext_lazy("file", "Word document")
    EXCEL = "xlsx", pgettext_lazy("file", "Excel workbook")
    POWERPOINT = "pptx", pgettext_lazy("file", "PowerPoint presentation")
    TEXT = "odt", pgettext_lazy("file", "OpenDocument text")
    SPREADSHEET = "ods", pgettext_lazy("file", "OpenDocument spreadsheet")
    PRESENTATION = "odp", pgettext_lazy("file", "OpenDocument presentation")


#: What a server says that a file is.
MEDIA_TYPES = {
    AttachmentKind.PDF: "application/pdf",
    AttachmentKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    AttachmentKind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    AttachmentKind.POWERPOINT: (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ),
    AttachmentKind.TEXT: "application/vnd.oasis.opendocument.text",
    AttachmentKind.SPREADSHEET: "application/vnd.oasis.opendocument.spreadsheet",
    AttachmentKind.PRESENTATION: "application/vnd.oasis.opendocument.presentation",
}
