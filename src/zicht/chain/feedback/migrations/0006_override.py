"""Own words that the guard stopped and a person let go carry the reason; a later look shows it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0005_inbox_rows")]
    operations = [
        migrations.AddField(
            model_name="feedback",
            name="override",
            field=models.CharField(
                choices=[
                    ("no_person", "Het is geen naam of gegeven van een persoon"),
                    ("public", "Het is openbaar, zoals een loket of hulpnummer"),
                    ("from_reporter", "De melder noemde het zelf en leest alleen zelf mee"),
                    ("agreed", "De betrokkene of politie vindt het goed"),
                ],
                max_length=15,
                null=True,
            ),
        ),
    ]
