"""Titles for a calendar that tell a partner or an employer nothing."""

from django.utils.translation import gettext as _

from stepwell.queries.calendars import PartOfDay


def neutral_titles() -> dict[PartOfDay, str]:
    return {
        PartOfDay.MORNING: _("Morning appointment"),
        PartOfDay.AFTERNOON: _("Afternoon appointment"),
        PartOfDay.EVENING: _("Evening appointment"),
    }
