-- Who sees what of a table: members only, and of an item only with a grant on its signal; what the
-- database itself refuses.

-- Owned by the guard: a policy on seats that reads seats would read itself.
CREATE FUNCTION sec.sits_at(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT EXISTS (SELECT 1 FROM tables_tableseat s WHERE s.table_id = wanted
        AND s.organisation_id = sec.org()
        AND s.function = ANY (sec.functions()))
$$;

CREATE FUNCTION sec.keeps_table(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT EXISTS (SELECT 1 FROM tables_table t WHERE t.id = wanted AND t.organisation_id = sec.org())
        AND 'chain_director' = ANY (sec.functions())
$$;

CREATE FUNCTION sec.table_of_meeting(wanted uuid) RETURNS uuid
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT table_id FROM tables_meeting WHERE id = wanted
$$;

CREATE FUNCTION sec.table_of_item(wanted uuid) RETURNS uuid
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT table_id FROM tables_agendaitem WHERE id = wanted
$$;

{{ case_table tables_table }};
GRANT SELECT, INSERT ON tables_table TO zicht_app;
CREATE POLICY app_read ON tables_table FOR SELECT TO zicht_app
    USING (organisation_id = (SELECT sec.org()) OR sec.sits_at(id));
CREATE POLICY app_add ON tables_table FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org())
        AND 'chain_director' = ANY ((SELECT sec.functions())::text[]));
GRANT UPDATE (name, weeks, rules) ON tables_table TO zicht_app;
CREATE POLICY app_change ON tables_table FOR UPDATE TO zicht_app
    USING (sec.keeps_table(id))
    WITH CHECK (sec.keeps_table(id));

{{ case_table tables_tableseat }};
{{ final tables_tableseat }};
GRANT SELECT, INSERT ON tables_tableseat TO zicht_app;
CREATE POLICY app_read ON tables_tableseat FOR SELECT TO zicht_app
    USING (sec.sits_at(table_id) OR sec.keeps_table(table_id));
CREATE POLICY app_add ON tables_tableseat FOR INSERT TO zicht_app
    WITH CHECK (sec.keeps_table(table_id));

{{ case_table tables_meeting }};
{{ forward tables_meeting: confirmed_at, confirmed_by, state }};
GRANT SELECT, INSERT ON tables_meeting TO zicht_app;
CREATE POLICY app_read ON tables_meeting FOR SELECT TO zicht_app
    USING (sec.sits_at(table_id));
CREATE POLICY app_add ON tables_meeting FOR INSERT TO zicht_app
    WITH CHECK (sec.keeps_table(table_id));
GRANT UPDATE (starts_at, place, state, confirmed_at, confirmed_by) ON tables_meeting TO zicht_app;
CREATE POLICY app_change ON tables_meeting FOR UPDATE TO zicht_app
    USING (sec.keeps_table(table_id))
    WITH CHECK (sec.keeps_table(table_id));

{{ case_table tables_presence }};
{{ final tables_presence }};
GRANT SELECT, INSERT ON tables_presence TO zicht_app;
CREATE POLICY app_read ON tables_presence FOR SELECT TO zicht_app
    USING (sec.sits_at(sec.table_of_meeting(meeting_id)));
CREATE POLICY app_add ON tables_presence FOR INSERT TO zicht_app
    WITH CHECK ((organisation_id = (SELECT sec.org()) AND account_id = (SELECT sec.person())
        AND sec.sits_at(sec.table_of_meeting(meeting_id))));

{{ case_table tables_agendaitem }};
{{ forward tables_agendaitem: closed_at, state }};
{{ lasting tables_agendaitem: placed_at, placed_by }};
GRANT SELECT, INSERT ON tables_agendaitem TO zicht_app;
CREATE POLICY app_read ON tables_agendaitem FOR SELECT TO zicht_app
    USING (sec.sits_at(tables_agendaitem.table_id) AND {{ seen tables_agendaitem.signal_id core }});
CREATE POLICY app_add ON tables_agendaitem FOR INSERT TO zicht_app
    WITH CHECK (placed_by = (SELECT sec.person()) AND state <> 'closed'
        AND sec.sits_at(tables_agendaitem.table_id) AND {{ seen tables_agendaitem.signal_id full }});
