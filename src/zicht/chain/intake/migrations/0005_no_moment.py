"""The jobs about a signal keep the day, not the moment: else they would tell when an anonymous reporter was here."""

from django.db import migrations

DAY_ONLY = """
CREATE FUNCTION sec.keep_day_only() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM procrastinate_jobs WHERE id = NEW.job_id AND task_name = 'signals.index') THEN
        NEW.at := date_trunc('day', NEW.at AT TIME ZONE 'Europe/Amsterdam') AT TIME ZONE 'Europe/Amsterdam';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_day_only BEFORE INSERT ON procrastinate_events FOR EACH ROW EXECUTE FUNCTION sec.keep_day_only();
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_imports_rows"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [migrations.RunSQL(DAY_ONLY, migrations.RunSQL.noop)]
