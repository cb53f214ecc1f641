"""Rights on imports in steps."""

from django.db import migrations

from zicht.foundation.access import rows

MINE = "organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())"
FILE_IS_MINE = "person_id = (SELECT sec.person())"
RUN_IS_MINE = """EXISTS (SELECT 1 FROM intake_importrun r WHERE r.id = run_id AND r.organisation_id = (SELECT sec.org()))"""

# A run counts along with its rows and is final once it is done; before it is confirmed, whoever offered it may drop it.
IMPORTS = (
    f"""
DROP TRIGGER insert_only ON intake_importrun;
GRANT UPDATE, DELETE ON intake_importrun TO zicht_worker;
CREATE TRIGGER final_when_done BEFORE UPDATE OR DELETE ON intake_importrun FOR EACH ROW
    WHEN (OLD.state = 'done') EXECUTE FUNCTION sec.refuse_change();
GRANT UPDATE (state), DELETE ON intake_importrun TO zicht_app;
CREATE POLICY app_change ON intake_importrun FOR UPDATE TO zicht_app
    USING ({MINE} AND state = 'offered') WITH CHECK ({MINE} AND state = 'confirmed');
CREATE POLICY app_drop ON intake_importrun FOR DELETE TO zicht_app USING ({MINE} AND state = 'offered');
"""
    + rows.force("intake_importfile")
    + rows.readable("intake_importfile", FILE_IS_MINE)
    + rows.addable("intake_importfile", f"{FILE_IS_MINE} AND {RUN_IS_MINE}")
    + f"""
GRANT DELETE ON intake_importfile TO zicht_app, zicht_worker;
CREATE POLICY app_drop ON intake_importfile FOR DELETE TO zicht_app USING ({FILE_IS_MINE});
GRANT DELETE ON intake_draft TO zicht_worker;
"""
    + rows.force("intake_importproblem")
    + rows.readable("intake_importproblem", RUN_IS_MINE)
    + rows.insert_only("intake_importproblem")
    + rows.sequences()
)


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_imports_in_steps")]
    operations = [migrations.RunSQL(IMPORTS, migrations.RunSQL.noop)]