GRANT UPDATE (state, version, victim_presumed, lead, lead_reason, next_look_on,
    closed_at) ON tables_agendaitem TO zicht_app;
CREATE POLICY app_change ON tables_agendaitem FOR UPDATE TO zicht_app
    USING (sec.sits_at(tables_agendaitem.table_id) AND {{ seen tables_agendaitem.signal_id core }})
    WITH CHECK (sec.sits_at(tables_agendaitem.table_id) AND {{ seen tables_agendaitem.signal_id core }});

{{ case_table tables_meetingitem }};
GRANT SELECT, INSERT ON tables_meetingitem TO zicht_app;
CREATE POLICY app_read ON tables_meetingitem FOR SELECT TO zicht_app
    USING (sec.sits_at(sec.table_of_item(tables_meetingitem.item_id))
        AND {{ seen tables_meetingitem.signal_id core }});
CREATE POLICY app_add ON tables_meetingitem FOR INSERT TO zicht_app
    WITH CHECK (sec.sits_at(sec.table_of_item(tables_meetingitem.item_id))
        AND {{ seen tables_meetingitem.signal_id full }}
        AND sec.table_of_item(item_id) = sec.table_of_meeting(meeting_id));
GRANT UPDATE (position) ON tables_meetingitem TO zicht_app;
CREATE POLICY app_change ON tables_meetingitem FOR UPDATE TO zicht_app
    USING (sec.keeps_table(sec.table_of_meeting(meeting_id)))
    WITH CHECK (sec.keeps_table(sec.table_of_meeting(meeting_id)));

{{ case_table tables_itemtext }};
{{ final tables_itemtext }};
GRANT SELECT, INSERT ON tables_itemtext TO zicht_app;
CREATE POLICY app_read ON tables_itemtext FOR SELECT TO zicht_app
    USING (sec.sits_at(sec.table_of_item(tables_itemtext.item_id))
        AND {{ seen tables_itemtext.signal_id tables_itemtext.level }});
CREATE POLICY app_add ON tables_itemtext FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND (owner_id IS NULL OR owner_id = (SELECT sec.org()))
        AND sec.sits_at(sec.table_of_item(tables_itemtext.item_id))
        AND {{ seen tables_itemtext.signal_id tables_itemtext.level }});

{{ case_table tables_itemaction }};
{{ forward tables_itemaction: done_at, done_by }};
GRANT SELECT, INSERT ON tables_itemaction TO zicht_app;
CREATE POLICY app_read ON tables_itemaction FOR SELECT TO zicht_app
    USING (sec.sits_at(sec.table_of_item(tables_itemaction.item_id))
        AND {{ seen tables_itemaction.signal_id core }});
CREATE POLICY app_add ON tables_itemaction FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND sec.sits_at(sec.table_of_item(tables_itemaction.item_id))
        AND {{ seen tables_itemaction.signal_id core }});
GRANT UPDATE (done_at, done_by) ON tables_itemaction TO zicht_app;
CREATE POLICY app_change ON tables_itemaction FOR UPDATE TO zicht_app
    USING (owner_id = (SELECT sec.org()) AND sec.sits_at(sec.table_of_item(tables_itemaction.item_id))
        AND {{ seen tables_itemaction.signal_id core }})
    WITH CHECK (owner_id = (SELECT sec.org())
        AND sec.sits_at(sec.table_of_item(tables_itemaction.item_id))
        AND {{ seen tables_itemaction.signal_id core }});

{{ case_table tables_itemdraft }};
GRANT SELECT, INSERT ON tables_itemdraft TO zicht_app;
CREATE POLICY app_read ON tables_itemdraft FOR SELECT TO zicht_app
    USING (sec.sits_at(sec.table_of_item(tables_itemdraft.item_id))
        AND {{ seen tables_itemdraft.signal_id full }});
CREATE POLICY app_add ON tables_itemdraft FOR INSERT TO zicht_app
    WITH CHECK (sec.sits_at(sec.table_of_item(tables_itemdraft.item_id))
        AND {{ seen tables_itemdraft.signal_id full }});
