-- Persons, notifications and what follows from them: read and added with full sight of the person.

{{ case_table register_presumedvictim }};
REVOKE UPDATE ON register_presumedvictim FROM zicht_worker, zicht_guard;
GRANT SELECT, INSERT ON register_presumedvictim TO zicht_app;
CREATE POLICY app_read ON register_presumedvictim FOR SELECT TO zicht_app
    USING ({{ seen register_presumedvictim.id full }});
CREATE POLICY app_add ON register_presumedvictim FOR INSERT TO zicht_app
    WITH CHECK ({{ seen register_presumedvictim.id full }});
CREATE TRIGGER never_deleted BEFORE DELETE ON register_presumedvictim
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
GRANT UPDATE (sex, birth_year, nationalities, country_of_origin, missing,
    identity)
    ON register_presumedvictim TO zicht_app;

-- Reading a file in happens as the worker: locking a person before a notification needs the right to change
-- it.
GRANT UPDATE (missing) ON register_presumedvictim TO zicht_worker;
CREATE POLICY app_change ON register_presumedvictim FOR UPDATE TO zicht_app
    USING ({{ seen register_presumedvictim.id full }})
    WITH CHECK ({{ seen register_presumedvictim.id full }});

-- Completions keep the version before.
CREATE FUNCTION sec.keep_victim_version() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    INSERT INTO register_victimversion (victim_id, version, sex, birth_year, nationalities,
        country_of_origin, identity, replaced_at)
    VALUES (OLD.id, OLD.version, OLD.sex, OLD.birth_year, OLD.nationalities, OLD.country_of_origin,
        OLD.identity, now());
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_version BEFORE UPDATE ON register_presumedvictim
    FOR EACH ROW EXECUTE FUNCTION sec.keep_victim_version();

{{ case_table register_identitykey }};
{{ final register_identitykey }};
GRANT SELECT, INSERT ON register_identitykey TO zicht_app;
CREATE POLICY app_read ON register_identitykey FOR SELECT TO zicht_app
    USING ({{ seen register_identitykey.victim_id full }});
CREATE POLICY app_add ON register_identitykey FOR INSERT TO zicht_app
    WITH CHECK ({{ seen register_identitykey.victim_id full }});

{{ case_table register_notification }};
{{ final register_notification }};
GRANT SELECT, INSERT ON register_notification TO zicht_app;
CREATE POLICY app_read ON register_notification FOR SELECT TO zicht_app
    USING ({{ seen register_notification.victim_id full }});
CREATE POLICY app_add ON register_notification FOR INSERT TO zicht_app
    WITH CHECK ({{ seen register_notification.victim_id full }} AND organisation_id = (SELECT sec.org())
        AND filed_by = (SELECT sec.person()));

-- On the ground of consent: it rests on what the person concerned said last about the register (SH6). A
-- statement made in the same transaction counts; a box ticked after a refusal does not.
CREATE FUNCTION sec.rest_on_consent() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
BEGIN
    PERFORM sec.wait_for_consent(NEW.victim_id);
    IF NOT EXISTS (SELECT 1 FROM organisations_organisation o,
            sec.latest_consent(NEW.victim_id, o.id, 'registration') said
            WHERE o.kind = 'comensha' AND o.active AND said.answer = 'given'
                AND (said.until IS NULL OR said.until >= today)) THEN
        RAISE EXCEPTION 'no consent of the person concerned is on record'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rest_on_consent BEFORE INSERT ON register_notification
    FOR EACH ROW WHEN (NEW.basis = 'consent') EXECUTE FUNCTION sec.rest_on_consent();

-- Whoever gave a signal follows its core; that a person was registered from it is more than they may know.
{{ case_table register_victimsignal }};
{{ final register_victimsignal }};
GRANT SELECT, INSERT ON register_victimsignal TO zicht_app;
CREATE POLICY app_read ON register_victimsignal FOR SELECT TO zicht_app
    USING ({{ seen register_victimsignal.signal_id full }}
        OR ({{ seen register_victimsignal.signal_id core }}
        AND {{ seen register_victimsignal.victim_id full }}));
CREATE POLICY app_add ON register_victimsignal FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND {{ seen register_victimsignal.signal_id core }}
        AND {{ seen register_victimsignal.victim_id full }});

