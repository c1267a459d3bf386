from django.urls import path

from stepwell.web.staff.views import checks, help_numbers

ONE = "help-numbers/<uuid:number_id>/"

urlpatterns = [
    path("checks/", checks.checks, name="checks"),
    path("checks/confirm/", checks.confirm, name="check_confirm"),
    path("help-numbers/", help_numbers.numbers, name="help_numbers"),
    path(f"{ONE}change/", help_numbers.change, name="help_number_change"),
    path(f"{ONE}tried/", help_numbers.confirm, name="help_number_confirm"),
    path(f"{ONE}remove/", help_numbers.remove, name="help_number_remove"),
]
