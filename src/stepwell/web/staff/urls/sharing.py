from django.urls import path

from stepwell.web.staff.urls.one_client import ONE
from stepwell.web.staff.views import sharing

urlpatterns = [
    path(f"{ONE}shared/", sharing.shared, name="client_shared"),
    path(f"{ONE}share/", sharing.share, name="client_share"),
    path(f"{ONE}share/<slug:basis>/", sharing.share, name="client_share_without"),
    path("shared/<uuid:disclosure_id>/", sharing.disclosure, name="disclosure"),
    path("shared/<uuid:disclosure_id>/pdf/", sharing.disclosure_pdf, name="disclosure_pdf"),
]