{{ case_table register_registrationdecision }};
{{ final register_registrationdecision }};
GRANT SELECT, INSERT ON register_registrationdecision TO zicht_app;
CREATE POLICY app_read ON register_registrationdecision FOR SELECT TO zicht_app
    USING (organisation_id = (SELECT sec.org()) OR reporting_organisation_id = (SELECT sec.org())
        OR {{ seen register_registrationdecision.signal_id full }}
        OR {{ seen register_registrationdecision.victim_id full }});
CREATE POLICY app_add ON register_registrationdecision FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND {{ seen register_registrationdecision.signal_id full }});

-- A duty by law begins in one way: the organisation itself said which of its criteria is met.
CREATE FUNCTION sec.reports_by_law(p_organisation uuid) RETURNS boolean
LANGUAGE sql STABLE {{ guarded: app, worker }} AS $$
    SELECT EXISTS (SELECT 1 FROM sec.criteria_of(p_organisation,
        (now() AT TIME ZONE 'Europe/Amsterdam')::date) c WHERE c.statutory)
$$;

-- The criteria of an organisation on a day: its own when it has any, else those of its kind.
CREATE FUNCTION sec.criteria_of(p_organisation uuid, p_on date) RETURNS SETOF register_notificationcriterion
LANGUAGE sql STABLE {{ guarded: worker }} AS $$
    WITH found AS (SELECT c.* FROM register_notificationcriterion c
        JOIN organisations_organisation o ON o.id = p_organisation
        WHERE c.valid_from <= p_on AND (c.valid_until IS NULL OR c.valid_until > p_on)
            AND (c.organisation_id = o.id
                OR (c.organisation_id IS NULL AND c.organisation_kind = o.kind)))
    SELECT * FROM found WHERE found.organisation_id IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM found other WHERE other.organisation_id IS NOT NULL)
$$;

{{ case_table register_obligation }};
{{ forward register_obligation: fulfilled_on, fulfilled_by_id }};
{{ lasting register_obligation: created_at }};
GRANT SELECT, INSERT ON register_obligation TO zicht_app;
CREATE POLICY app_read ON register_obligation FOR SELECT TO zicht_app
    USING (organisation_id = (SELECT sec.org()) OR {{ seen register_obligation.signal_id full }}
        OR {{ seen register_obligation.victim_id full }});
CREATE POLICY app_add ON register_obligation FOR INSERT TO zicht_app
    WITH CHECK (kind = 'agreed' AND ({{ seen register_obligation.signal_id full }}
            OR {{ seen register_obligation.victim_id full }})
        AND (victim_id IS NULL OR organisation_id = (SELECT sec.org())
            OR NOT sec.reports_by_law(organisation_id)));
GRANT UPDATE (fulfilled_by_id, fulfilled_on) ON register_obligation TO zicht_app;
CREATE POLICY app_change ON register_obligation FOR UPDATE TO zicht_app
    USING (organisation_id = (SELECT sec.org()))
    WITH CHECK (organisation_id = (SELECT sec.org()));

-- A question shows itself to who is asked, and to who sees the signal or the person in full. It tells of no
-- person who it is.
{{ case_table register_criterionquestion }};
GRANT SELECT, INSERT ON register_criterionquestion TO zicht_app;
CREATE POLICY app_read ON register_criterionquestion FOR SELECT TO zicht_app
    USING (organisation_id = (SELECT sec.org()) OR {{ seen register_criterionquestion.signal_id full }}
        OR {{ seen register_criterionquestion.victim_id full }});
CREATE POLICY app_add ON register_criterionquestion FOR INSERT TO zicht_app
    WITH CHECK (answered_at IS NULL AND ({{ seen register_criterionquestion.signal_id full }}
        OR {{ seen register_criterionquestion.victim_id full }})
        AND (organisation_id = (SELECT sec.org())
            OR NOT sec.wish_keeps_out('victim', victim_id, organisation_id)));
CREATE FUNCTION sec.keep_answer() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a question is answered once' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER answered_once BEFORE UPDATE ON register_criterionquestion
    FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL) EXECUTE FUNCTION sec.keep_answer();
{{ forward register_criterionquestion: answered_at, answer, answered_by, criterion, met_on, reason }};
CREATE TRIGGER never_deleted BEFORE DELETE ON register_criterionquestion
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();

-- Yes names a criterion of the own organisation that held on the day of the facts, makes the duty, and opens
-- who the person is to the function that was asked; no names the reason. Returns whether sight was given.
CREATE FUNCTION sec.answer_question(p_question uuid, p_answer text, p_criterion text, p_met_on date,
    p_reason text, p_duty uuid, p_due_on date, p_because text) RETURNS boolean
