"""The pictures and files of a programme."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.editorial.forms import FileForm, PictureForm, UploadForm
from samspill.editorial.queries import audience_of, library_of
from samspill.editorial.views.finding import programme_for
from samspill.editorial.views.trails import desk_trail
from samspill.media import actions
from samspill.media.inspection import MOST_BYTES_OF_A_FILE
from samspill.media.models import Picture
from samspill.media.queries import ShownPicture, attachment_address
from samspill.media.tasks import ask_for_renditions
from samspill.programmes.models import Programme


@open_to(Access.SIGNED_IN, to="editorial.upload")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the pictures and files of a programme, and take new ones."""
    programme = programme_for(request, slug, to="editorial.upload")
    pressed = request.POST.get("do", "")
    is_file = pressed == "file"
    sent: tuple[Any, ...] = (request.POST, request.FILES) if pressed else ()
    upload = UploadForm(*(() if is_file else sent), prefix="picture")
    file_form = FileForm(*(sent if is_file else ()), prefix="file")
    form: forms.Form = file_form if is_file else upload
    if form.is_valid():
        try:
            said = _keep(request, programme, form)
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, said)
            return redirect("editorial:library", slug)
    pictures, files = library_of(programme)
    page = {
        "programme": programme,
        "form": form,
        "upload": upload,
        "file_form": file_form,
        "pictures": [ShownPicture.of(each) for each in pictures],
        "files": [(each, attachment_address(each)) for each in files],
        "trail": desk_trail(programme, (_("Pictures and files"), "")),
    }
    return render(request, "editorial/library.html", page, status=422 if form.errors else 200)


def _keep(request: PersonRequest, programme: Programme, form: forms.Form) -> str:
    uploaded = form.cleaned_data["file"]
    content = uploaded.read(MOST_BYTES_OF_A_FILE + 1)
    told: dict[str, Any] = {
        "name": uploaded.name,
        "audience": audience_of(programme),
        "by": request.user,
        "at": clock.now(),
    }
    if isinstance(form, FileForm):
        actions.keep_file(content, title=form.title, **told)
        return _("The file has been kept. Choose it in a text.")
    if isinstance(form, UploadForm):
        actions.keep_picture(content, description=form.description, then=ask_for_renditions, **told)
    return _("The picture has been kept. Choose it in a text.")


@open_to(Access.SIGNED_IN, to="editorial.upload")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Say something else of a picture: what it shows, who took it, what matters in it."""
    programme = programme_for(request, slug, to="editorial.upload")
    own = Picture.objects.visible_to([audience_of(programme)])
    picture = get_object_or_404(own.prefetch_related("renditions"), key=key)
    form = PictureForm(request.POST or None, picture=picture)
    if form.is_valid():
        try:
            actions.describe_picture(picture, form.description, by=request.user, at=clock.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("What you changed has been saved."))
            return redirect("editorial:library", slug)
    page = {
        "programme": programme,
        "form": form,
        "picture": ShownPicture.of(picture),
        "trail": desk_trail(programme, (_("Describe a picture"), "")),
    }
    return render(request, "editorial/describe.html", page, status=422 if form.errors else 200)
