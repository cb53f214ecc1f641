"""The second key of questions between regions: made here, known to the database alone."""

from django.db import migrations

PAD = " || ".join(["uuid_send(gen_random_uuid())"] * 4)
KEY = f"""
CREATE TABLE sec.inquiry_key (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
INSERT INTO sec.inquiry_key (inner_pad, outer_pad) SELECT sha256({PAD}), sha256({PAD});
"""


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0001_initial"), ("access", "0001_initial")]
    operations = [migrations.RunSQL(KEY, "DROP TABLE sec.inquiry_key;")]
