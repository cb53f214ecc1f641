"""The index by which words are found within one organisation."""

from django.db import migrations

WORDS = "CREATE INDEX search_words ON signals_searchentry USING gin (organisation_id, tokens);"


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_initial")]
    operations = [migrations.RunSQL(WORDS, "DROP INDEX search_words;")]
