from django.urls import path

from stepwell.web.staff.urls.one_client import ONE
from stepwell.web.staff.views import erasures, rights

urlpatterns = [
    path(f"{ONE}rights/", rights.client_rights, name="client_rights"),
    path(f"{ONE}copy/", rights.client_copy, name="client_copy"),
    path(f"{ONE}erase/", erasures.client_erase, name="client_erase"),
    path("rights/", rights.rights, name="rights"),
    path("rights/<uuid:request_id>/", rights.right, name="right"),
    path("erasures/", erasures.erasures, name="erasures"),
    path("erasures/due/", erasures.erasures_due, name="erasures_due"),
    path("erasures/rule/", erasures.erasures_rule, name="erasures_rule"),
    path("erasures/<uuid:erasure_id>/", erasures.erasure, name="erasure"),
]
