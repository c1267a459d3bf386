"""The few latest values by key, for pages that many visitors ask for alike."""

from stepwell.search.recent import Recent

__all__ = ["Recent"]
