"""The word that changes with routes and staffing, and the national route that every installation begins with."""

from django.db import migrations

from zicht.chain.routes.install import install_national_route

FRESHNESS = """
CREATE TABLE routes_freshness (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    token uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO routes_freshness DEFAULT VALUES;
"""


def install(apps, schema_editor):
    install_national_route(apps.get_model("routes", "RouteVersion"), schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("routes", "0001_initial")]
    operations = [
        migrations.RunSQL(FRESHNESS, "DROP TABLE routes_freshness;"),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
