from django.urls import path

from stepwell.web.staff.views import groups, rosters

GROUP = "groups/<uuid:group_id>/"
EVENT = "group-events/<uuid:event_id>/"

urlpatterns = [
    path("groups/", groups.groups, name="groups"),
    path("groups/add/", groups.add, name="group_add"),
    path(GROUP, groups.group, name="group"),
    path(f"{GROUP}close/", groups.close, name="group_close"),
    path(f"{GROUP}leaders/", groups.leader, name="group_leader"),
    path(f"{GROUP}leaders/end/", groups.leader_end, name="group_leader_end"),
    path(f"{GROUP}join/", groups.join, name="group_join"),
    path(f"{GROUP}leave/", groups.leave, name="group_leave"),
    path(EVENT, rosters.event, name="group_event"),
    path(f"{EVENT}cancel/", rosters.cancel, name="group_event_cancel"),
    path(f"{EVENT}reopen/", rosters.reopen, name="group_event_reopen"),
    path(f"{EVENT}topic/", rosters.topic, name="group_event_topic"),
]
