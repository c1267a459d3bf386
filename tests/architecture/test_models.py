"""What import-linter cannot see: relations named by strings still go down the ladder."""

from django.apps import apps

LADDER = ["audit", "accounts", "directory", "people", "recovery", "care", "counseling_notes"]


def test_relations_point_down_the_ladder() -> None:
    for model in apps.get_models():
        if model._meta.app_label not in LADDER:
            continue
        for field in model._meta.get_fields():
            if field.auto_created or not field.is_relation or field.related_model is None:
                continue
            target = field.related_model._meta.app_label
            here = LADDER.index(model._meta.app_label)
            assert target not in LADDER or LADDER.index(target) <= here, f"{model}.{field.name}"


def test_every_record_app_is_on_the_ladder() -> None:
    ours = {c.label for c in apps.get_app_configs() if c.name.startswith("stepwell.records.")}

    assert ours == set(LADDER)