GRANT UPDATE (state, refusal) ON tables_itemdraft TO zicht_app;
CREATE POLICY app_change ON tables_itemdraft FOR UPDATE TO zicht_app
    USING (sec.sits_at(sec.table_of_item(tables_itemdraft.item_id))
        AND {{ seen tables_itemdraft.signal_id full }})
    WITH CHECK (sec.sits_at(sec.table_of_item(tables_itemdraft.item_id))
        AND {{ seen tables_itemdraft.signal_id full }});
CREATE TRIGGER never_deleted BEFORE DELETE ON tables_table
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON tables_meeting
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON tables_agendaitem
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON tables_meetingitem
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON tables_itemaction
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON tables_itemdraft
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();

-- No meeting without an agreement that counts on its day and for talking together.
CREATE FUNCTION sec.check_basis() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM tables_table t JOIN agreements_agreement a ON a.id = t.agreement_id
        WHERE t.id = NEW.table_id AND a.state = 'in_force' AND a.starts_on <= today
            AND (a.ends_on IS NULL OR a.ends_on >= today) AND 'consultation' = ANY (a.purposes)
    ) THEN
        RAISE EXCEPTION 'a meeting needs an agreement in force'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_basis BEFORE INSERT ON tables_meeting
    FOR EACH ROW EXECUTE FUNCTION sec.check_basis();
CREATE TRIGGER check_basis_start BEFORE UPDATE OF state ON tables_meeting
    FOR EACH ROW WHEN (NEW.state = 'running' AND OLD.state <> 'running') EXECUTE FUNCTION sec.check_basis();

-- TB2: for each presumed victim it is said who reports, or why not (yet) and when that is looked at again.
-- Owned by the guard, at the commit: whatever the role, and whatever it can see.
CREATE FUNCTION sec.said_who_reports(d register_registrationdecision) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN d.decision IN ('reported', 'will_report') THEN d.reporting_organisation_id IS NOT NULL
        ELSE d.review_on IS NOT NULL END AND (d.decision <> 'will_report' OR d.review_on IS NOT NULL)
$$;

CREATE FUNCTION sec.undecided_victims(wanted uuid) RETURNS integer
LANGUAGE sql STABLE {{ guarded: guard }} AS $$
    SELECT count(*)::integer
    FROM (SELECT vs.victim_id FROM register_victimsignal vs WHERE vs.signal_id = wanted) v
    WHERE NOT coalesce((
        SELECT sec.said_who_reports(d) FROM register_registrationdecision d
        WHERE d.signal_id = wanted AND (d.victim_id = v.victim_id OR d.victim_id IS NULL)
        ORDER BY d.at DESC LIMIT 1), false)
$$;

-- The same, for who sees the signal.
CREATE FUNCTION sec.open_victims(wanted uuid) RETURNS integer
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT CASE WHEN {{ seen wanted core }} THEN sec.undecided_victims(wanted) ELSE 0 END
$$;

CREATE FUNCTION sec.check_who_reports() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    now_item tables_agendaitem;
BEGIN
    SELECT * INTO now_item FROM tables_agendaitem WHERE id = NEW.id;
    IF now_item.state <> 'closed' THEN
        RETURN NULL;
    END IF;
    IF sec.undecided_victims(now_item.signal_id) > 0 THEN
        RAISE EXCEPTION 'item % has a presumed victim without a decision who reports', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF now_item.victim_presumed IS NOT TRUE
        AND EXISTS (SELECT 1 FROM register_victimsignal WHERE signal_id = now_item.signal_id) THEN
        RAISE EXCEPTION 'item % says there is no presumed victim, but one is registered', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF now_item.victim_presumed
        AND NOT EXISTS (SELECT 1 FROM register_victimsignal WHERE signal_id = now_item.signal_id)
        AND NOT coalesce((SELECT sec.said_who_reports(d) FROM register_registrationdecision d
            WHERE d.signal_id = now_item.signal_id ORDER BY d.at DESC LIMIT 1), false) THEN
        RAISE EXCEPTION 'item % has a presumed victim without a decision who reports', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
