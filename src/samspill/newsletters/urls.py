"""Addresses of newsletters, in the language of their prefix."""

from django.urls import path

from samspill.core.addresses import address
from samspill.newsletters.views import archive, preview, sending, writing

app_name = "newsletters"

_ARCHIVE = "{programmes}/<slug:slug>/{newsletters}/"
_DESK = "{programmes}/<slug:slug>/{editing}/{newsletters}/"
_DRAFT = f"{_DESK}<int:pk>/"

urlpatterns = [
    path(address(_ARCHIVE), archive.archive, name="archive"),
    path(address(f"{_ARCHIVE}atom.xml"), archive.feed, name="feed"),
    path(address(f"{_ARCHIVE}<int:pk>/"), archive.newsletter, name="newsletter"),
    path(address(_DESK), writing.desk, name="desk"),
    path(address(f"{_DESK}{{write}}/"), writing.begin, name="begin"),
    path(address(_DRAFT), writing.revise, name="revise"),
    path(address(f"{_DRAFT}{{preview}}/"), preview.preview, name="preview"),
    path(address(f"{_DRAFT}{{preview}}/mail/"), preview.preview_mail, name="preview_mail"),
    path(address(f"{_DRAFT}{{trial}}/"), preview.trial, name="trial"),
    path(address(f"{_DRAFT}{{throw-away}}/"), preview.throw_away, name="throw_away"),
    path(address(f"{_DRAFT}{{sending}}/"), sending.sending, name="sending"),
    path(address(f"{_DRAFT}{{sending}}/{{receivers}}/"), sending.receivers, name="receivers"),
    path(address(f"{_DRAFT}{{sending}}/{{send}}/"), sending.send, name="send"),
    path(address(f"{_DRAFT}{{sending}}/{{undo}}/"), sending.recall, name="recall"),
]
