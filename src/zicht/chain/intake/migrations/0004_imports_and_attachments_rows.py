"""Rights on imports in steps, and attachments that are stored in the same call as their signal."""

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

SUBMIT = """
CREATE OR REPLACE FUNCTION sec.submit_signal(payload jsonb) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    new_signal signals_signal := jsonb_populate_record(NULL::signals_signal, payload->'signal');
    stored record;
    bound jsonb := jsonb_build_object('signal_id', new_signal.id);
BEGIN
    INSERT INTO signals_signal SELECT (new_signal).* ON CONFLICT (submission_digest) DO NOTHING;
    IF NOT FOUND THEN
        SELECT id, reference INTO STRICT stored FROM signals_signal WHERE submission_digest = new_signal.submission_digest;
        RETURN jsonb_build_object('known', true, 'id', stored.id, 'reference', stored.reference);
    END IF;
    INSERT INTO vault_subjectkey (subject_id, wrapped) VALUES (new_signal.id, (payload->>'key')::bytea);
    INSERT INTO signals_signalcontent (signal_id, body) VALUES (new_signal.id, (payload->>'content')::bytea);
    INSERT INTO custody_custody (signal_id, state, version) VALUES (new_signal.id, 'open', 1);
    INSERT INTO custody_routeevaluation (signal_id, document) VALUES (new_signal.id, payload->'evaluation');
    INSERT INTO custody_holding SELECT r.* FROM jsonb_array_elements(payload->'holdings') AS e,
        jsonb_populate_record(NULL::custody_holding, e || bound) AS r;
    INSERT INTO sharing_grant SELECT r.* FROM jsonb_array_elements(payload->'grants') AS e,
        jsonb_populate_record(NULL::sharing_grant, e || jsonb_build_object('subject_id', new_signal.id)) AS r;
    INSERT INTO feedback_feedback SELECT r.* FROM jsonb_array_elements(payload->'feedback') AS e,
        jsonb_populate_record(NULL::feedback_feedback, e || bound) AS r;
    INSERT INTO signals_attachment SELECT r.* FROM jsonb_array_elements(payload->'attachments') AS e,
        jsonb_populate_record(NULL::signals_attachment, e || bound) AS r;
    IF payload ? 'mailbox' THEN
        INSERT INTO feedback_mailbox (lookup, signal_id) VALUES ((payload->>'mailbox')::bytea, new_signal.id);
    END IF;
    PERFORM sec.add_audit_event(payload->'audit');
    PERFORM sec.enqueue('signals.index', jsonb_build_object('signal_id', new_signal.id), NULL);
    RETURN jsonb_build_object('known', false, 'id', new_signal.id, 'reference', new_signal.reference);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_imports_in_steps"), ("signals", "0002_rows")]
    operations = [migrations.RunSQL(IMPORTS + SUBMIT, migrations.RunSQL.noop)]
