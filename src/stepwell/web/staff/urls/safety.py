from django.urls import path

from stepwell.web.staff.views import incidents, safety, safety_path, safety_plan

ONE = "safety/paths/<uuid:path_id>/"
CLIENT = "clients/<uuid:client_id>/"

urlpatterns = [
    path("safety/", safety.home, name="safety"),
    path("safety/concern/", safety.concern, name="safety_concern"),
    path("safety/texts/<slug:slug>/", safety.text, name="safety_text"),
    path(ONE, safety_path.path, name="safety_path"),
    path(f"{ONE}own/", safety.own, name="safety_own"),
    path(f"{ONE}take/", safety_path.take, name="safety_take"),
    path(f"{ONE}step/", safety_path.step, name="safety_step"),
    path(f"{ONE}end/", safety_path.end, name="safety_end"),
    path(f"{ONE}sign-off/", safety_path.sign_off, name="safety_sign_off"),
    path(f"{ONE}who/", safety_path.name, name="safety_name"),
    path("safety/incidents/", incidents.incidents, name="safety_incidents"),
    path("safety/incidents/write/", incidents.report, name="safety_incident_report"),
    path("safety/incidents/<uuid:incident_id>/", incidents.incident, name="safety_incident"),
    path(
        "safety/incidents/<uuid:incident_id>/review/",
        incidents.review,
        name="safety_incident_review",
    ),
    path(f"{CLIENT}safety-plan/", safety_plan.plan, name="safety_plan"),
    path(f"{CLIENT}safety-plan/write/", safety_plan.change, name="safety_plan_change"),
    path(f"{CLIENT}safety-plan/print/", safety_plan.printed, name="safety_plan_print"),
    path(f"{CLIENT}safety-plan/<int:number>/", safety_plan.version, name="safety_plan_version"),
    path(f"{CLIENT}screener/", safety_plan.screener, name="safety_screener"),
]
