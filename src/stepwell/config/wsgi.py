"""The application granian serves. On SQLite the background worker is a thread of this process,
so that one lock covers all its writers; `stepwell serve` asks for it by STEPWELL_RUN_WORKER."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.chosen_settings")
application = get_wsgi_application()

if settings.RUN_WORKER_THREAD:
    from stepwell.jobs.worker import start_worker_thread

    start_worker_thread()
