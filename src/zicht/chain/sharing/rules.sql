-- Who sees a subject, on what ground it may be shared, and how sight ends.

{{ case_table sharing_grant }};
GRANT SELECT, INSERT ON sharing_grant TO zicht_app;
GRANT UPDATE (ended_at, ended_because) ON sharing_grant TO zicht_app;
{{ forward sharing_grant: ended_at, ended_because }};
{{ nearer sharing_grant: until }};
{{ lasting sharing_grant: granted_on, given_by_id, subject_id, level }};
{{ lasting sharing_grant: organisation_id, function, account_id }};

-- A grant shows itself to the function or person it was given to: colleagues with another function must not
-- learn from the list of grants that there is a signal. (A conflict of interest takes more away:
-- casework/oversight.)
CREATE POLICY app_read ON sharing_grant FOR SELECT TO zicht_app
    USING (organisation_id = (SELECT sec.org())
        AND (function IS NULL OR function = ANY ((SELECT sec.functions())::text[]))
        AND (account_id IS NULL OR account_id = (SELECT sec.person())));
CREATE POLICY app_change ON sharing_grant FOR UPDATE TO zicht_app
    USING (organisation_id = (SELECT sec.org())
        AND (function IS NULL OR function = ANY ((SELECT sec.functions())::text[]))
        AND (account_id IS NULL OR account_id = (SELECT sec.person())))
    WITH CHECK (organisation_id = (SELECT sec.org())
        AND (function IS NULL OR function = ANY ((SELECT sec.functions())::text[]))
        AND (account_id IS NULL OR account_id = (SELECT sec.person())));

-- What the acting person sees of a subject: 0 without a running grant, or when an interest was declared.
CREATE FUNCTION sec.my_level(p_subject uuid) RETURNS smallint
LANGUAGE plpgsql STABLE {{ guarded: app, worker }} AS $$
BEGIN
    RETURN coalesce((SELECT max(g.level) FROM sharing_grant g
        WHERE g.subject_id = p_subject AND {{ mine g }}), 0)::smallint;
END $$;

CREATE FUNCTION sec.may_grant(p_subject uuid, p_granted smallint, p_receiver uuid) RETURNS boolean
LANGUAGE plpgsql STABLE {{ guarded: app }} AS $$
BEGIN
    -- Whoever declared an interest gives nothing, and gets nothing.
    IF p_subject = ANY (sec.my_conflicts()) THEN
        RETURN false;
    END IF;
    -- Whoever sees at least as much may share that much.
    IF {{ seen p_subject p_granted }} THEN
        RETURN true;
    END IF;
    -- A subject that no one saw yet belongs to the organisation that makes it.
    IF p_receiver = sec.org() AND NOT EXISTS (
        SELECT 1 FROM sharing_grant g WHERE g.subject_id = p_subject) THEN
        RETURN true;
    END IF;
    -- Whoever accepted a hand-over sees what the sender saw; it is for the function that accepted it.
    RETURN p_receiver = sec.org() AND EXISTS (
        SELECT 1 FROM custody_handover h JOIN custody_handoverreply r ON r.handover_id = h.id
        WHERE h.signal_id = p_subject AND h.to_organisation_id = sec.org()
            AND h.to_function = ANY (sec.functions()) AND r.answer = 'accepted');
END $$;

-- On what ground may this be shared: one function, asked by the explanation on screen and by the rule on new
-- grants alike. `sec.sharing_grounds` lists each agreement in force between two organisations for a purpose,
-- with the level it reaches for this subject, until when, and what is lacking. `sec.may_share` (the rule on
-- grants) accepts a grant under one of those that lacks nothing. What is known of a subject comes from
-- `sec.subject_facts`, and whether a registration asks for a grant from `sec.registration_ground`; both
-- stand with the register, because only it knows the persons in a signal.
CREATE FUNCTION sec.sharing_grounds(of_kind text, subject uuid, giver uuid, receiver uuid, aim text)
    RETURNS TABLE (agreement uuid, level smallint, until timestamptz, lacking text[])
LANGUAGE plpgsql STABLE {{ guarded: worker }} AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
    facts record;
    consent record;
    to_investigator boolean := (SELECT sec.is_investigator(o.kind) FROM organisations_organisation o
        WHERE o.id = receiver);
