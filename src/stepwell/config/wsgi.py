"""The application granian serves. On SQLite the background worker is a thread of this process,
so that one lock covers all its writers; `stepwell serve` asks for it by STEPWELL_RUN_WORKER.

The settings cannot say so: they were read before `serve` knew, and serving processes are forks.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.chosen_settings")
application = get_wsgi_application()

if os.environ.get("STEPWELL_RUN_WORKER") == "thread":
    from stepwell.jobs.worker import start_worker_thread

    start_worker_thread()
