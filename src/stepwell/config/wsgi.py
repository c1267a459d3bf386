"""The application granian serves. On SQLite the background worker is a thread of this process,
so that one lock covers all its writers; `stepwell serve` asks for it by STEPWELL_RUN_WORKER."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from stepwell.config.mode import choose_settings

choose_settings()
application = get_wsgi_application()

if settings.RUN_WORKER_THREAD:
    from stepwell.jobs.worker import start_worker_thread

    start_worker_thread()
