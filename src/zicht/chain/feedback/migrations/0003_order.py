"""The order in which words came. A day is all that is kept of their moment, and a conversation must not be shuffled."""

from django.db import migrations, models

from zicht.foundation.access import rows

NUMBER = """
CREATE SEQUENCE feedback_feedback_number OWNED BY feedback_feedback.number;
CREATE FUNCTION sec.number_feedback() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.number := nextval('public.feedback_feedback_number');
    RETURN NEW;
END $$;
CREATE TRIGGER number_feedback BEFORE INSERT ON feedback_feedback FOR EACH ROW EXECUTE FUNCTION sec.number_feedback();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_rows")]
    operations = [
        migrations.AddField("feedback", "number", models.BigIntegerField(editable=False, null=True)),
        migrations.RunSQL(NUMBER + rows.sequences(), migrations.RunSQL.noop),
    ]
