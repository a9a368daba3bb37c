"""Addresses of the public pages, in the language of their prefix."""

from django.urls import path

from samspill.core.addresses import address
from samspill.core.sheets import FORMATS
from samspill.portal.views import (
    articles,
    contact,
    coordinators,
    feeds,
    followers,
    following,
    front,
    gatherings,
    history,
    initiatives,
    my_page,
    places,
    search,
    sendings,
    steering,
    texts,
    updates,
)

app_name = "portal"

#: The lists that are taken out as files, narrowed as they are shown.
TAKEN_OUT = (
    ("initiatives", initiatives.initiatives_as_file),
    ("gatherings", gatherings.gatherings_as_file),
)

urlpatterns = [
    path("", front.front, name="front"),
    *(
        path(
            address(f"{{{word}}}/samspill.{wanted}"),
            view,
            {"wanted": wanted},
            name=f"{word}_as_{wanted}",
        )
        for word, view in TAKEN_OUT
        for wanted in FORMATS
    ),
    path(address("{initiatives}/"), initiatives.initiatives, name="initiatives"),
    path(
        address("{initiatives}/{follow}/"), following.follow_initiatives, name="follow_initiatives"
    ),
    path(
        address("{initiatives}/{follow}/ok/"), following.asked_initiatives, name="asked_initiatives"
    ),
    path(address("{initiatives}/<slug:slug>/"), initiatives.initiative, name="initiative"),
    path(address("{initiatives}/<slug:slug>/{follow}/"), following.follow, name="follow"),
    path(address("{initiatives}/<slug:slug>/{follow}/ok/"), following.asked, name="asked"),
    path(address("{initiatives}/<slug:slug>/{contact}/"), contact.contact, name="contact"),
    path(address("{initiatives}/<slug:slug>/{contact}/ok/"), contact.received, name="received"),
    path(address("{initiatives}/<slug:slug>/{steering}/"), steering.steer, name="steer"),
    path(
        address("{initiatives}/<slug:slug>/{coordinators}/"),
        coordinators.coordinators,
        name="coordinators",
    ),
    path(address("{initiatives}/<slug:slug>/{followers}/"), followers.followers, name="followers"),
    path(
        address("{initiatives}/<slug:slug>/{history}/"),
        history.initiative_history,
        name="initiative_history",
    ),
    path(address("{initiatives}/<slug:slug>/{updates}/{write}/"), updates.write, name="write"),
    path(address("{initiatives}/<slug:slug>/{updates}/<int:pk>/"), updates.update, name="update"),
    path(
        address("{initiatives}/<slug:slug>/{updates}/<int:pk>/{write}/"),
        updates.revise,
        name="revise",
    ),
    path(
        address("{initiatives}/<slug:slug>/{updates}/<int:pk>/{preview}/"),
        updates.preview,
        name="preview",
    ),
    path(
        address("{initiatives}/<slug:slug>/{updates}/<int:pk>/{receivers}/"),
        sendings.receivers,
        name="receivers",
    ),
    path(
        address("{initiatives}/<slug:slug>/{updates}/<int:pk>/{sending}/"),
        sendings.sending,
        name="sending",
    ),
    path(
        address("{initiatives}/<slug:slug>/{updates}/<int:pk>/{preview}/mail/"),
        updates.preview_mail,
        name="preview_mail",
    ),
    path(
        address("{initiatives}/<slug:slug>/atom.xml"), feeds.initiative_feed, name="initiative_feed"
    ),
    path(
        address("{initiatives}/<slug:slug>/calendar.ics"),
        feeds.initiative_calendar,
        name="initiative_calendar",
    ),
    path(address("{updates}/atom.xml"), feeds.site_feed, name="feed"),
    path(address("{gatherings}/"), gatherings.gatherings, name="gatherings"),
    path(address("{gatherings}/calendar.ics"), feeds.site_calendar, name="calendar"),
    path(address("{gatherings}/{follow}/"), following.follow_gatherings, name="follow_gatherings"),
    path(address("{gatherings}/{follow}/ok/"), following.asked_gatherings, name="asked_gatherings"),
    path(address("{gatherings}/<slug:slug>/"), gatherings.gathering, name="gathering"),
    path(
        address("{gatherings}/<slug:slug>/calendar.ics"),
        feeds.gathering_calendar,
        name="gathering_calendar",
    ),
    path(address("{programmes}/"), places.programmes, name="programmes"),
    path(address("{programmes}/<slug:slug>/"), places.programme, name="programme"),
    path(address("{themes}/<slug:slug>/"), places.theme, name="theme"),
    path(address("{places}/<slug:slug>/"), places.territory, name="territory"),
    *[
        each
        for owner, word, ask, asked in (
            ("programme", "{programmes}", following.follow_programme, following.asked_programme),
            ("theme", "{themes}", following.follow_theme, following.asked_theme),
            ("territory", "{places}", following.follow_territory, following.asked_territory),
        )
        for each in (
            path(address(f"{word}/<slug:slug>/{{follow}}/"), ask, name=f"follow_{owner}"),
            path(address(f"{word}/<slug:slug>/{{follow}}/ok/"), asked, name=f"asked_{owner}"),
        )
    ],
    path(address("{follow}/"), following.following, name="following"),
    path(address("{organisations}/<slug:slug>/"), places.organisation, name="organisation"),
    path(address("{search}/"), search.search, name="search"),
    path(address("{search}/atom.xml"), search.search_feed, name="search_feed"),
    path(address("{archive}/"), articles.archive, name="archive"),
    path(address("{archive}/atom.xml"), feeds.archive_feed, name="archive_feed"),
    path(address("{archive}/{follow}/"), following.follow_articles, name="follow_articles"),
    path(address("{archive}/{follow}/ok/"), following.asked_articles, name="asked_articles"),
    path(address("{archive}/<int:year>/"), articles.archive, name="archive_year"),
    path(address("{archive}/<int:year>/<slug:slug>/"), articles.article, name="article"),
    path(address("{guides}/"), articles.guides, name="guides"),
    path(address("{guides}/<slug:slug>/"), articles.guide, name="guide"),
    path(address("{my-page}/"), my_page.my_page, name="my_page"),
    path(address("{my-page}/{history}/"), history.own_history, name="own_history"),
    path(address("{about}/"), texts.about, name="about"),
    path(address("{privacy}/"), texts.privacy, name="privacy"),
    path(address("{accessibility}/"), texts.accessibility, name="accessibility"),
]
