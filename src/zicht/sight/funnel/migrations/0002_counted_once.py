"""Whether nobody has a signal in hand, by the definition of every other page, and when it was counted."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funnel', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='signalfact',
            name='counted_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddField(
            model_name='signalfact',
            name='untouched',
            field=models.BooleanField(default=False),
        ),
    ]