BEGIN
    SELECT * INTO facts FROM sec.subject_facts(of_kind, subject);
    SELECT * INTO consent FROM sec.consent_of(subject, facts.persons, receiver, aim);
    RETURN QUERY SELECT a.id,
        least(a.level, sec.level_of(of_kind, a.categories::text[], facts.police_data)),
        least(now() + make_interval(days => a.grant_days),
            ((a.ends_on + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam'),
            CASE WHEN 'consent' = ANY (a.conditions)
                THEN (consent.until + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam' END),
        array_remove(ARRAY[
            CASE WHEN 'consent' = ANY (a.conditions) AND NOT consent.given THEN 'consent' END,
            CASE WHEN 'minor' = ANY (a.conditions) AND NOT facts.minor THEN 'minor' END,
            CASE WHEN 'acute' = ANY (a.conditions) AND NOT facts.acute THEN 'acute' END,
            CASE WHEN to_investigator AND facts.no_police
                AND a.basis <> 'vital_interest' AND NOT consent.given
                THEN 'no_police' END], NULL)
    FROM agreements_agreement a
    WHERE a.state = 'in_force' AND a.starts_on <= today AND (a.ends_on IS NULL OR a.ends_on >= today)
        AND a.purposes @> ARRAY[aim]::varchar[] AND giver <> receiver
        AND sec.is_party(a.id, giver::text, true, false) AND sec.is_party(a.id, receiver::text, false, true);
END $$;

-- A person's telephone and document number stand sealed with the name, so an agreement reaches a person in
-- full only when it also covers contact data.
CREATE FUNCTION sec.level_of(of_kind text, covered text[], police_data boolean) RETURNS smallint
LANGUAGE sql IMMUTABLE {{ guarded: worker }} AS $$
    SELECT CASE
        WHEN of_kind = 'victim' THEN CASE WHEN covered @> '{victim_identity,narrative,contact}' THEN 3
            ELSE 1 END
        WHEN police_data AND NOT covered @> '{criminal}' THEN 1
        WHEN covered @> '{signal_core,narrative,reporter,contact}' THEN 3
        WHEN covered @> '{signal_core}' THEN 2
        ELSE 1 END::smallint
$$;

-- The latest statement counts. For a signal: of each person registered from it, or of "the person in the
-- signal" as long as no registered person refused.
CREATE FUNCTION sec.latest_consent(wanted uuid, asking uuid, aim text, OUT answer text, OUT until date)
LANGUAGE sql STABLE {{ guarded: worker }} AS $$
    SELECT c.answer, c.until FROM sharing_consent c
    WHERE c.subject_id = wanted AND c.party_id = asking AND c.purpose = aim ORDER BY c.id DESC LIMIT 1
$$;

CREATE FUNCTION sec.consent_of(subject uuid, persons uuid[], asking uuid, aim text, OUT given boolean,
    OUT until date)
LANGUAGE plpgsql STABLE {{ guarded: worker }} AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
    own record;
    one record;
    each_gave boolean := cardinality(persons) > 0;
    someone_refused boolean := false;
    first_end date;
BEGIN
    FOR one IN SELECT c.answer, c.until
        FROM unnest(persons) AS person, sec.latest_consent(person, asking, aim) c LOOP
        each_gave := each_gave AND coalesce(one.answer = 'given' AND (one.until IS NULL
            OR one.until >= today), false);
        someone_refused := someone_refused OR coalesce(one.answer IN ('refused', 'withdrawn'), false);
        first_end := least(first_end, one.until);
    END LOOP;
    IF each_gave THEN
        given := true;
        until := first_end;
        RETURN;
    END IF;
    SELECT * INTO own FROM sec.latest_consent(subject, asking, aim);
    given := coalesce(own.answer = 'given' AND (own.until IS NULL OR own.until >= today), false)
        AND NOT someone_refused
        AND NOT subject = ANY (persons);
    until := own.until;
END $$;

-- Nobody gives longer sight than they have: what came with an end keeps that end when it is shared on,
-- emergency access too.
CREATE FUNCTION sec.my_sharing_grounds(p_kind text, p_subject uuid, p_receiver uuid, p_aim text)
    RETURNS TABLE (agreement uuid, level smallint, until timestamptz, lacking text[])
LANGUAGE plpgsql STABLE {{ guarded: app }} AS $$
DECLARE
    own_level smallint := sec.my_level(p_subject);
    own_end timestamptz := (SELECT max(coalesce(g.until, 'infinity')) FROM sharing_grant g
        WHERE g.subject_id = p_subject AND g.level = own_level AND {{ mine g }});
BEGIN
    RETURN QUERY SELECT found.agreement, least(found.level, own_level), least(found.until, own_end),
        found.lacking
    FROM sec.sharing_grounds(p_kind, p_subject, sec.org(), p_receiver, p_aim) found WHERE own_level > 0;
END $$;

CREATE FUNCTION sec.may_share(of_kind text, subject uuid, receiver uuid, granted smallint, ground text,
    aim text, under uuid, ends timestamptz) RETURNS boolean
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT EXISTS (
        SELECT 1 FROM sec.my_sharing_grounds(of_kind, subject, receiver, aim) g
            JOIN agreements_agreement a ON a.id = g.agreement
        WHERE g.agreement = under AND cardinality(g.lacking) = 0 AND g.level >= granted
            AND ends <= g.until AND a.basis = ground)
$$;

-- Who wants no police wants no investigator: neither an offer nor a duty to register brings one in, until it
-- is on record that the person agrees with this one.
CREATE FUNCTION sec.wish_keeps_out(of_kind text, subject uuid, receiver uuid) RETURNS boolean
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT sec.my_level(subject) > 0 AND EXISTS (SELECT 1 FROM organisations_organisation o,
            sec.subject_facts(of_kind, subject) facts
        WHERE o.id = receiver AND sec.is_investigator(o.kind) AND facts.no_police
            AND NOT (sec.consent_of(subject, facts.persons, receiver, 'signal_handling')).given)
$$;

-- The same promise for every grant, whatever wrote it. Let through: danger to life, which is on record with
-- who decided; what an organisation reported itself; sight it has already; and consent for this one alone.
CREATE FUNCTION sec.keep_wish() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    facts record;
BEGIN
    IF NEW.basis = 'vital_interest' OR (NEW.basis = 'own_report' AND NEW.level <= 2)
            OR NOT (SELECT sec.is_investigator(o.kind) FROM organisations_organisation o
                WHERE o.id = NEW.organisation_id) THEN
        RETURN NEW;
    END IF;
    -- A wish that is being said at this very moment is waited for.
    PERFORM 1 FROM custody_custody c WHERE c.signal_id = NEW.subject_id FOR SHARE;
    SELECT * INTO facts FROM sec.subject_facts(NEW.subject_kind, NEW.subject_id);
    IF facts.no_police
        AND NOT (sec.consent_of(NEW.subject_id, facts.persons, NEW.organisation_id, 'signal_handling')).given
        AND NOT (sec.consent_of(NEW.subject_id, facts.persons, NEW.organisation_id, NEW.purpose)).given
        AND NOT EXISTS (SELECT 1 FROM sharing_grant g WHERE g.subject_id = NEW.subject_id
            AND g.organisation_id = NEW.organisation_id AND g.level >= NEW.level AND g.ended_at IS NULL
            AND (g.until IS NULL OR g.until > now())) THEN
        RAISE EXCEPTION 'the person concerned wants no investigators' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_wish BEFORE INSERT ON sharing_grant FOR EACH ROW EXECUTE FUNCTION sec.keep_wish();

-- From the moment of the wish no offer to an investigator stands open. What one has already stays, and is
-- told: nobody drops a signal. Of a reporter's visit no more than the day is kept.
CREATE FUNCTION sec.follow_wish() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    PERFORM 1 FROM custody_custody c WHERE c.signal_id = NEW.signal_id FOR UPDATE;
    INSERT INTO custody_handoverreply (handover_id, signal_id, answer, reason, organisation_id, answered_by,
        answered_at)
    SELECT h.id, h.signal_id, 'withdrawn', '', held.organisation_id, coalesce(NEW.person_id, h.offered_by),
        CASE WHEN NEW.person_id IS NULL
            THEN greatest(h.offered_at, NEW.said_on::timestamp AT TIME ZONE 'Europe/Amsterdam')
            ELSE now() END
    FROM custody_handover h JOIN custody_holding held ON held.id = h.holding_id AND held.ended_at IS NULL
        JOIN organisations_organisation o ON o.id = h.to_organisation_id
        CROSS JOIN LATERAL sec.subject_facts('signal', h.signal_id) facts
    WHERE h.signal_id = NEW.signal_id AND sec.is_investigator(o.kind)
        AND NOT (sec.consent_of(h.signal_id, facts.persons, o.id, 'signal_handling')).given
        AND NOT EXISTS (SELECT 1 FROM custody_handoverreply r WHERE r.handover_id = h.id);
    RETURN NULL;
END $$;
CREATE TRIGGER follow_wish AFTER INSERT ON signals_wish
    FOR EACH ROW WHEN (NEW.no_police) EXECUTE FUNCTION sec.follow_wish();

-- Without an agreement: inside the own organisation, the preview of an open offer, or what a registration
-- asks for.
CREATE FUNCTION sec.may_give_without_agreement(of_kind text, subject uuid, receiver uuid,
    their_function text, granted smallint, ground text, aim text) RETURNS boolean
LANGUAGE plpgsql STABLE {{ guarded: app }} AS $$
DECLARE
    me uuid := sec.org();
BEGIN
    IF subject = ANY (sec.my_conflicts()) THEN
        RETURN false;
    END IF;
    IF receiver = me THEN
        RETURN true;
    END IF;
    IF sec.wish_keeps_out(of_kind, subject, receiver) THEN
        RETURN false;
    END IF;
    IF ground = 'handover' THEN
        RETURN granted <= 2 AND EXISTS (
            SELECT 1 FROM custody_handover h JOIN custody_holding held ON held.id = h.holding_id
            WHERE h.signal_id = subject AND h.to_organisation_id = receiver AND h.to_function = their_function
                AND held.organisation_id = me AND held.ended_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM custody_handoverreply r WHERE r.handover_id = h.id));
    END IF;
    RETURN aim = 'registration' AND sec.registration_ground(of_kind, subject, receiver);
END $$;

CREATE POLICY app_add ON sharing_grant FOR INSERT TO zicht_app
    WITH CHECK (sec.may_grant(subject_id, level, organisation_id)
        AND (given_by_id IS NULL OR given_by_id = (SELECT sec.org()))
        AND CASE WHEN agreement_id IS NULL
            THEN sec.may_give_without_agreement(subject_kind, subject_id, organisation_id, function, level,
                basis, purpose)
            ELSE sec.may_share(subject_kind, subject_id, organisation_id, level, basis, purpose, agreement_id,
                until) END);

-- No sight without a line in the log. The functions of the guard that give sight write that line themselves;
-- whoever else adds grants, in whatever way, has it written here: each subject once, with its new grants.
CREATE FUNCTION sec.record_sight() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    given record;
BEGIN
    FOR given IN SELECT n.subject_kind, n.subject_id, jsonb_agg(n.id) AS grants FROM new_grants n
        GROUP BY n.subject_kind, n.subject_id LOOP
        PERFORM sec.add_audit_event('sight_given', given.subject_kind, given.subject_id::text, 'ok', '',
            jsonb_build_object('sight', given.grants));
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER record_sight AFTER INSERT ON sharing_grant REFERENCING NEW TABLE AS new_grants
    FOR EACH STATEMENT WHEN (current_user <> 'zicht_guard') EXECUTE FUNCTION sec.record_sight();

-- Who sees everything of a subject may know with whom it was shared, and whoever shared it can stop that.
CREATE FUNCTION sec.shared_with(subject uuid)
    RETURNS TABLE (id uuid, organisation text, function text, level smallint, basis text, purpose text,
    because text, granted_on date, until timestamptz, ours boolean)
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT g.id, o.name, g.function, g.level, g.basis, g.purpose, g.because, g.granted_on, g.until,
        coalesce(g.given_by_id = sec.org(), false)
    FROM sharing_grant g JOIN organisations_organisation o ON o.id = g.organisation_id
    WHERE g.subject_id = subject AND g.ended_at IS NULL AND (g.until IS NULL OR g.until > now())
        AND sec.my_level(subject) >= 3
$$;

CREATE FUNCTION sec.recall_grant(wanted uuid, why text) RETURNS uuid
LANGUAGE sql {{ guarded: app }} AS $$
    UPDATE sharing_grant g SET ended_at = now(), ended_because = why
    WHERE g.id = wanted AND g.given_by_id = sec.org() AND g.ended_at IS NULL
        AND sec.my_level(g.subject_id) >= 3
    RETURNING g.subject_id
$$;

-- Whatever ends an offer ends its preview: given back, withdrawn, or overtaken because the sender finished
-- or was escalated past. At the commit, so that the act itself can still tell everyone. Sight on another
-- basis stays.
CREATE FUNCTION sec.end_previews() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    ended timestamptz := coalesce(to_jsonb(NEW)->>'ended_at', to_jsonb(NEW)->>'answered_at')::timestamptz;
BEGIN
    UPDATE sharing_grant g SET ended_at = ended, ended_because = 'De overdracht ging niet door.'
    FROM custody_handover h
    WHERE h.signal_id = NEW.signal_id AND g.subject_id = h.signal_id AND g.ended_at IS NULL
        AND g.organisation_id = h.to_organisation_id AND g.function = h.to_function
        AND g.basis = 'handover' AND g.level = 2
        AND NOT EXISTS (
            SELECT 1 FROM custody_handover other JOIN custody_holding held ON held.id = other.holding_id
            LEFT JOIN custody_handoverreply r ON r.handover_id = other.id
            WHERE other.signal_id = h.signal_id AND other.to_organisation_id = h.to_organisation_id
                AND other.to_function = h.to_function
                AND (r.answer = 'accepted' OR (r.answer IS NULL AND held.ended_at IS NULL)));
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER preview_ends AFTER INSERT ON custody_handoverreply DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.answer <> 'accepted') EXECUTE FUNCTION sec.end_previews();
CREATE CONSTRAINT TRIGGER preview_ends AFTER UPDATE ON custody_holding DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
    EXECUTE FUNCTION sec.end_previews();

-- A grant that rests on an agreement ends in the same moment as the agreement.
CREATE FUNCTION sec.end_grants_of_agreement() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    UPDATE sharing_grant SET ended_at = NEW.ended_at,
        ended_because = 'De afspraak waarop dit delen berust, is beëindigd.'
    WHERE agreement_id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER end_grants AFTER UPDATE OF state ON agreements_agreement
    FOR EACH ROW WHEN (OLD.state = 'in_force'
        AND NEW.state = 'ended') EXECUTE FUNCTION sec.end_grants_of_agreement();

-- Statements of consent are final and take effect at once: what rested on consent ends, and open offers with
-- it.
{{ case_table sharing_consent }};
{{ final sharing_consent }};
GRANT SELECT, INSERT ON sharing_consent TO zicht_app;
CREATE POLICY app_read ON sharing_consent FOR SELECT TO zicht_app
    USING ({{ seen sharing_consent.subject_id full }});
CREATE POLICY app_add ON sharing_consent FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND {{ seen sharing_consent.subject_id full }});

-- One at a time about one subject: what rests on consent is not written while it is being withdrawn.
CREATE FUNCTION sec.wait_for_consent(p_subject uuid) RETURNS void
LANGUAGE sql {{ guarded }} AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('consent' || p_subject, 0))
$$;
CREATE FUNCTION sec.consent_in_turn() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    PERFORM sec.wait_for_consent(NEW.subject_id);
    RETURN NEW;
