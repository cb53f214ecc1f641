from django.db import migrations

from zicht.foundation.access import rows

TABLES = [
    "accounts_account",
    "accounts_invitation",
    "django_session",
    "django_content_type",
    "account_emailaddress",
    "mfa_authenticator",
]
RIGHTS = "".join(rows.plain(name) for name in TABLES) + rows.sequences()
PRIVATE = "REVOKE SELECT ON {0} FROM zicht_figures, zicht_intake;"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
        ("access", "0001_security"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("account", "0001_initial"),
        ("mfa", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(
            RIGHTS + "".join(PRIVATE.format(name) for name in TABLES), migrations.RunSQL.noop
        )
    ]
