-- Organisations, functions and places: no case data. People and jobs read and change them, functions read
-- them.

GRANT SELECT, INSERT, UPDATE, DELETE ON organisations_municipality, organisations_region,
    organisations_membership, organisations_postcode, organisations_placename, organisations_organisation,
    organisations_functionassignment, organisations_absence
    TO zicht_app, zicht_worker;
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

-- A function, a place and a membership that ended do not come back to life: they get a new row.
{{ nearer organisations_functionassignment: ends_on }};
{{ lasting organisations_functionassignment: account_id, organisation_id, function, starts_on }};
{{ forward organisations_municipality: valid_until, successor_id }};
{{ forward organisations_membership: valid_until }};
{{ lasting organisations_membership: region_id, municipality_id, valid_from }};
