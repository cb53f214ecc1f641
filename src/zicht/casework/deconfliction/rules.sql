-- Own work for the own function, digests readable by nobody else, and the two functions that compare work
-- across organisations.

{{ case_table deconfliction_work }};
{{ forward deconfliction_work: ended_at }};
{{ nearer deconfliction_work: ends_on }};
{{ lasting deconfliction_work: starts_on, created_at }};
GRANT SELECT, INSERT ON deconfliction_work TO zicht_app;
CREATE POLICY app_read ON deconfliction_work FOR SELECT TO zicht_app
    USING ((organisation_id = (SELECT sec.org()) AND (kind <> 'signal'
        OR {{ seen deconfliction_work.signal_id core }})) OR (signal_id IS NOT NULL
        AND {{ seen deconfliction_work.signal_id core }}));
CREATE POLICY app_add ON deconfliction_work FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org())
        AND function = ANY ((SELECT sec.functions())::text[]) AND account_id = (SELECT sec.person())
        AND kind <> 'signal');
GRANT UPDATE (ended_at) ON deconfliction_work TO zicht_app;
CREATE POLICY app_change ON deconfliction_work FOR UPDATE TO zicht_app
    USING (organisation_id = (SELECT sec.org()) AND kind <> 'signal')
    WITH CHECK (organisation_id = (SELECT sec.org()) AND kind <> 'signal');

{{ case_table deconfliction_workkey }};
{{ final deconfliction_workkey }};
GRANT SELECT, INSERT ON deconfliction_workkey TO zicht_app;
CREATE POLICY app_read ON deconfliction_workkey FOR SELECT TO zicht_app
    USING (EXISTS (SELECT 1 FROM deconfliction_work w WHERE w.id = work_id
        AND w.organisation_id = (SELECT sec.org())));
CREATE POLICY app_add ON deconfliction_workkey FOR INSERT TO zicht_app
    WITH CHECK (EXISTS (SELECT 1 FROM deconfliction_work w WHERE w.id = work_id
        AND w.organisation_id = (SELECT sec.org())));

{{ case_table deconfliction_overlap }};
{{ forward deconfliction_overlap: seen_at }};
GRANT SELECT ON deconfliction_overlap TO zicht_app;
CREATE POLICY app_read ON deconfliction_overlap FOR SELECT TO zicht_app
    USING (organisation_id = (SELECT sec.org()) AND function = ANY ((SELECT sec.functions())::text[])
        AND EXISTS (SELECT 1 FROM deconfliction_work w WHERE w.id = work_id
        AND w.organisation_id = (SELECT sec.org())));
GRANT UPDATE (seen_at) ON deconfliction_overlap TO zicht_app;
CREATE POLICY app_change ON deconfliction_overlap FOR UPDATE TO zicht_app
    USING (organisation_id = (SELECT sec.org()) AND function = ANY ((SELECT sec.functions())::text[])
        AND EXISTS (SELECT 1 FROM deconfliction_work w WHERE w.id = work_id
        AND w.organisation_id = (SELECT sec.org())))
    WITH CHECK (organisation_id = (SELECT sec.org())
        AND function = ANY ((SELECT sec.functions())::text[]) AND EXISTS (SELECT 1
        FROM deconfliction_work w WHERE w.id = work_id AND w.organisation_id = (SELECT sec.org())));
CREATE TRIGGER never_deleted BEFORE DELETE ON deconfliction_work
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON deconfliction_overlap
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();

-- Both sides are warned in the transaction that makes the work, so that nobody goes out between the two.
-- Whoever holds a signal of someone who wants no police is warned about investigators; an investigator is
-- not told that there is such a signal.
CREATE FUNCTION sec.warn_overlaps(wanted uuid) RETURNS integer
LANGUAGE plpgsql {{ guarded: app, worker }} AS $$
DECLARE
    mine deconfliction_work;
    warned integer;
