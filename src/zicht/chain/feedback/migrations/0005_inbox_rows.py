"""The inbox: a word to an account brings its e-mail notice along, the addressed person may open the own words, and only
that person can mark them read."""

from django.db import migrations

from zicht.foundation.access import rows

# In the database, so that no way of giving a word can forget the notice. Not for the words people cause themselves.
NOTICE = """
CREATE FUNCTION sec.announce_feedback() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO feedback_mailnotice (feedback_id, account_id, mailed) VALUES (NEW.id, NEW.account_id, false);
    PERFORM sec.enqueue('feedback.mail', jsonb_build_object('account_id', NEW.account_id), NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER announce AFTER INSERT ON feedback_feedback FOR EACH ROW
    WHEN (NEW.account_id IS NOT NULL AND NEW.by_person_id IS NOT NULL AND NEW.account_id <> NEW.by_person_id)
    EXECUTE FUNCTION sec.announce_feedback();
ALTER FUNCTION sec.announce_feedback() OWNER TO zicht_guard;
"""

# Own words are sealed under the signal's data key, so that they are destroyed with it. Whoever is addressed gets that key
# wrapped under the root key, which is not in the database; the story itself stays invisible without full sight.
KEYS = """
CREATE FUNCTION sec.inbox_keys(wanted uuid[]) RETURNS TABLE (feedback_id uuid, signal_id uuid, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.id, f.signal_id, k.wrapped FROM feedback_feedback f JOIN vault_subjectkey k ON k.subject_id = f.signal_id
    WHERE f.id = ANY (wanted) AND f.account_id = (SELECT sec.person()) AND f.text IS NOT NULL
$$;
""" + rows.guarded_function("sec.inbox_keys(uuid[])", rows.APP)

TO_ME = "account_id = (SELECT sec.person()) AND EXISTS (SELECT 1 FROM feedback_feedback f WHERE f.id = feedback_id AND f.account_id = (SELECT sec.person()))"
READ = f"""
DROP POLICY app_add ON feedback_feedbackread;
CREATE POLICY app_add ON feedback_feedbackread FOR INSERT TO zicht_app WITH CHECK ({TO_ME});
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0004_mail_notice"), ("intake", "0002_rows")]
    operations = [
        migrations.RunSQL(rows.force("feedback_mailnotice") + NOTICE + KEYS + READ, migrations.RunSQL.noop)
    ]