END $$;
CREATE TRIGGER consent_in_turn BEFORE INSERT ON sharing_consent
    FOR EACH ROW EXECUTE FUNCTION sec.consent_in_turn();

CREATE FUNCTION sec.follow_consent() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    UPDATE sharing_grant g SET ended_at = NEW.at, ended_because = 'De betrokkene trok de toestemming in.'
    WHERE g.organisation_id = NEW.party_id AND g.purpose = NEW.purpose AND g.ended_at IS NULL
        AND (g.subject_id = NEW.subject_id
            OR NEW.subject_id = ANY ((sec.subject_facts(g.subject_kind, g.subject_id)).persons))
        AND ((g.agreement_id IS NULL AND g.basis = 'consent') OR EXISTS (SELECT 1 FROM agreements_agreement a
            WHERE a.id = g.agreement_id AND 'consent' = ANY (a.conditions))
            -- Sight that an investigator has because the person agreed; who holds a signal keeps it (CU1).
            OR (g.agreement_id IS NOT NULL AND g.basis <> 'vital_interest'
                AND (sec.subject_facts(g.subject_kind, g.subject_id)).no_police
                AND (SELECT sec.is_investigator(o.kind) FROM organisations_organisation o
                    WHERE o.id = NEW.party_id)));
    INSERT INTO custody_handoverreply (handover_id, signal_id, answer, reason, organisation_id, answered_by,
        answered_at)
    SELECT h.id, h.signal_id, 'withdrawn', '', NEW.organisation_id, NEW.person_id, NEW.at
    FROM custody_handover h JOIN custody_holding held ON held.id = h.holding_id AND held.ended_at IS NULL
    WHERE h.to_organisation_id = NEW.party_id
        AND (h.signal_id = NEW.subject_id
            OR NEW.subject_id = ANY ((sec.subject_facts('signal', h.signal_id)).persons))
        AND NOT EXISTS (SELECT 1 FROM custody_handoverreply r WHERE r.handover_id = h.id);
    RETURN NULL;
