"""The schema `sec` with the key that checks who acts, and what was laid down there as rules."""

from django.db import migrations

SECURITY = """
CREATE SCHEMA sec;
CREATE TABLE sec.context_key (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
CREATE TABLE sec.rules (digest text NOT NULL);
CREATE TABLE sec.rules_object (name text PRIMARY KEY, fingerprint text NOT NULL);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SECURITY, migrations.RunSQL.noop)]