GRANT EXECUTE ON FUNCTION sec.said_who_reports(register_registrationdecision) TO zicht_guard;
CREATE CONSTRAINT TRIGGER who_reports AFTER INSERT OR UPDATE ON tables_agendaitem
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'closed')
    EXECUTE FUNCTION sec.check_who_reports();

-- What is closed stays closed; the signal can come to the table again as a new item.
CREATE FUNCTION sec.keep_closed_item() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a closed item does not change' USING ERRCODE = 'restrict_violation';
END $$;
GRANT EXECUTE ON FUNCTION sec.keep_closed_item() TO PUBLIC;
CREATE TRIGGER keep_closed BEFORE UPDATE ON tables_agendaitem
    FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION sec.keep_closed_item();

-- What everyone who is present may see of a signal: the least of what each organisation at the meeting
-- sees. The projector shows no more, and nothing to who declared an interest.
CREATE FUNCTION sec.shared_levels(wanted uuid) RETURNS TABLE (item_id uuid, level integer)
LANGUAGE sql STABLE {{ guarded: app, guard }} AS $$
    SELECT mi.item_id, coalesce(min(coalesce((
        SELECT max(g.level) FROM sharing_grant g
        WHERE g.subject_id = mi.signal_id AND g.organisation_id = s.organisation_id AND g.ended_at IS NULL
            AND (g.until IS NULL OR g.until > now()) AND (g.function IS NULL OR g.function = s.function)
            AND g.account_id IS NULL), 0)), 0)::integer
    FROM tables_meetingitem mi
    LEFT JOIN tables_presence p ON p.meeting_id = mi.meeting_id
    LEFT JOIN tables_tableseat s ON s.id = p.seat_id
    WHERE mi.meeting_id = wanted AND sec.sits_at(sec.table_of_meeting(wanted))
        AND mi.signal_id <> ALL ((SELECT sec.my_conflicts())::uuid[])
    GROUP BY mi.item_id
$$;

CREATE FUNCTION sec.projector_texts(wanted uuid) RETURNS SETOF tables_itemtext
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT DISTINCT ON (t.item_id, t.part, t.owner_id) t.* FROM tables_itemtext t
        JOIN sec.shared_levels(wanted) shared ON shared.item_id = t.item_id
    WHERE t.level <= shared.level ORDER BY t.item_id, t.part, t.owner_id, t.number DESC
$$;

