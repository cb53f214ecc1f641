from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='organisation',
            name='kind',
            field=models.CharField(choices=[('municipality', 'Gemeente'), ('zvh', 'Zorg- en Veiligheidshuis'), ('care_coordination', 'Zorgcoördinatie'), ('police', 'Politie'), ('kmar', 'Koninklijke Marechaussee'), ('nla', 'Nederlandse Arbeidsinspectie'), ('special_service', 'Bijzondere opsporingsdienst'), ('prosecutor', 'Openbaar Ministerie'), ('safe_home', 'Veilig Thuis'), ('comensha', 'CoMensha'), ('fallback_desk', 'Landelijk vangnet'), ('fairwork', 'FairWork'), ('shelter', 'Opvang'), ('ggd', 'GGD'), ('riec', 'RIEC'), ('tip_line', 'Meldpunt'), ('research', 'Onderzoek'), ('other', 'Andere organisatie')], max_length=20),
        ),
    ]
