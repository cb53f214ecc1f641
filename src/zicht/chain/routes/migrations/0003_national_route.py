"""Every installation begins with the shipped national route."""

from django.db import migrations

from zicht.chain.routes.install import install_national_route


def install(apps, schema_editor):
    install_national_route(apps.get_model("routes", "RouteVersion"), schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("routes", "0002_rules")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
