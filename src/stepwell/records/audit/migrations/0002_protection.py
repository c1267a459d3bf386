from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from stepwell.records.audit import protection


def install(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    protection.install(schema_editor, schema_editor.connection.vendor)


def remove(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    protection.remove(schema_editor, schema_editor.connection.vendor)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
