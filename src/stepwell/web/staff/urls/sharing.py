from django.urls import path

from stepwell.web.staff.urls.one_client import ONE
from stepwell.web.staff.views import breach_letters, limits, registers, sharing

urlpatterns = [
    path(f"{ONE}shared/", sharing.shared, name="client_shared"),
    path(f"{ONE}share/", sharing.share, name="client_share"),
    path(f"{ONE}share/<slug:basis>/", sharing.share, name="client_share_without"),
    path("shared/<uuid:disclosure_id>/", sharing.disclosure, name="disclosure"),
    path("shared/<uuid:disclosure_id>/pdf/", sharing.disclosure_pdf, name="disclosure_pdf"),
    path(f"{ONE}restrict/", limits.restrict, name="client_restrict"),
    path("restrictions/<uuid:restriction_id>/answer/", limits.answer, name="restriction_answer"),
    path("restrictions/<uuid:restriction_id>/end/", limits.end, name="restriction_end"),
    path(f"{ONE}hold/", limits.hold, name="client_hold"),
    path(f"{ONE}hold/lift/", limits.lift_hold, name="client_hold_lift"),
    path(f"{ONE}legal/", limits.legal_about, name="client_legal"),
    path("legal/", limits.legal_requests, name="legal"),
    path("legal/add/", limits.legal_add, name="legal_add"),
    path("legal/<uuid:request_id>/", limits.legal_request, name="legal_request"),
    path("legal/<uuid:request_id>/letter/", limits.legal_letter, name="legal_letter"),
    path("privacy/", registers.registers, name="privacy"),
    path("privacy/breaches/add/", registers.breach_add, name="privacy_breach_add"),
    path("privacy/breaches/<uuid:breach_id>/", registers.breach, name="privacy_breach"),
    path("privacy/breaches/<uuid:breach_id>/tell/", breach_letters.notice, name="breach_notice"),
    path("privacy/breaches/<uuid:breach_id>/due/", breach_letters.due, name="breach_due"),
    path(
        "privacy/breaches/<uuid:breach_id>/letter/<slug:language>/",
        breach_letters.words,
        name="breach_words",
    ),
    path("letters/", breach_letters.to_tell, name="breach_to_tell"),
    path("letters/<uuid:breach_id>/", breach_letters.letters, name="breach_letters"),
    path("privacy/agreements/add/", registers.agreement_add, name="privacy_agreement_add"),
    path(
        "privacy/agreements/<uuid:agreement_id>/end/",
        registers.agreement_end,
        name="privacy_agreement_end",
    ),
    path("privacy/reviews/<slug:kind>/", registers.review_done, name="privacy_review"),
    path("privacy/closing/", registers.closing, name="privacy_closing"),
]
