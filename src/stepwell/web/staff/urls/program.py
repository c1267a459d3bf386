from django.urls import path

from stepwell.web.staff.views import people, program

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/role/", people.grant, name="people_grant"),
    path("people/role/<uuid:assignment_id>/end/", people.end, name="people_end_role"),
    path("teams/", program.teams, name="teams"),
    path("teams/join/", program.team_join, name="team_join"),
    path("teams/<uuid:team_id>/leave/", program.team_leave, name="team_leave"),
    path("program/", program.program, name="program"),
    path("program/sites/add/", program.site_add, name="program_site_add"),
    path("program/sites/<uuid:site_id>/close/", program.site_close, name="program_site_close"),
]
