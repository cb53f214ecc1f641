-- Who reads and changes terms, and the functions that restrict and destroy.

GRANT SELECT, INSERT, DELETE ON retention_retentionterm TO zicht_app, zicht_worker;
GRANT SELECT ON retention_retentionterm TO zicht_guard, zicht_figures, zicht_intake;

{{ case_table retention_tombstone }};
{{ final retention_tombstone }};

{{ case_table retention_retentionrun }};
{{ final retention_retentionrun }};
GRANT SELECT ON retention_retentionrun TO zicht_app;
CREATE POLICY app_read ON retention_retentionrun FOR SELECT TO zicht_app
    USING ('data_protection_officer' = ANY ((SELECT sec.functions())::text[]));

-- What the one function that destroys needs, table by table; the trigger on final rows lets it through.
GRANT DELETE ON vault_subjectkey, signals_searchentry, signals_attachment, register_identitykey,
    register_blockingkey, register_matchcandidate, register_victimversion, inquiries_pseudonym,
    tables_itemtext, tables_itemaction, deconfliction_workkey
    TO zicht_guard;
GRANT UPDATE (reason) ON custody_handover, custody_reopening TO zicht_guard;
GRANT UPDATE (note) ON custody_handoverreply TO zicht_guard;
GRANT UPDATE (sex, birth_year, nationalities, country_of_origin, missing) ON register_presumedvictim
    TO zicht_guard;
GRANT SELECT, UPDATE (text) ON oversight_accessquestion, oversight_accessanswer TO zicht_guard;

CREATE FUNCTION sec.end_sight(p_subject uuid, p_because text) RETURNS void
LANGUAGE sql {{ guarded: guard }} AS $$
    UPDATE sharing_grant SET ended_at = now(), ended_because = p_because
    WHERE subject_id = p_subject AND ended_at IS NULL
$$;

CREATE FUNCTION sec.restrict_subject(subject uuid) RETURNS void
LANGUAGE sql {{ guarded: worker }} AS $$
    SELECT sec.end_sight(subject, 'De termijn om hiermee te werken is voorbij; het wordt alleen nog bewaard.')
$$;

-- Destroys what is said of a subject in every room: words, keys and digests go, codes and the fact that it
-- was stay. Never an open signal.
CREATE FUNCTION sec.destroy_subject(subject uuid) RETURNS void
LANGUAGE plpgsql {{ guarded: worker }} AS $$
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
    DELETE FROM deconfliction_workkey WHERE work_id IN (
        SELECT id FROM deconfliction_work WHERE subject IN (id, signal_id));
    UPDATE deconfliction_work SET wrapped = NULL, body = NULL WHERE subject IN (id, signal_id)
        AND body IS NOT NULL;
    UPDATE oversight_accessanswer SET text = ''
        WHERE question_id IN (SELECT id FROM oversight_accessquestion WHERE object_id = subject);
    UPDATE oversight_accessquestion SET text = NULL WHERE object_id = subject AND text IS NOT NULL;
    DELETE FROM register_identitykey WHERE victim_id = subject;
    DELETE FROM register_blockingkey WHERE victim_id = subject;
    DELETE FROM register_matchcandidate WHERE left_id = subject OR right_id = subject;
    DELETE FROM inquiries_pseudonym WHERE subject_id = subject;
    UPDATE register_presumedvictim SET sex = 'unknown', birth_year = NULL, nationalities = '{}',
        country_of_origin = '', missing = '{}' WHERE id = subject;
    DELETE FROM register_victimversion WHERE victim_id = subject;
    PERFORM sec.end_sight(subject, 'De bewaartermijn is voorbij; de inhoud is vernietigd.');
    PERFORM set_config('zicht.destroying', 'off', true);
END $$;