END $$;
CREATE TRIGGER follow_consent AFTER INSERT ON sharing_consent
    FOR EACH ROW WHEN (NEW.answer IN ('withdrawn', 'refused')) EXECUTE FUNCTION sec.follow_consent();

-- Glass is broken through one function and reviewed by someone else.
{{ case_table sharing_breakglass }};
{{ forward sharing_breakglass: reviewed_at, reviewed_by, finding }};
{{ nearer sharing_breakglass: until }};
{{ nearer sharing_breakglass: review_due_at }};
{{ lasting sharing_breakglass: at, by_person_id }};
{{ lasting sharing_breakglass: subject_id, organisation_id, function }};
GRANT SELECT ON sharing_breakglass TO zicht_app;
GRANT UPDATE (words, reviewed_by, reviewed_at, finding) ON sharing_breakglass TO zicht_app;
CREATE POLICY app_read ON sharing_breakglass FOR SELECT TO zicht_app
    USING ({{ seen sharing_breakglass.subject_id core }}
        OR ('data_protection_officer' = ANY ((SELECT sec.functions())::text[])
            AND (SELECT sec.org()) IN (organisation_id, by_organisation_id)));
CREATE POLICY app_words ON sharing_breakglass FOR UPDATE TO zicht_app
    USING (by_person_id = (SELECT sec.person()) AND words IS NULL AND reviewed_at IS NULL)
    WITH CHECK (by_person_id = (SELECT sec.person()) AND reviewed_at IS NULL);
