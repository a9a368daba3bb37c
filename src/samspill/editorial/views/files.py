"""Pictures and files: given to whoever may see a page on which they stand, asked each time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.editorial.queries import attachment_for, picture_for
from samspill.media.serving import give_file, give_picture


@open_to(Access.PUBLIC, to="editorial.read")
@require_safe
def picture(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Give a picture, or one of its renditions."""
    found = picture_for(request.user, key, at=clock.now())
    if found is None:
        raise Http404
    return give_picture(request, found, name)


@open_to(Access.PUBLIC, to="editorial.read")
@require_safe
def attachment(request: HttpRequest, key: str, name: str) -> HttpResponse:  # noqa: ARG001 - the name is for people
    """Give a file to be kept."""
    found = attachment_for(request.user, key, at=clock.now())
    if found is None:
        raise Http404
    return give_file(request, found)