LANGUAGE plpgsql {{ guarded: app, worker }} AS $$
DECLARE
    sight uuid := gen_random_uuid();
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
    asked register_criterionquestion;
    rule register_notificationcriterion;
    by_job boolean := session_user = 'zicht_worker';
    knows boolean;
BEGIN
    SELECT * INTO asked FROM register_criterionquestion q WHERE q.id = p_question FOR UPDATE;
    -- A job reads in what an organisation notified of before: it knows the person, and the log says who.
    knows := by_job OR sec.my_level(asked.victim_id) >= 3;
    IF asked.id IS NULL OR asked.answered_at IS NOT NULL OR NOT (by_job OR (
            asked.organisation_id = sec.org() AND sec.person() IS NOT NULL
            AND asked.victim_id <> ALL (sec.my_conflicts())
            AND (knows OR asked.function = ANY (sec.functions())))) THEN
        RAISE EXCEPTION 'there is no such open question' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE register_criterionquestion q SET answer = p_answer, answered_at = now(),
        answered_by = CASE WHEN NOT by_job THEN sec.person() END,
        reason = CASE WHEN p_answer = 'not_met' THEN p_reason ELSE '' END,
        criterion = CASE WHEN p_answer = 'met' THEN p_criterion ELSE '' END,
        met_on = CASE WHEN p_answer = 'met' THEN p_met_on END WHERE q.id = asked.id;
    IF p_answer = 'not_met' THEN
        RETURN false;
    END IF;
    SELECT * INTO rule FROM sec.criteria_of(asked.organisation_id, p_met_on) c WHERE c.code = p_criterion;
    IF p_answer <> 'met' OR rule.id IS NULL OR p_met_on > today
        OR (NOT by_job AND p_due_on NOT BETWEEN today AND today + rule.due_days + 14) THEN
        RAISE EXCEPTION 'yes names an own criterion of that day' USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO register_obligation (id, signal_id, victim_id, organisation_id, kind, because, due_on,
        created_at)
    VALUES (p_duty, asked.signal_id, asked.victim_id, asked.organisation_id,
        CASE WHEN rule.statutory THEN 'statutory' ELSE 'agreed' END,
        left('Uw organisatie antwoordde dat aan een criterium is voldaan: ' || rule.label || '.', 200),
        p_due_on, now()) ON CONFLICT DO NOTHING;
    IF knows THEN
        RETURN false;
    END IF;
    INSERT INTO sharing_grant (id, subject_kind, subject_id, organisation_id, function, level, basis, purpose,
        because, granted_on, ended_because)
    VALUES (sight, 'victim', asked.victim_id, asked.organisation_id, asked.function, 3,
        CASE WHEN rule.statutory THEN 'statutory_duty' ELSE 'public_task' END, 'registration', p_because,
        today, '');
    PERFORM sec.add_audit_event('sight_given', 'victim', asked.victim_id::text, 'ok', '',
        jsonb_build_object('sight', jsonb_build_array(sight)));
    RETURN true;
END $$;

