"""Retention reaches what was said at tables, planned work, and what was asked and answered about looking at the subject."""

from django.db import migrations

RIGHTS = """
GRANT DELETE ON tables_itemtext, tables_itemaction, deconfliction_workkey TO zicht_guard;
GRANT SELECT, UPDATE (text) ON oversight_accessquestion, oversight_accessanswer TO zicht_guard;
"""

DESTROY = """
CREATE OR REPLACE FUNCTION sec.destroy_subject(subject uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM custody_custody WHERE signal_id = subject AND state = 'open') THEN
        RAISE EXCEPTION 'an open signal is not destroyed' USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM set_config('zicht.destroying', 'on', true);
    DELETE FROM vault_subjectkey WHERE subject_id = subject;
    DELETE FROM signals_searchentry WHERE signal_id = subject;
    DELETE FROM signals_attachment WHERE signal_id = subject;
    UPDATE custody_handover SET reason = NULL WHERE signal_id = subject AND reason IS NOT NULL;
    UPDATE custody_handoverreply SET note = NULL WHERE signal_id = subject AND note IS NOT NULL;
    UPDATE custody_reopening SET reason = NULL WHERE signal_id = subject AND reason IS NOT NULL;
    DELETE FROM tables_itemtext WHERE signal_id = subject;
    DELETE FROM tables_itemaction WHERE signal_id = subject;
    DELETE FROM deconfliction_workkey WHERE work_id IN (SELECT id FROM deconfliction_work WHERE subject IN (id, signal_id));
    UPDATE deconfliction_work SET wrapped = NULL, body = NULL WHERE subject IN (id, signal_id) AND body IS NOT NULL;
    UPDATE oversight_accessanswer SET text = '' WHERE question_id IN (SELECT id FROM oversight_accessquestion WHERE object_id = subject);
    UPDATE oversight_accessquestion SET text = NULL WHERE object_id = subject AND text IS NOT NULL;
    DELETE FROM register_identitykey WHERE victim_id = subject;
    DELETE FROM register_blockingkey WHERE victim_id = subject;
    DELETE FROM register_matchcandidate WHERE left_id = subject OR right_id = subject;
    DELETE FROM inquiries_pseudonym WHERE subject_id = subject;
    UPDATE register_presumedvictim SET sex = 'unknown', birth_year = NULL, nationalities = '{}', country_of_origin = '', missing = '{}'
        WHERE id = subject;
    DELETE FROM register_victimversion WHERE victim_id = subject;
    PERFORM sec.end_sight(subject, 'De bewaartermijn is voorbij; de inhoud is vernietigd.');
    PERFORM set_config('zicht.destroying', 'off', true);
END $$;
"""

# No law names a number of days for a planned visit; a year is a cautious beginning, which the data-protection officer confirms or changes.
TERM = """
INSERT INTO retention_retentionterm (category, basis, restrict_after_days, destroy_after_days, confirmed, valid_from) VALUES
    ('work', 'Eigen termijn, te bevestigen door de functionaris gegevensbescherming (AVG art. 5 lid 1 onder e)', NULL, 365, false, '2026-01-01');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0003_work"),
        ("tables", "0002_rows"),
        ("deconfliction", "0002_rows"),
        ("oversight", "0002_rows"),
    ]
    operations = [migrations.RunSQL(RIGHTS + DESTROY + TERM, migrations.RunSQL.noop)]
