-- Who reads and changes terms, and the functions that restrict and destroy.

-- A term counts for the whole country. It comes into being in one way: `sec.agree_to_term` makes it from a
-- proposal by one officer of the national organisation, to which another one there agrees.
GRANT SELECT ON retention_retentionterm, retention_termproposal TO zicht_app, zicht_worker, zicht_guard;
GRANT SELECT ON retention_retentionterm TO zicht_figures, zicht_intake;
GRANT INSERT, DELETE ON retention_retentionterm TO zicht_guard;
{{ forward retention_termproposal: judged_at, judged_by_id, agreed }};
{{ lasting retention_termproposal: proposed_by_id, proposed_at }};
GRANT UPDATE (agreed, judged_by_id, judged_at) ON retention_termproposal TO zicht_guard;
GRANT INSERT, UPDATE (agreed, judged_by_id, judged_at) ON retention_termproposal TO zicht_app;

CREATE FUNCTION sec.may_change_terms() RETURNS boolean
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT sec.holds_at('data_protection_officer', 'comensha')
$$;

CREATE FUNCTION sec.retention_keep_proposals() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'zicht_app' THEN
        RETURN NEW;
    END IF;
    IF NOT sec.may_change_terms() THEN
        RAISE EXCEPTION 'an officer of the national organisation proposes and judges'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND (NEW.proposed_by_id IS DISTINCT FROM sec.person()
            OR num_nonnulls(NEW.agreed, NEW.judged_by_id, NEW.judged_at) > 0) THEN
        RAISE EXCEPTION 'a proposal is made in the own name, and judged later'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.judged_at IS NOT NULL OR NEW.agreed IS DISTINCT FROM false
            OR NEW.judged_by_id IS DISTINCT FROM sec.person() OR NEW.judged_at IS NULL) THEN
        RAISE EXCEPTION 'a proposal is turned down once, in the own name'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_proposals BEFORE INSERT OR UPDATE ON retention_termproposal
    FOR EACH ROW EXECUTE FUNCTION sec.retention_keep_proposals();

-- Makes the term. One by which something is gone or out of reach sooner starts after a week.
CREATE FUNCTION sec.agree_to_term(p_proposal uuid) RETURNS date
LANGUAGE plpgsql {{ guarded: app }} AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
    proposal retention_termproposal%ROWTYPE;
    present retention_retentionterm%ROWTYPE;
    begins date;
BEGIN
    SELECT * INTO proposal FROM retention_termproposal WHERE id = p_proposal FOR UPDATE;
    IF proposal.id IS NULL OR proposal.judged_at IS NOT NULL THEN
        RAISE EXCEPTION 'there is no such open proposal' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT sec.may_change_terms() OR sec.person() IS NULL OR proposal.proposed_by_id = sec.person() THEN
        RAISE EXCEPTION 'a second officer of the national organisation agrees to a term'
            USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT * INTO present FROM retention_retentionterm
        WHERE category = proposal.category AND valid_from <= today ORDER BY valid_from DESC LIMIT 1;
    begins := today + CASE WHEN proposal.destroy_after_days >= present.destroy_after_days
        AND (proposal.restrict_after_days IS NULL
            OR proposal.restrict_after_days >= present.restrict_after_days) THEN 0 ELSE 7 END;
    DELETE FROM retention_retentionterm
        WHERE category = proposal.category AND valid_from >= least(begins, today + 1);
    INSERT INTO retention_retentionterm (category, basis, restrict_after_days, destroy_after_days, confirmed,
        valid_from)
    VALUES (proposal.category, proposal.basis, proposal.restrict_after_days, proposal.destroy_after_days,
        true, begins);
    UPDATE retention_termproposal SET agreed = true, judged_by_id = sec.person(), judged_at = now()
        WHERE id = p_proposal;
    RETURN begins;
END $$;

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