-- Who wants no investigators: open questions to investigators who do not know the person themselves end.
CREATE FUNCTION sec.drop_questions() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    UPDATE register_criterionquestion q SET answer = 'lapsed',
        answered_at = NEW.said_on::timestamp AT TIME ZONE 'Europe/Amsterdam'
    FROM organisations_organisation o, register_victimsignal v
    WHERE v.signal_id = NEW.signal_id AND q.victim_id = v.victim_id AND q.answered_at IS NULL
        AND o.id = q.organisation_id AND sec.is_investigator(o.kind)
        AND NOT EXISTS (SELECT 1 FROM sharing_grant g WHERE g.subject_id = q.victim_id
            AND g.organisation_id = o.id AND g.level >= 3 AND g.ended_at IS NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER drop_questions AFTER INSERT ON signals_wish
    FOR EACH ROW WHEN (NEW.no_police) EXECUTE FUNCTION sec.drop_questions();

{{ case_table register_victimversion }};
{{ final register_victimversion }};
GRANT SELECT ON register_victimversion TO zicht_app;
CREATE POLICY app_read ON register_victimversion FOR SELECT TO zicht_app
    USING ({{ seen register_victimversion.victim_id full }});

-- What only the register knows when something is shared: the persons in a signal, and whether a
-- registration asks for sight.
CREATE FUNCTION sec.subject_facts(of_kind text, subject uuid, OUT minor boolean, OUT acute boolean,
    OUT police_data boolean, OUT no_police boolean, OUT persons uuid[])
LANGUAGE plpgsql STABLE {{ guarded: worker }} AS $$
DECLARE
    this_year int := extract(year FROM now() AT TIME ZONE 'Europe/Amsterdam');
BEGIN
    -- A person: what the signals say in which it appears; a minor when the year of birth leaves no doubt.
    SELECT coalesce(bool_or(s.minor IS TRUE), false), coalesce(bool_or(s.acute), false),
        coalesce(bool_or(sec.is_investigator(o.kind)), false),
        coalesce(bool_or(sec.wants_no_investigators(s.id)), false)
    INTO minor, acute, police_data, no_police
    FROM signals_signal s LEFT JOIN organisations_organisation o ON o.id = s.source_organisation_id
    WHERE (of_kind = 'signal' AND s.id = subject)
        OR (of_kind = 'victim' AND s.id IN (SELECT v.signal_id FROM register_victimsignal v
            WHERE v.victim_id = subject));
    IF of_kind = 'victim' THEN
        minor := coalesce((SELECT p.birth_year > this_year - 18 FROM register_presumedvictim p
            WHERE p.id = subject), false);
        persons := ARRAY[subject];
    ELSE
        persons := ARRAY(SELECT v.victim_id FROM register_victimsignal v WHERE v.signal_id = subject
            ORDER BY v.victim_id);
    END IF;
END $$;

-- A notification shows the person to the register; who agreed to report may see whom or what about. Who has
-- criteria by law answers the question first (`sec.answer_question`).
CREATE FUNCTION sec.registration_ground(of_kind text, subject uuid, receiver uuid) RETURNS boolean
LANGUAGE plpgsql STABLE {{ guarded: worker }} AS $$
DECLARE
    signals uuid[] := CASE of_kind WHEN 'signal' THEN ARRAY[subject]
        ELSE ARRAY(SELECT v.signal_id FROM register_victimsignal v WHERE v.victim_id = subject) END;
BEGIN
    RETURN EXISTS (SELECT 1 FROM register_obligation o WHERE o.organisation_id = receiver
            AND NOT (of_kind = 'victim' AND sec.reports_by_law(receiver))
            AND ((of_kind = 'victim' AND o.victim_id = subject) OR o.signal_id = ANY (signals)))
        OR (of_kind = 'victim' AND EXISTS (SELECT 1 FROM register_notification n
            JOIN organisations_organisation o ON o.id = receiver
            WHERE n.victim_id = subject AND n.organisation_id = sec.org() AND o.kind = 'comensha'));
END $$;

-- Who reads pairs and judgements: only with full sight of both persons.
{{ case_table register_blockingkey }};
{{ final register_blockingkey }};
GRANT SELECT, INSERT ON register_blockingkey TO zicht_app;
CREATE POLICY app_read ON register_blockingkey FOR SELECT TO zicht_app
    USING ({{ seen register_blockingkey.victim_id full }});
CREATE POLICY app_add ON register_blockingkey FOR INSERT TO zicht_app
    WITH CHECK ({{ seen register_blockingkey.victim_id full }});

{{ case_table register_matchjudgement }};
{{ final register_matchjudgement }};
GRANT SELECT, INSERT ON register_matchjudgement TO zicht_app;
CREATE POLICY app_read ON register_matchjudgement FOR SELECT TO zicht_app
    USING ({{ seen register_matchjudgement.left_id full }}
        AND {{ seen register_matchjudgement.right_id full }});
CREATE POLICY app_add ON register_matchjudgement FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND {{ seen register_matchjudgement.left_id full }}
        AND {{ seen register_matchjudgement.right_id full }});

{{ case_table register_matchcandidate }};
GRANT SELECT ON register_matchcandidate TO zicht_app;
CREATE POLICY app_read ON register_matchcandidate FOR SELECT TO zicht_app
    USING ((SELECT sec.holds_at('registrar', 'comensha'))
        AND {{ seen register_matchcandidate.left_id full }}
        AND {{ seen register_matchcandidate.right_id full }});
