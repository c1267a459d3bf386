"""Who may do what, by noun: `check_can_x` raises with a reason, `can_x` is its twin for templates.

What no rule allows is refused. The rules take an actor and plain facts; whoever calls them has
looked the facts up.
"""

from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.policies.feeds import can_manage_feeds, check_can_manage_feeds

__all__ = ["AccessDenied", "NotFound", "can_manage_feeds", "check_can_manage_feeds"]
