"""Sessions and invitations from before stood under another name; nobody can use them again."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_four_eyes"), ("sessions", "0001_initial")]
    operations = [
        migrations.RunSQL("TRUNCATE django_session", migrations.RunSQL.noop),
        migrations.RunSQL(
            "UPDATE accounts_invitation SET expires_at = now() WHERE accepted_at IS NULL AND expires_at > now()",
            migrations.RunSQL.noop,
        ),
    ]
