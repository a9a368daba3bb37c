"""Give a picture or a file to a browser, so that nothing in it can act in the name of the site.

Who may have it is asked by the view that calls this, each time it is asked for.
"""

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition

from samspill.media.choices import MEDIA_TYPES, AttachmentKind
from samspill.media.models import Attachment, Picture
from samspill.media.queries import download_name

#: Nothing is loaded, run or framed from a file, whatever it turns out to be.
POLICY = (
    "default-src 'none'; style-src 'none'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'; sandbox"
)


def give_picture(request: HttpRequest, picture: Picture, name: str) -> HttpResponse:
    """Give a picture or one of its renditions, by the last part of its address.

    :raises Http404: it has no such rendition (yet).
    """
    width, _dot, form = name.partition(".")
    if width == "whole" and form == picture.form:
        file: FieldFile = picture.file
    else:
        wanted = picture.renditions.filter(
            form=form,
            width=int(width) if width.isdecimal() and len(width) < 6 else 0,  # noqa: PLR2004
        ).first()
        if wanted is None:
            raise Http404
        file = wanted.file
    return _give(request, file, f"{picture.key}-{name}", f"image/{form}")


def give_file(request: HttpRequest, attachment: Attachment) -> HttpResponse:
    """Give a file to be kept, never to be shown inside the site."""
    media_type = MEDIA_TYPES[AttachmentKind(attachment.kind)]
    answer = _give(request, attachment.file, attachment.digest, media_type)
    name = content_disposition_header(as_attachment=True, filename=download_name(attachment))
    answer["Content-Disposition"] = name or "attachment"
    return answer


def _give(request: HttpRequest, file: FieldFile, tag: str, media_type: str) -> HttpResponse:
    @condition(etag_func=lambda _request: f'"{tag}"')
    def answered(_request: HttpRequest) -> HttpResponse:
        try:
            # Read whole: uploads are limited, and nothing stays open if the reader goes away.
            with file.open("rb") as opened:
                return HttpResponse(opened.read(), content_type=media_type)
        except FileNotFoundError as error:
            raise Http404 from error

    answer: HttpResponse = answered(request)
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
