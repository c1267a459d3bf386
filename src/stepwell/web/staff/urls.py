from django.urls import path

from stepwell.web.staff.views import feeds, sign_in

app_name = "staff"

urlpatterns = [
    path("", feeds.feeds, name="home"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("add-feed/", feeds.add, name="feed_add"),
    path("feeds/<slug:slug>/", feeds.feed, name="feed"),
    path("feeds/<slug:slug>/change/", feeds.change, name="feed_change"),
    path("feeds/<slug:slug>/read/", feeds.read_now, name="feed_read"),
    path("feeds/<slug:slug>/remove/", feeds.remove, name="feed_remove"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
]