-- The facts of every open signal that the acting person sees, for the agenda of one of the own tables: one
-- look at the grants. Who promised to report before which day and did not yet, and when they were reminded
-- (TB2), only to who sees the signal in full, or for the own organisation: as the policy on duties.
CREATE FUNCTION sec.agenda_facts(wanted uuid)
    RETURNS TABLE (signal_id uuid, reference text, form text, municipality text, received_on date,
    acute boolean, last_step_at timestamptz, undecided integer, returned_at timestamptz,
    action_due_on date, look_on date, linked boolean, item_id uuid, item_state text,
    promised_on date, promised_by text, reminded_on date)
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    WITH mine AS MATERIALIZED (
        SELECT g.subject_id, max(g.level) AS seen FROM sharing_grant g
        WHERE {{ mine g core }} AND g.subject_kind = 'signal' AND sec.sits_at(wanted)
        GROUP BY g.subject_id
    ), running AS MATERIALIZED (
        SELECT s.*, m.seen FROM mine m JOIN signals_signal s ON s.id = m.subject_id
            JOIN custody_custody c ON c.signal_id = s.id AND c.state = 'open'
    ), held AS (
        SELECT h.signal_id, max(greatest(h.started_at, h.taken_up_at, h.ended_at)) AS at
        FROM custody_holding h
        WHERE h.signal_id IN (SELECT id FROM running) GROUP BY h.signal_id
    ), seen AS (
        SELECT o.signal_id, max(o.at) AS at FROM signals_observation o
        WHERE o.signal_id IN (SELECT id FROM running)
        GROUP BY o.signal_id
    ), judged AS (
        SELECT a.signal_id, max(a.at) AS at FROM custody_assessment a
        WHERE a.signal_id IN (SELECT id FROM running)
        GROUP BY a.signal_id
    ), replied AS (
        SELECT r.signal_id, max(r.answered_at) AS at,
            max(r.answered_at) FILTER (WHERE r.answer = 'returned') AS returned
        FROM custody_handoverreply r WHERE r.signal_id IN (SELECT id FROM running) GROUP BY r.signal_id
    ), said AS (
        SELECT t.signal_id, max(t.at) AS at FROM tables_itemtext t
        WHERE t.signal_id IN (SELECT id FROM running)
        GROUP BY t.signal_id
    ), doing AS (
        SELECT a.signal_id, min(a.due_on) AS due_on FROM tables_itemaction a
        WHERE a.done_at IS NULL AND a.signal_id IN (SELECT id FROM running)
            AND a.item_id IN (SELECT id FROM tables_agendaitem WHERE table_id = wanted)
        GROUP BY a.signal_id
    ), victims AS (
        SELECT v.signal_id, sec.undecided_victims(v.signal_id) AS open FROM register_victimsignal v
        WHERE v.signal_id IN (SELECT id FROM running) GROUP BY v.signal_id
    ), decided AS (
        SELECT DISTINCT ON (d.signal_id) d.signal_id, d.decision, d.review_on
        FROM register_registrationdecision d
        WHERE d.signal_id IN (SELECT id FROM running) ORDER BY d.signal_id, d.at DESC
    ), promised AS (
        SELECT DISTINCT ON (b.signal_id) b.signal_id, b.due_on, o.name, b.reminded_on
        FROM (SELECT d.signal_id, d.due_on, d.reminded_on, d.organisation_id FROM register_obligation d
                WHERE d.fulfilled_on IS NULL
            -- Of whom it was agreed and who did not say yet whether a criterion is met.
            UNION ALL SELECT q.signal_id, q.due_on, q.reminded_on, q.organisation_id
                FROM register_criterionquestion q WHERE q.answered_at IS NULL
                    AND EXISTS (SELECT 1 FROM register_registrationdecision said
                        WHERE said.signal_id = q.signal_id AND said.decision = 'will_report'
                            AND said.reporting_organisation_id = q.organisation_id)) b
        JOIN organisations_organisation o ON o.id = b.organisation_id
        JOIN running r ON r.id = b.signal_id AND (r.seen >= 3 OR b.organisation_id = (SELECT sec.org()))
        ORDER BY b.signal_id, b.due_on
    ), elsewhere AS (
        SELECT l.one AS signal_id FROM (SELECT signal_id AS one, other_id AS two FROM signals_signallink
            UNION SELECT other_id, signal_id FROM signals_signallink) l
        JOIN tables_agendaitem i ON i.signal_id = l.two AND i.table_id <> wanted AND i.state <> 'closed'
        GROUP BY l.one
    )
    SELECT s.id, s.reference, s.form, m.short_name, s.received_on, s.acute,
        greatest(held.at, seen.at, judged.at, replied.at, said.at),
        coalesce(victims.open, 0), replied.returned, doing.due_on,
        least(i.next_look_on, CASE WHEN decided.decision = 'not_yet' THEN decided.review_on END),
        elsewhere.signal_id IS NOT NULL, i.id, i.state, promised.due_on, promised.name, promised.reminded_on
    FROM running s
    LEFT JOIN organisations_municipality m ON m.code = s.municipality_id
    LEFT JOIN held ON held.signal_id = s.id
    LEFT JOIN seen ON seen.signal_id = s.id
    LEFT JOIN judged ON judged.signal_id = s.id
    LEFT JOIN replied ON replied.signal_id = s.id
    LEFT JOIN said ON said.signal_id = s.id
    LEFT JOIN doing ON doing.signal_id = s.id
    LEFT JOIN victims ON victims.signal_id = s.id
    LEFT JOIN decided ON decided.signal_id = s.id
    LEFT JOIN elsewhere ON elsewhere.signal_id = s.id
    LEFT JOIN promised ON promised.signal_id = s.id
    LEFT JOIN tables_agendaitem i ON i.signal_id = s.id AND i.table_id = wanted AND i.state <> 'closed'
$$;
