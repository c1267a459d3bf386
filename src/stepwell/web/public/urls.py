"""Addresses of the public site. Codes of meetings are opaque and lasting."""

from django.urls import path

from stepwell.web.public.views import (
    area,
    calendar,
    changes,
    counting,
    finder,
    help_now,
    home,
    lists,
    meeting,
    pages,
    places,
    shortlist,
    steps,
)

app_name = "public"
urlpatterns = [
    path("", home.show, name="home"),
    path("meetings/", finder.show, name="meetings"),
    path("meetings/counts/", finder.counts, name="meeting_counts"),
    path("meetings/shortlist/", shortlist.show, name="shortlist"),
    path("meetings/what-to-expect/", pages.first_meeting, name="first_meeting"),
    path("meetings/lists/", lists.show_all, name="why_not_listed"),
    path("meetings/lists/<slug:slug>/", lists.show_one, name="why_not_listed_feed"),
    path("meetings/changes/", changes.show, name="changes"),
    path("meetings/<uuid:code>/", meeting.show, name="meeting"),
    path("meetings/<uuid:code>/calendar.ics", calendar.download, name="calendar"),
    path("meetings/listed-as/<slug:feed>/<path:key>/", meeting.find, name="meeting_by_key"),
    path("places/", places.suggest, name="places"),
    path("help-now/", help_now.front, name="help_now"),
    path("help-now/worker.js", help_now.worker, name="help_worker"),
    path("help-now/es/", help_now.front, {"language": "es"}, name="help_now_es"),
    path("help-now/es/<slug:topic>/", help_now.topic, {"language": "es"}, name="help_topic_es"),
    path("help-now/<slug:topic>/", help_now.topic, name="help_topic"),
    path("es/help-now/", help_now.spanish, name="help_now_spanish"),
    path("privacy/", pages.privacy, name="privacy"),
    path("app/area.json", area.show, name="area"),
    path("app/counting.json", counting.rules, name="counting"),
    path("app/steps.<slug:language>.json", steps.document, name="steps"),
]