BEGIN
    SELECT * INTO mine FROM deconfliction_work WHERE id = wanted;
    IF mine.id IS NULL OR (mine.organisation_id <> sec.org() AND session_user <> 'zicht_worker') THEN
        RAISE EXCEPTION 'work of another organisation' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- A plan is also a question: does anyone work on this? Without room for it the plan is over at once.
    IF NOT sec.spend('plan', ARRAY(SELECT sha256(string_agg(k.digest, '' ORDER BY k.digest))
            FROM deconfliction_workkey k WHERE k.work_id = wanted GROUP BY k.kind),
            ARRAY(SELECT k.digest FROM deconfliction_workkey k WHERE k.work_id = wanted)) THEN
        UPDATE deconfliction_work SET ended_at = now() WHERE id = wanted;
        RETURN -1;
    END IF;
    WITH meeting AS (
        SELECT o.id AS other_id, array_agg(DISTINCT k.kind) AS kinds
        FROM deconfliction_workkey m
        JOIN deconfliction_workkey k ON k.digest = m.digest AND k.work_id <> m.work_id
        JOIN deconfliction_work o ON o.id = k.work_id
        WHERE m.work_id = wanted AND o.ended_at IS NULL AND mine.ended_at IS NULL
            AND o.organisation_id <> mine.organisation_id
            AND o.starts_on <= coalesce(mine.ends_on, 'infinity')
                AND coalesce(o.ends_on, 'infinity') >= mine.starts_on
            AND NOT (mine.kind = 'signal' AND o.kind = 'signal' AND (o.signal_id = mine.signal_id
                OR sec.both_see(mine.signal_id, o.signal_id, mine.organisation_id, o.organisation_id)))
        GROUP BY o.id
    ), sides AS (
        SELECT mine.id AS one, other_id AS two, kinds FROM meeting
            UNION ALL SELECT other_id, mine.id, kinds FROM meeting
    ), told AS (
        INSERT INTO deconfliction_overlap (id, work_id, other_id, kinds, organisation_id, function,
            other_organisation_id, other_function, found_at)
        SELECT gen_random_uuid(), one.id, two.id, s.kinds, one.organisation_id, one.function,
            two.organisation_id, two.function, now()
        FROM sides s JOIN deconfliction_work one ON one.id = s.one
            JOIN deconfliction_work two ON two.id = s.two
        JOIN organisations_organisation receiver ON receiver.id = one.organisation_id
        LEFT JOIN signals_signal behind ON behind.id = two.signal_id
        WHERE NOT (coalesce(sec.wants_no_investigators(behind.id), false)
            AND sec.is_investigator(receiver.kind))
        ON CONFLICT DO NOTHING RETURNING work_id
    )
    SELECT count(*) INTO warned FROM told WHERE work_id = wanted;
    RETURN warned;
END $$;

CREATE FUNCTION sec.both_see(one uuid, two uuid, first uuid, second uuid) RETURNS boolean
LANGUAGE sql STABLE {{ guarded: guard }} AS $$
    SELECT count(DISTINCT (g.subject_id, g.organisation_id)) = 4 FROM sharing_grant g
    WHERE g.subject_id IN (one, two) AND g.organisation_id IN (first, second) AND g.level >= 2
        AND g.ended_at IS NULL
        AND (g.until IS NULL OR g.until > now())
$$;

CREATE FUNCTION sec.who_works_on(wanted bytea[], begin_on date, end_on date)
    RETURNS TABLE (organisation_id uuid, function text, kinds text[])
LANGUAGE plpgsql {{ guarded: app, worker }} AS $$
#variable_conflict use_column
BEGIN
    IF NOT sec.spend('work', wanted, wanted) THEN
        RETURN QUERY SELECT NULL::uuid, NULL::text, NULL::text[];
        RETURN;
    END IF;
    RETURN QUERY SELECT o.organisation_id, o.function::text, array_agg(DISTINCT k.kind)::text[]
    FROM deconfliction_workkey k JOIN deconfliction_work o ON o.id = k.work_id
    LEFT JOIN signals_signal behind ON behind.id = o.signal_id
    LEFT JOIN organisations_organisation asking ON asking.id = (SELECT sec.org())
    WHERE k.digest = ANY (wanted) AND o.ended_at IS NULL AND o.organisation_id <> (SELECT sec.org())
        AND o.starts_on <= end_on AND coalesce(o.ends_on, 'infinity') >= begin_on
        AND NOT (coalesce(sec.wants_no_investigators(behind.id), false)
            AND coalesce(sec.is_investigator(asking.kind), true))
    GROUP BY o.organisation_id, o.function ORDER BY o.organisation_id, o.function;
END $$;

CREATE FUNCTION sec.follow_work() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    PERFORM sec.enqueue('deconfliction.follow', jsonb_build_object('signal_id', NEW.signal_id), NULL);
    RETURN NULL;
END $$;

-- A new signal is compared once the worker has made it findable: one more announced job at its submission
-- would make reporters wait for each other.
CREATE FUNCTION sec.follow_indexed() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    PERFORM sec.enqueue('deconfliction.follow', jsonb_build_object('signal_id', found.signal_id), NULL)
    FROM (SELECT DISTINCT signal_id FROM indexed) AS found;
    RETURN NULL;
END $$;
CREATE TRIGGER follow_indexed AFTER INSERT ON signals_searchentry REFERENCING NEW TABLE AS indexed
    FOR EACH STATEMENT EXECUTE FUNCTION sec.follow_indexed();
CREATE TRIGGER follow_work AFTER INSERT ON signals_observation
    FOR EACH ROW EXECUTE FUNCTION sec.follow_work();
CREATE TRIGGER follow_work AFTER UPDATE OF state ON custody_custody
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION sec.follow_work();
CREATE TRIGGER follow_work AFTER INSERT ON custody_handoverreply
    FOR EACH ROW WHEN (NEW.answer = 'accepted') EXECUTE FUNCTION sec.follow_work();
