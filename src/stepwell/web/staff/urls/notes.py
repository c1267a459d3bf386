from django.urls import path

from stepwell.web.staff.urls.one_client import ONE
from stepwell.web.staff.views import notes, own_notes

NOTE = "notes/<uuid:note_id>/"
OWN = "own-notes/<uuid:note_id>/"

urlpatterns = [
    path("notes/", notes.waiting, name="notes"),
    path("notes/signed-twice/", notes.cosigning, name="note_cosigning"),
    path(f"{ONE}notes/", notes.of_client, name="client_notes"),
    path("encounters/<uuid:encounter_id>/note/", notes.start, name="note_start"),
    path(NOTE, notes.note, name="note"),
    path(f"{NOTE}sign/", notes.sign, name="note_sign"),
    path(f"{NOTE}add/", notes.add, name="note_add"),
    path(f"{NOTE}second/", notes.cosign, name="note_cosign"),
    path(f"{ONE}own-notes/", own_notes.own_notes, name="client_own_notes"),
    path(OWN, own_notes.change, name="client_own_note"),
    path(f"{OWN}destroy/", own_notes.destroy, name="client_own_note_destroy"),
]