GRANT UPDATE (state) ON register_matchcandidate TO zicht_app;
CREATE POLICY app_change ON register_matchcandidate FOR UPDATE TO zicht_app
    USING ((SELECT sec.holds_at('registrar', 'comensha'))
        AND {{ seen register_matchcandidate.left_id full }}
        AND {{ seen register_matchcandidate.right_id full }})
    WITH CHECK ((SELECT sec.holds_at('registrar', 'comensha'))
        AND {{ seen register_matchcandidate.left_id full }}
        AND {{ seen register_matchcandidate.right_id full }});

-- The keys say nothing by themselves. Whom somebody sees is found for nothing; that there is someone else is
-- a hit without content (SH4), which spends: how many keys that person shares, 0 for nobody, -1 without an
-- answer.
CREATE FUNCTION sec.sharing_keys(wanted bigint[], exact bytea[], per_key int, other uuid)
    RETURNS TABLE (victim_id uuid, shared int, seen boolean)
LANGUAGE sql STABLE {{ guarded: guard }} AS $$
    WITH found AS (
        SELECT k.victim_id, count(*)::int AS shared FROM unnest(wanted) AS w (digest)
        CROSS JOIN LATERAL (SELECT b.victim_id FROM register_blockingkey b
            WHERE b.digest = w.digest LIMIT per_key) k
        WHERE k.victim_id IS DISTINCT FROM other AND sec.org() IS NOT NULL GROUP BY 1
        UNION ALL
        SELECT k.victim_id, 100 FROM register_identitykey k
        WHERE k.digest = ANY (exact) AND k.victim_id IS DISTINCT FROM other AND sec.org() IS NOT NULL
    )
    SELECT found.victim_id, max(found.shared)::int, {{ seen found.victim_id full }} FROM found GROUP BY 1
$$;

CREATE FUNCTION sec.likely_persons(wanted bigint[], exact bytea[], per_key int, most int, other uuid)
    RETURNS TABLE (victim_id uuid, shared int)
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT k.victim_id, k.shared FROM sec.sharing_keys(wanted, exact, per_key, other) k
    WHERE k.seen ORDER BY k.shared DESC, k.victim_id LIMIT most
$$;

CREATE FUNCTION sec.known_elsewhere(wanted bigint[], exact bytea[], per_key int, other uuid) RETURNS int
LANGUAGE plpgsql {{ guarded: app }} AS $$
BEGIN
    IF NOT sec.spend('register', ARRAY[sha256(convert_to(wanted::text || exact::text, 'UTF8'))], exact) THEN
        RETURN -1;
    END IF;
    RETURN (SELECT coalesce(max(k.shared), 0) FROM sec.sharing_keys(wanted, exact, per_key, other) k
        WHERE NOT k.seen);
END $$;

-- Who merges, splits and sets the threshold: the registrar of CoMensha. Who sees the person sees that it
-- was merged. The registrar reads every regrouping, because a group must be known whole; a row holds ids
-- only.
{{ case_table register_regroupedperson }};
{{ final register_regroupedperson }};
GRANT SELECT, INSERT ON register_regroupedperson TO zicht_app;
CREATE POLICY app_read ON register_regroupedperson FOR SELECT TO zicht_app
    USING (((SELECT sec.holds_at('registrar', 'comensha'))
        OR {{ seen register_regroupedperson.victim_id full }}));
CREATE POLICY app_add ON register_regroupedperson FOR INSERT TO zicht_app
    WITH CHECK ((SELECT sec.holds_at('registrar', 'comensha')));

{{ case_table register_regrouping }};
{{ final register_regrouping }};
GRANT SELECT, INSERT ON register_regrouping TO zicht_app;
CREATE POLICY app_read ON register_regrouping FOR SELECT TO zicht_app
    USING ((SELECT sec.holds_at('registrar', 'comensha')) OR EXISTS (SELECT 1
        FROM register_regroupedperson p WHERE p.regrouping_id = register_regrouping.id));
CREATE POLICY app_add ON register_regrouping FOR INSERT TO zicht_app
    WITH CHECK ((SELECT sec.holds_at('registrar', 'comensha'))
        AND organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person()));

{{ case_table register_linkagesetting }};
REVOKE UPDATE ON register_linkagesetting FROM zicht_worker, zicht_guard;
GRANT SELECT, INSERT, UPDATE (agreed, judged_by, judged_at) ON register_linkagesetting TO zicht_app;
GRANT UPDATE (agreed, judged_by, judged_at) ON register_linkagesetting TO zicht_guard;
CREATE POLICY app_read ON register_linkagesetting FOR SELECT TO zicht_app
    USING ((SELECT sec.holds_at('registrar', 'comensha')));
