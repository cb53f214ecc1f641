"""The running roles may see which migrations were applied, so that `zicht check` and the web server can tell."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0001_security")]
    operations = [
        migrations.RunSQL("GRANT SELECT ON django_migrations TO zicht_app, zicht_worker;", migrations.RunSQL.noop)
    ]
