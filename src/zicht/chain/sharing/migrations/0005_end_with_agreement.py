"""A grant that rests on an agreement ends in the same moment as the agreement."""

from django.db import migrations

END = """
CREATE FUNCTION sec.end_grants_of_agreement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sharing_grant SET ended_at = NEW.ended_at, ended_because = 'De afspraak waarop dit delen berust, is beëindigd.'
    WHERE agreement_id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
END $$;
ALTER FUNCTION sec.end_grants_of_agreement() OWNER TO zicht_guard;
CREATE TRIGGER end_grants AFTER UPDATE OF state ON agreements_agreement FOR EACH ROW
    WHEN (OLD.state = 'in_force' AND NEW.state = 'ended') EXECUTE FUNCTION sec.end_grants_of_agreement();
CREATE INDEX running_grants_of_agreement ON sharing_grant (agreement_id) WHERE ended_at IS NULL AND agreement_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("sharing", "0004_on_agreements"), ("agreements", "0002_rules")]
    operations = [migrations.RunSQL(END, migrations.RunSQL.noop)]