CREATE POLICY app_review ON sharing_breakglass FOR UPDATE TO zicht_app
    USING (by_person_id <> (SELECT sec.person()) AND reviewed_at IS NULL
        AND (({{ seen sharing_breakglass.subject_id full }}
                AND NOT (organisation_id = (SELECT sec.org())
                    AND function = ANY ((SELECT sec.functions())::text[])))
            OR ('data_protection_officer' = ANY ((SELECT sec.functions())::text[])
                AND (SELECT sec.org()) IN (organisation_id, by_organisation_id))))
    WITH CHECK (reviewed_by = (SELECT sec.person()) AND by_person_id <> (SELECT sec.person()));
CREATE TRIGGER never_deleted BEFORE DELETE ON sharing_breakglass
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();

-- Who may use emergency access or be shown something by it: the functions that may share
-- (foundation/access/permissions.py).
CREATE FUNCTION sec.may_break_glass(p_function text) RETURNS boolean
LANGUAGE sql IMMUTABLE {{ guarded }} AS $$
    SELECT p_function IN ('contact_officer', 'chain_director', 'care_coordinator', 'tmm', 'nla', 'kmar',
        'safe_home', 'duty_officer', 'fallback_desk')
$$;

CREATE FUNCTION sec.break_glass(wanted uuid, kind text, subject uuid, receiver uuid, to_function text,
    why text, hours integer) RETURNS boolean
