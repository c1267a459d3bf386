from typing import Any

from django.db import migrations, models

import stepwell.records.encryption.fields


def seal_names(apps: Any, _: object) -> None:
    """What a person is called tells who is in treatment, so it is not kept in plain."""
    for user in apps.get_model("accounts", "User").objects.all():
        user.name = user.plain_name
        user.save(update_fields=["name"])


def open_names(apps: Any, _: object) -> None:
    for user in apps.get_model("accounts", "User").objects.all():
        user.plain_name = user.name
        user.save(update_fields=["plain_name"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_organizations"),
    ]

    operations = [
        migrations.RenameField("user", "name", "plain_name"),
        migrations.AlterField("user", "plain_name", models.CharField(max_length=120, default="")),
        migrations.AddField(
            "user",
            "name",
            stepwell.records.encryption.fields.EncryptedTextField(max_length=120, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(seal_names, open_names),
        migrations.RemoveField("user", "plain_name"),
    ]