CREATE POLICY app_add ON register_linkagesetting FOR INSERT TO zicht_app
    WITH CHECK ((SELECT sec.holds_at('registrar', 'comensha'))
        AND organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person()));
CREATE POLICY app_change ON register_linkagesetting FOR UPDATE TO zicht_app
    USING ((SELECT sec.holds_at('registrar', 'comensha')))
    WITH CHECK ((SELECT sec.holds_at('registrar', 'comensha')));
{{ forward register_linkagesetting: judged_at, judged_by, agreed }};

-- A threshold merges persons of every organisation: one registrar proposes, another agrees
-- (`sec.agree_to_threshold`). To stop merging takes one.
CREATE FUNCTION sec.register_keep_threshold() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    judged text[] := ARRAY['agreed', 'judged_by', 'judged_at'];
BEGIN
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (OLD.judged_at IS NOT NULL OR NEW.judged_at IS NULL
            OR to_jsonb(OLD) - judged <> to_jsonb(NEW) - judged)) THEN
        RAISE EXCEPTION 'what was set stays, and is judged once' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND num_nonnulls(NEW.agreed, NEW.judged_by, NEW.judged_at) > 0 THEN
        RAISE EXCEPTION 'a threshold is judged later' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND current_user = 'zicht_app' AND (NEW.agreed IS DISTINCT FROM false
            OR NEW.judged_by IS DISTINCT FROM sec.person()) THEN
        RAISE EXCEPTION 'a threshold is turned down in the own name' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_threshold BEFORE INSERT OR UPDATE OR DELETE ON register_linkagesetting
    FOR EACH ROW EXECUTE FUNCTION sec.register_keep_threshold();

CREATE FUNCTION sec.agree_to_threshold(p_setting bigint) RETURNS void
LANGUAGE plpgsql {{ guarded: app }} AS $$
BEGIN
    IF NOT sec.holds_at('registrar', 'comensha') OR sec.person() IS NULL THEN
        RAISE EXCEPTION 'a second registrar of the national organisation agrees to a threshold'
            USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE register_linkagesetting SET agreed = true, judged_by = sec.person(), judged_at = now()
        WHERE id = p_setting AND judged_at IS NULL AND person_id <> sec.person();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such open proposal of someone else' USING ERRCODE = 'restrict_violation';
    END IF;
END $$;

{{ case_table register_linkagerun }};
{{ final register_linkagerun }};
GRANT SELECT ON register_linkagerun TO zicht_app;
CREATE POLICY app_read ON register_linkagerun FOR SELECT TO zicht_app
    USING ((SELECT sec.holds_at('registrar', 'comensha')));

-- The figures count a merged person once; the role that builds them reads which rows count as whom, and
-- when.
GRANT SELECT (id, regrouping_id, victim_id, after) ON register_regroupedperson TO zicht_figures;
CREATE POLICY figures_read ON register_regroupedperson FOR SELECT TO zicht_figures
    USING (true);

-- Counting a year as it was known at a moment: over every row, so by the guard, for registrars and jobs
-- only.
{{ case_table register_edition }};
{{ final register_edition }};
GRANT SELECT ON register_edition TO zicht_app;
CREATE POLICY app_read ON register_edition FOR SELECT TO zicht_app
    USING ((SELECT sec.holds_at('registrar', 'comensha')));