LANGUAGE plpgsql {{ guarded: app }} AS $$
DECLARE
    me uuid := sec.org();
    person uuid := sec.person();
    for_me boolean := receiver = me AND to_function = ANY (sec.functions());
BEGIN
    IF NOT sec.may_break_glass(to_function) OR NOT EXISTS (SELECT 1 FROM unnest(sec.functions()) AS mine
            WHERE sec.may_break_glass(mine)) THEN
        RAISE EXCEPTION 'not for this function' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- One at a time for each person, so that the bound of a day holds.
    PERFORM pg_advisory_xact_lock(hashtextextended('break_glass' || person, 0));
    IF EXISTS (SELECT 1 FROM sharing_breakglass WHERE id = wanted) THEN
        RETURN false;
    END IF;
    IF hours NOT BETWEEN 1 AND 24 OR NOT EXISTS (SELECT 1 FROM sharing_grant g
        WHERE g.subject_id = subject AND g.subject_kind = kind) THEN
        RAISE EXCEPTION 'nothing to open' USING ERRCODE = 'no_data_found';
    END IF;
    IF subject = ANY (sec.my_conflicts()) THEN
        RAISE EXCEPTION 'an interest was declared' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT for_me AND sec.my_level(subject) < 3 THEN
        RAISE EXCEPTION 'whoever shares because of danger sees it themselves'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (SELECT count(*) FROM sharing_breakglass b WHERE b.by_person_id = person
        AND b.at > now() - interval '1 day') >= 5 THEN
        RAISE EXCEPTION 'too often in one day' USING ERRCODE = 'program_limit_exceeded';
    END IF;
    INSERT INTO sharing_breakglass (id, subject_kind, subject_id, organisation_id, function, danger,
        by_organisation_id, by_person_id, at, until, review_due_at, finding)
    VALUES (wanted, kind, subject, receiver, to_function, why, me, person, now(),
        now() + make_interval(hours => hours), now() + interval '1 day', '');
    INSERT INTO sharing_grant (id, subject_kind, subject_id, organisation_id, function, account_id, level,
        basis, purpose, because, granted_on, until, ended_because, given_by_id)
    VALUES (wanted, kind, subject, receiver, to_function, CASE WHEN for_me THEN person END, 3,
        'vital_interest', 'signal_handling', 'Er was acuut gevaar. Dit wordt achteraf nagekeken.',
        (now() AT TIME ZONE 'Europe/Amsterdam')::date, now() + make_interval(hours => hours), '', me);
    PERFORM sec.add_audit_event('break_glass_used', kind, subject::text, 'ok', 'vital_interest',
        jsonb_build_object('to', receiver, 'danger', why, 'break_glass', wanted, 'repeated', false, 'sight',
            jsonb_build_array(wanted)));
    RETURN true;
END $$;

-- Whoever must break glass has nothing but the reference.
CREATE FUNCTION sec.signal_by_reference(wanted text) RETURNS uuid
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT id FROM signals_signal WHERE reference = wanted AND sec.person() IS NOT NULL
        AND id <> ALL (sec.my_conflicts())
$$;

CREATE FUNCTION sec.sharing_keep_words() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'why glass was broken does not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_words BEFORE UPDATE OF words ON sharing_breakglass
    FOR EACH ROW WHEN (OLD.words IS NOT NULL AND NEW.words IS DISTINCT FROM OLD.words)
    EXECUTE FUNCTION sec.sharing_keep_words();

CREATE FUNCTION sec.end_unjustified() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    UPDATE sharing_grant SET ended_at = NEW.reviewed_at,
        ended_because = 'Achteraf bleek de noodtoegang niet terecht.'
    WHERE id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER end_unjustified AFTER UPDATE OF finding ON sharing_breakglass
    FOR EACH ROW WHEN (NEW.finding = 'not_justified'
        AND OLD.finding = '') EXECUTE FUNCTION sec.end_unjustified();
