from django.urls import path

from stepwell.web.staff.urls.one_client import ONE
from stepwell.web.staff.views import (
    caseload,
    caseloads,
    client,
    client_sites,
    clients,
    glass,
    merges,
)

urlpatterns = [
    path("clients/", clients.clients, name="clients"),
    path("clients/search/", clients.search, name="client_search"),
    path("clients/emergency/", clients.emergency, name="client_emergency_search"),
    path("clients/views/", caseload.keep_view, name="client_view_keep"),
    path("clients/views/<uuid:view_id>/drop/", caseload.forget_view, name="client_view_drop"),
    path("clients/add/", clients.add, name="client_add"),
    path(ONE, client.client, name="client"),
    path(f"{ONE}change/", client.change, name="client_change"),
    path(f"{ONE}contact/", client.contact, name="client_contact"),
    path(f"{ONE}emergency-contact/", client.emergency_contact, name="client_emergency"),
    path(f"{ONE}assign/", client.assign, name="client_assign"),
    path(f"{ONE}unassign/", client.unassign, name="client_unassign"),
    path(f"{ONE}site/", client_sites.move, name="client_move"),
    path(f"{ONE}close/", client.close, name="client_close"),
    path(f"{ONE}reopen/", client.reopen, name="client_reopen"),
    path(f"{ONE}note/", client.send_note, name="client_send_note"),
    path(f"{ONE}opened/", client.openings, name="client_openings"),
    path(f"{ONE}break-glass/", glass.break_open, name="client_glass"),
    path(f"{ONE}merge/", merges.merge, name="client_merge"),
    path("numbers/", clients.counts, name="counts"),
    path("emergencies/", glass.reviews, name="glass_reviews"),
    path("emergencies/reviewed/", glass.reviewed, name="glass_reviewed"),
    path("emergencies/<uuid:glass_id>/review/", glass.review, name="glass_review"),
    path("merges/", merges.merges, name="merges"),
    path("merges/<uuid:merge_id>/undo/", merges.undo, name="merge_undo"),
    path("caseloads/", caseloads.caseloads, name="caseloads"),
    path("caseloads/<uuid:user_id>/", caseloads.hand_over, name="caseload_hand_over"),
]
