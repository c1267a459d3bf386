from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "stepwell.jobs"

    def ready(self) -> None:
        from stepwell.jobs.tasks import offer_all

        offer_all()
