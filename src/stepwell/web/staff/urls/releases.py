from django.urls import path

from stepwell.web.staff.views import releases

ONE = "releases/<uuid:release_id>/"

urlpatterns = [
    path("releases/", releases.releases, name="releases"),
    path("releases/add/", releases.add, name="release_add"),
    path(ONE, releases.release, name="release"),
    path(f"{ONE}decide/", releases.decide, name="release_decide"),
    path(f"{ONE}withdraw/", releases.withdraw, name="release_withdraw"),
    path(f"{ONE}make/", releases.make, name="release_make"),
    path(f"{ONE}paper/", releases.paper, name="release_paper"),
]
