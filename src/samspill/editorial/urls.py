"""Addresses for editors, in the language of their prefix; and those of pictures and files."""

from django.urls import URLPattern, path

from samspill.core.addresses import address
from samspill.editorial.views import about, desk, drafts, files, library, reviewing, writing

app_name = "editorial"

_DESK = "{programmes}/<slug:slug>/{editing}/"
_TEXT = "{editing}/<slug:slug>/<slug:language>/"

urlpatterns: list[URLPattern] = [
    path(address(_DESK), desk.desk, name="desk"),
    path(address(f"{_DESK}{{new-text}}/"), desk.new, name="new"),
    path(address(f"{_DESK}{{drafts}}/"), drafts.drafts, name="drafts"),
    path(address(f"{_DESK}{{pictures-and-files}}/"), library.library, name="library"),
    path(address(f"{_DESK}{{pictures-and-files}}/<slug:key>/"), library.describe, name="describe"),
    path(address("{editing}/<slug:slug>/"), about.about, name="about"),
    path(address(_TEXT), writing.write, name="write"),
    path(address(f"{_TEXT}{{preview}}/"), reviewing.preview, name="preview"),
    path(address(f"{_TEXT}{{preview}}/markdown/"), writing.render_prose, name="render_prose"),
    path(address(f"{_TEXT}{{wordings}}/"), reviewing.wordings, name="wordings"),
]

#: Outside the languages: a picture is the same for everybody.
file_patterns: list[URLPattern] = [
    path("pictures/<slug:key>/<str:name>", files.picture, name="picture"),
    path("files/<slug:key>/<str:name>", files.attachment, name="attachment"),
]
