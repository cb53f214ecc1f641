-- Organisations, functions and places: no case data. People and jobs read and change them, functions read
-- them.

GRANT SELECT, INSERT, UPDATE, DELETE ON organisations_municipality, organisations_region,
    organisations_membership, organisations_postcode, organisations_placename, organisations_organisation,
    organisations_absence
    TO zicht_app, zicht_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON organisations_functionassignment TO zicht_worker;
GRANT SELECT, UPDATE (ends_on) ON organisations_functionassignment TO zicht_app;
GRANT INSERT ON organisations_functionassignment TO zicht_guard;
GRANT SELECT ON organisations_municipality, organisations_region, organisations_membership,
    organisations_postcode, organisations_placename, organisations_organisation,
    organisations_functionassignment, organisations_absence
    TO zicht_guard, zicht_figures, zicht_intake;

-- Who investigates offences (decision 0110): the same kinds as INVESTIGATORS in this room's vocabulary.
CREATE FUNCTION sec.is_investigator(p_kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE {{ guarded: app, worker }} AS $$
    SELECT p_kind IN ('police', 'kmar', 'nla', 'special_service')
$$;

-- The safety regions in which an organisation works: all and none in particular ('') for the whole
-- country.
CREATE FUNCTION sec.working_regions(organisation uuid) RETURNS text[]
LANGUAGE sql STABLE {{ guarded: app, worker }} AS $$
    WITH working AS (SELECT r.code::text AS code, m.municipality_id FROM organisations_membership m
            JOIN organisations_region r ON r.id = m.region_id WHERE r.kind = 'safety_region'
                AND m.valid_until IS NULL),
        o AS (SELECT municipality_id, region_id FROM organisations_organisation WHERE id = organisation),
        served AS (SELECT m.municipality_id FROM organisations_membership m
            JOIN o ON o.region_id = m.region_id
            WHERE m.valid_until IS NULL)
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM o) THEN '{}'
        WHEN (SELECT municipality_id IS NULL AND region_id IS NULL FROM o) THEN
            (SELECT array_append(array_agg(DISTINCT code), '') FROM working)
        WHEN (SELECT municipality_id FROM o) IS NOT NULL THEN
            (SELECT array_agg(DISTINCT code) FROM working
                WHERE municipality_id = (SELECT municipality_id FROM o))
        ELSE (SELECT array_agg(code) FROM (SELECT code FROM working GROUP BY code
            HAVING bool_and(municipality_id IN (SELECT municipality_id FROM served))) AS inside)
        END
$$;

-- Whoever acts has this function, and has it at an organisation of this kind: a function counts where it is
-- held. What reaches over the whole country asks for the national organisation.
CREATE FUNCTION sec.holds_at(p_function text, p_kind text) RETURNS boolean
LANGUAGE sql STABLE {{ guarded: app, worker }} AS $$
    SELECT coalesce(p_function = ANY (sec.functions()), false) AND EXISTS (
        SELECT 1 FROM organisations_organisation o WHERE o.id = sec.org() AND o.kind = p_kind AND o.active)
$$;

-- Which functions an organisation of a kind can have: as FUNCTIONS_OF in this room's vocabulary.
CREATE FUNCTION sec.can_have(p_kind text, p_function text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN p_function IN ('reporter', 'data_protection_officer', 'administrator') THEN p_kind IS NOT NULL
        WHEN p_function = 'ambassador' THEN p_kind <> 'research'
        WHEN p_function = 'contact_officer' THEN p_kind IN ('municipality', 'zvh', 'care_coordination',
            'special_service', 'safe_home', 'fairwork', 'shelter', 'ggd', 'riec', 'other')
        WHEN p_function = 'chain_director' THEN p_kind IN ('municipality', 'zvh', 'riec')
        WHEN p_function = 'care_coordinator' THEN p_kind IN ('municipality', 'care_coordination')
        WHEN p_function = 'duty_officer' THEN p_kind IN ('municipality', 'zvh', 'care_coordination',
            'police', 'kmar', 'safe_home', 'fallback_desk')
        WHEN p_function = 'tmm' THEN p_kind = 'police'
        WHEN p_function = 'kmar' THEN p_kind = 'kmar'
        WHEN p_function = 'nla' THEN p_kind = 'nla'
        WHEN p_function = 'safe_home' THEN p_kind = 'safe_home'
        WHEN p_function = 'registrar' THEN p_kind = 'comensha'
        WHEN p_function = 'fallback_desk' THEN p_kind IN ('comensha', 'fallback_desk')
        WHEN p_function = 'shelter_manager' THEN p_kind = 'shelter'
        WHEN p_function = 'researcher' THEN p_kind IN ('research', 'comensha', 'other')
        ELSE false END
$$;

-- Whether a function gives sight of others' cases, or power: then two persons give it. A new one does.
CREATE FUNCTION sec.opens_something(p_function text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT p_function NOT IN ('reporter', 'researcher')
$$;
GRANT EXECUTE ON FUNCTION sec.can_have(text, text), sec.opens_something(text)
    TO zicht_app, zicht_worker, zicht_guard;

-- A function fits its organisation, whoever writes it down. People only end one, at their own organisation:
-- it begins with an invitation that was taken up (`sec.take_up_invitation`), and an ended one never runs
-- again.
CREATE FUNCTION sec.organisations_keep_functions() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.can_have((SELECT kind FROM organisations_organisation WHERE id = NEW.organisation_id),
            NEW.function) THEN
        RAISE EXCEPTION 'an organisation of this kind has no such function'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF current_user <> 'zicht_app' THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'UPDATE' OR OLD.ends_on IS NOT NULL OR NEW.ends_on IS NULL
            OR NEW.organisation_id IS DISTINCT FROM sec.org()
            OR NOT coalesce('administrator' = ANY (sec.functions()), false) THEN
        RAISE EXCEPTION 'an administrator ends a function of the own organisation, once'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_functions BEFORE INSERT OR UPDATE ON organisations_functionassignment
    FOR EACH ROW EXECUTE FUNCTION sec.organisations_keep_functions();

-- The kind of an organisation decides what its people may do; no session changes it.
CREATE FUNCTION sec.organisations_keep_kind() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.kind IS DISTINCT FROM OLD.kind AND (current_user = 'zicht_app' OR EXISTS (
            SELECT 1 FROM organisations_functionassignment f WHERE f.organisation_id = NEW.id
                AND f.ends_on IS NULL AND NOT sec.can_have(NEW.kind, f.function))) THEN
        RAISE EXCEPTION 'the kind of an organisation stays, and fits its functions'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_kind BEFORE UPDATE ON organisations_organisation
    FOR EACH ROW EXECUTE FUNCTION sec.organisations_keep_kind();
-- A function, a place and a membership that ended do not come back to life: they get a new row.
{{ nearer organisations_functionassignment: ends_on }};
{{ lasting organisations_functionassignment: account_id, organisation_id, function, starts_on }};
{{ forward organisations_municipality: valid_until, successor_id }};
{{ forward organisations_membership: valid_until }};
{{ lasting organisations_membership: region_id, municipality_id, valid_from }};
