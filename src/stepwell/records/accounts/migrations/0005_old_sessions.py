from django.db import migrations


class Migration(migrations.Migration):
    """Sessions are in UserSession now; Django's own table held their cookies as they are."""

    dependencies = [
        ("accounts", "0004_sealed_names"),
    ]

    operations = [
        migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop),
    ]