CREATE FUNCTION sec.year_as_known(wanted int, moment timestamptz) RETURNS jsonb
LANGUAGE sql STABLE {{ guarded: app, worker }} AS $$
    WITH said AS MATERIALIZED (
        SELECT n.victim_id, n.notifier, n.notified_on, n.forms FROM register_notification n
        WHERE n.filed_at <= moment AND (session_user = 'zicht_worker'
            OR (SELECT sec.holds_at('registrar', 'comensha')))
            AND NOT EXISTS (SELECT 1 FROM register_notification newer WHERE newer.corrects_id = n.id
                AND newer.filed_at <= moment)
    ), head AS MATERIALIZED (
        SELECT DISTINCT ON (p.victim_id) p.victim_id, p.after FROM register_regroupedperson p
        JOIN register_regrouping r ON r.id = p.regrouping_id WHERE r.at <= moment
            ORDER BY p.victim_id, p.id DESC
    ), counted AS MATERIALIZED (
        SELECT coalesce(head.after, said.victim_id) AS person, notifier, notified_on, forms
        FROM said LEFT JOIN head ON head.victim_id = said.victim_id
    ), of_year AS MATERIALIZED (
        SELECT person, notifier, forms FROM counted WHERE extract(year FROM notified_on) = wanted
    ), first AS (
        SELECT person, extract(year FROM min(notified_on)) AS year FROM counted GROUP BY 1
    ), person AS MATERIALIZED (
        SELECT DISTINCT o.person, first.year = wanted AS first_time FROM of_year o
            JOIN first ON first.person = o.person
    ), known AS MATERIALIZED (
        SELECT p.person, CASE WHEN was.id IS NULL THEN v.sex ELSE was.sex END AS sex,
            CASE WHEN was.id IS NULL THEN v.nationalities ELSE was.nationalities END AS nationalities
        FROM person p JOIN register_presumedvictim v ON v.id = p.person
        LEFT JOIN LATERAL (SELECT x.id, x.sex, x.nationalities FROM register_victimversion x
            WHERE x.victim_id = v.id AND x.replaced_at > moment ORDER BY x.version LIMIT 1) was ON true
    ), form AS (
        SELECT DISTINCT person, unnest(forms) AS form FROM of_year
    ), told AS (
        SELECT person, form FROM form WHERE form <> 'unknown'
            OR NOT EXISTS (SELECT 1 FROM form other WHERE other.person = form.person
                AND other.form <> 'unknown')
    )
    SELECT jsonb_build_object(
        'persons', (SELECT count(*) FROM person),
        'notifications', (SELECT count(*) FROM of_year),
        'first_time', (SELECT count(*) FROM person WHERE first_time),
        'repeated', (SELECT count(*) FROM person WHERE NOT first_time),
        'by_notifier', (SELECT coalesce(jsonb_object_agg(notifier, n), '{}')
            FROM (SELECT notifier, count(*) AS n FROM of_year GROUP BY 1) x),
        'by_form', (SELECT coalesce(jsonb_object_agg(form, n), '{}') FROM (SELECT form, count(*) AS n
            FROM told GROUP BY 1) x),
        'by_sex', (SELECT coalesce(jsonb_object_agg(sex, n), '{}') FROM (SELECT sex, count(*) AS n
            FROM known GROUP BY 1) x),
        'by_nationality', (SELECT coalesce(jsonb_object_agg(land, n), '{}') FROM (
            SELECT coalesce(nationalities[1], 'unknown') AS land, count(*) AS n FROM known GROUP BY 1) x))
$$;

CREATE FUNCTION sec.changes_of_year(wanted int, since timestamptz, moment timestamptz) RETURNS jsonb
LANGUAGE sql STABLE {{ guarded: app, worker }} AS $$
    WITH touched AS MATERIALIZED (
        SELECT n.victim_id, n.filed_at, n.corrects_id FROM register_notification n
        WHERE extract(year FROM n.notified_on) = wanted AND n.filed_at <= moment
            AND (session_user = 'zicht_worker' OR (SELECT sec.holds_at('registrar', 'comensha')))
    )
    SELECT jsonb_build_object(
        'late', (SELECT count(*) FROM touched WHERE filed_at > since AND corrects_id IS NULL),
        'corrections', (SELECT count(*) FROM touched WHERE filed_at > since AND corrects_id IS NOT NULL),
        'regroupings', (SELECT count(DISTINCT r.id) FROM register_regrouping r
            JOIN register_regroupedperson p ON p.regrouping_id = r.id
            WHERE r.at > since AND r.at <= moment AND (p.victim_id IN (SELECT victim_id FROM touched)
                OR p.after IN (SELECT victim_id FROM touched) OR p.before IN (SELECT victim_id
                    FROM touched))),
        'completions', (SELECT count(*) FROM register_victimversion x
            JOIN register_presumedvictim v ON v.id = x.victim_id
            WHERE x.replaced_at > since AND x.replaced_at <= moment AND x.victim_id IN (SELECT victim_id
                FROM touched)))
$$;

-- What an organisation does not know is read with sight of the person; reminders are written by jobs only.
{{ case_table register_notknown }};
{{ final register_notknown }};
GRANT SELECT, INSERT ON register_notknown TO zicht_app;
CREATE POLICY app_read ON register_notknown FOR SELECT TO zicht_app
    USING ({{ seen register_notknown.victim_id full }});
CREATE POLICY app_add ON register_notknown FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND {{ seen register_notknown.victim_id full }});

