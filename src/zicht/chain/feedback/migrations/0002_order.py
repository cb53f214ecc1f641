"""The sequence that tells the order of words; a trigger draws from it (`rules.sql`)."""

from django.db import migrations

NUMBERS = "CREATE SEQUENCE feedback_feedback_number OWNED BY feedback_feedback.number;"


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]
    operations = [migrations.RunSQL(NUMBERS, "DROP SEQUENCE feedback_feedback_number;")]
