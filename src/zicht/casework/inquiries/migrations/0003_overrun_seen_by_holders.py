"""Who used up a budget is seen by the own officer, and by the officers of whom that person's questions met."""

from django.db import migrations

from zicht.foundation.access import rows

MET = (
    """
CREATE FUNCTION sec.met_mine(asker uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN 'data_protection_officer' = ANY (sec.functions()) AND EXISTS (
        SELECT 1 FROM inquiries_contactrequest r JOIN inquiries_inquiry i ON i.id = r.inquiry_id
        WHERE r.organisation_id = sec.org() AND i.person_id = asker AND i.at > now() - interval '30 days');
END $$;
"""
    + rows.guarded_function("sec.met_mine(uuid)", rows.APP)
    + f"CREATE POLICY app_read_met ON inquiries_overrun FOR SELECT TO {rows.APP} USING (sec.met_mine(person_id));\n"
)


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0002_rows")]
    operations = [migrations.RunSQL(MET, migrations.RunSQL.noop)]