-- A criterion comes into being in one way: PostgreSQL makes it from a proposal to which a second registrar
-- agrees. The application reads criteria and cannot write them. It adds proposals in the name of who is
-- acting, and turns them down; agreeing is `sec.agree_to_criterion`, which makes the new version, ends the
-- old one and notes who agreed, or does none of it. No case data, so no row-level security: who may write
-- what is kept by a trigger that binds the application's role.
{{ forward register_notificationcriterion: valid_until }};
{{ lasting register_notificationcriterion: code, organisation_kind, organisation_id, statutory, valid_from }};
{{ forward register_criterionproposal: judged_at, judged_by_id, agreed, made_id }};
{{ lasting register_criterionproposal: proposed_by_id, proposed_at, valid_from }};
GRANT SELECT ON register_notificationcriterion, register_criterionproposal
    TO zicht_app, zicht_worker, zicht_guard, zicht_figures, zicht_intake;
GRANT INSERT, UPDATE (valid_until) ON register_notificationcriterion TO zicht_guard;
GRANT UPDATE (agreed, judged_by_id, judged_at, made_id) ON register_criterionproposal TO zicht_guard;
GRANT INSERT, UPDATE (agreed, judged_by_id, judged_at) ON register_criterionproposal TO zicht_app;

CREATE FUNCTION sec.register_keep_proposals() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'zicht_app' THEN
        RETURN NEW;
    END IF;
    IF NOT sec.holds_at('registrar', 'comensha') THEN
        RAISE EXCEPTION 'a registrar of the national organisation proposes and judges'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND (NEW.proposed_by_id IS DISTINCT FROM sec.person()
            OR num_nonnulls(NEW.made_id, NEW.agreed, NEW.judged_by_id, NEW.judged_at) > 0) THEN
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
CREATE TRIGGER keep_proposals BEFORE INSERT OR UPDATE ON register_criterionproposal
    FOR EACH ROW EXECUTE FUNCTION sec.register_keep_proposals();

CREATE FUNCTION sec.agree_to_criterion(wanted uuid) RETURNS bigint
LANGUAGE plpgsql {{ guarded: app }} AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
    proposal register_criterionproposal%ROWTYPE;
    old register_notificationcriterion%ROWTYPE;
    begins date;
    new_id bigint;
BEGIN
    SELECT * INTO proposal FROM register_criterionproposal WHERE id = wanted FOR UPDATE;
    IF proposal.id IS NULL OR proposal.judged_at IS NOT NULL THEN
        RAISE EXCEPTION 'there is no such open proposal' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT sec.holds_at('registrar', 'comensha') OR sec.person() IS NULL
        OR proposal.proposed_by_id = sec.person() THEN
        RAISE EXCEPTION 'a second registrar of the national organisation agrees to a criterion'
            USING ERRCODE = 'restrict_violation';
    END IF;
    begins := greatest(proposal.valid_from, today);
    SELECT * INTO old FROM register_notificationcriterion WHERE id = proposal.replaces_id FOR UPDATE;
    IF old.valid_until IS NOT NULL OR old.valid_from >= begins THEN
        RAISE EXCEPTION 'the criterion changed since' USING ERRCODE = 'restrict_violation';
    END IF;
    IF old.id IS NOT NULL AND ROW(old.code, old.organisation_kind, old.organisation_id)
            IS DISTINCT FROM ROW(proposal.code, proposal.organisation_kind, proposal.organisation_id) THEN
        RAISE EXCEPTION 'a new version is for the same organisations' USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE register_notificationcriterion SET valid_until = begins WHERE id = old.id;
    INSERT INTO register_notificationcriterion (code, organisation_kind, organisation_id, label, statutory,
        due_days, valid_from)
    VALUES (proposal.code, proposal.organisation_kind, proposal.organisation_id, proposal.label,
        coalesce(old.statutory, false), proposal.due_days, begins) RETURNING id INTO new_id;
    UPDATE register_criterionproposal SET agreed = true, judged_by_id = sec.person(), judged_at = now(),
        made_id = new_id WHERE id = wanted;
    RETURN new_id;
END $$;

-- Whoever registers weighs with it; it is sealed, and tells of values that ten people or more share, never
-- of one person.
{{ case_table register_linkagemodel }};
{{ final register_linkagemodel }};
GRANT SELECT ON register_linkagemodel TO zicht_app;
CREATE POLICY app_read ON register_linkagemodel FOR SELECT TO zicht_app
    USING ((SELECT sec.org()) IS NOT NULL);
