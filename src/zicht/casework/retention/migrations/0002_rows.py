"""Rights on retention, the functions that destroy and restrict, and the terms to begin with."""

from django.db import migrations

from zicht.foundation.access import rows

OFFICER = "'data_protection_officer' = ANY ((SELECT sec.functions())::text[])"

ROWS = (
    rows.plain("retention_retentionterm", "SELECT, INSERT, DELETE")
    + rows.force("retention_tombstone")
    + rows.insert_only("retention_tombstone")
    + rows.force("retention_retentionrun")
    + rows.readable("retention_retentionrun", OFFICER)
    + rows.insert_only("retention_retentionrun")
    + rows.sequences()
)

# Final rows stay final for everyone but the one function that destroys, which sets a mark for its own transaction. The mark alone
# does nothing: it counts for the guard only, and the guard acts through its functions only.
MARK = """
CREATE OR REPLACE FUNCTION sec.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_user = 'zicht_guard' AND current_setting('zicht.destroying', true) = 'on' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION '% is insert only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""

RIGHTS = """
GRANT DELETE ON register_blockingkey, register_matchcandidate, inquiries_pseudonym, vault_subjectkey, signals_searchentry, register_identitykey, register_victimversion, signals_attachment TO zicht_guard;
GRANT UPDATE (reason) ON custody_handover, custody_reopening TO zicht_guard;
GRANT UPDATE (note) ON custody_handoverreply TO zicht_guard;
GRANT UPDATE (sex, birth_year, nationalities, country_of_origin, missing) ON register_presumedvictim TO zicht_guard;
"""

DESTROY = """
CREATE FUNCTION sec.end_sight(subject uuid, because text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    UPDATE sharing_grant SET ended_at = now(), ended_because = because WHERE subject_id = subject AND ended_at IS NULL
$$;

CREATE FUNCTION sec.restrict_subject(subject uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT sec.end_sight(subject, 'De termijn om hiermee te werken is voorbij; het wordt alleen nog bewaard.')
$$;

CREATE FUNCTION sec.destroy_subject(subject uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
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
""" + "".join(
    rows.guarded_function(signature, *roles)
    for signature, roles in {
        "sec.end_sight(uuid, text)": (rows.GUARD,),
        "sec.restrict_subject(uuid)": (rows.WORKER,),
        "sec.destroy_subject(uuid)": (rows.WORKER,),
    }.items()
)

# Wpg: Wet politiegegevens art. 8 and 14 (five years in use, five more kept, then destroyed). The others are a cautious beginning:
# no law names a number of years for them; the data-protection officer confirms or changes them.
TERMS = """
INSERT INTO retention_retentionterm (category, basis, restrict_after_days, destroy_after_days, confirmed, valid_from) VALUES
    ('police_data', 'Wet politiegegevens art. 8 en 14', 1826, 3652, false, '2026-01-01'),
    ('report', 'Eigen termijn, te bevestigen door de functionaris gegevensbescherming (AVG art. 5 lid 1 onder e)', NULL, 1826, false, '2026-01-01'),
    ('victim', 'Eigen termijn, te bevestigen door de functionaris gegevensbescherming (AVG art. 5 lid 1 onder e)', NULL, 3652, false, '2026-01-01');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0001_initial"),
        ("custody", "0005_sealed_words"),
        ("register", "0014_quality_rows"),
        ("signals", "0004_newest_words_first"),
        ("vault", "0001_initial"),
        ("inquiries", "0002_rows"),
        ("sharing", "0008_consent_and_break_glass_rows"),
    ]
    operations = [migrations.RunSQL(ROWS + MARK + RIGHTS + DESTROY + TERMS, migrations.RunSQL.noop)]
