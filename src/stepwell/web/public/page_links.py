"""Earlier and later pages of a numbered list, for `{% page_nav %}`."""

from django.http import QueryDict
from django.utils.translation import gettext as _


def page_links(params: QueryDict, page: int, pages: int) -> dict[str, str]:
    """Addresses keep every other parameter of the present one."""
    return {
        "previous_url": _at(params, page - 1) if page > 1 else "",
        "next_url": _at(params, page + 1) if page < pages else "",
        "page_where": _("Page %(page)s of %(pages)s") % {"page": page, "pages": pages},
    }


def _at(params: QueryDict, page: int) -> str:
    changed = params.copy()
    changed["page"] = str(page)
    return f"?{changed.urlencode()}"
