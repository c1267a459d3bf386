from django.urls import path

from stepwell.web.staff.views import feeds

urlpatterns = [
    path("feeds/", feeds.feeds, name="feeds"),
    path("add-feed/", feeds.add, name="feed_add"),
    path("feeds/<slug:slug>/", feeds.feed, name="feed"),
    path("feeds/<slug:slug>/change/", feeds.change, name="feed_change"),
    path("feeds/<slug:slug>/read/", feeds.read_now, name="feed_read"),
    path("feeds/<slug:slug>/remove/", feeds.remove, name="feed_remove"),
]
