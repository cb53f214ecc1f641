from django.db import migrations

from zicht.foundation.access import rows

TABLES = ["municipality", "region", "membership", "postcode", "placename", "organisation", "functionassignment", "absence"]
RIGHTS = "".join(rows.plain(f"organisations_{name}") for name in TABLES) + rows.sequences()


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial"), ("access", "0001_security")]
    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
