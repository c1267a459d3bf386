from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_old_sessions"),
    ]

    operations = [
        migrations.AddField(
            model_name="usersession",
            name="handed_over",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
    ]
