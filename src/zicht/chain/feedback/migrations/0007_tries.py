"""How often a mail was tried; mails wait for each other, so that one that hangs holds up nothing but mail."""

from django.db import migrations, models

ONE_AT_A_TIME = """
CREATE OR REPLACE FUNCTION sec.announce_feedback() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO feedback_mailnotice (feedback_id, account_id, mailed) VALUES (NEW.id, NEW.account_id, false);
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, lock)
    VALUES ('default', 'feedback.mail', jsonb_build_object('account_id', NEW.account_id), 'todo', 'mail');
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0006_override")]
    operations = [
        migrations.AddField("mailnotice", "mail_id", models.UUIDField(null=True)),
        migrations.AddField("mailnotice", "tried_at", models.DateTimeField(null=True)),
        migrations.AddField("mailnotice", "tries", models.SmallIntegerField(default=0, db_default=0)),
        migrations.RunSQL(ONE_AT_A_TIME, migrations.RunSQL.noop),
    ]
