"""The overlay that STEPWELL_MODE names: demo (default) or production."""

from stepwell.config import environment

if environment.choice("STEPWELL_MODE", "demo", ("demo", "production")) == "production":
    from stepwell.config.settings.production import *  # noqa: F403
else:
    from stepwell.config.settings.development import *  # noqa: F403
