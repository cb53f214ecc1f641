-- Published versions are final, states follow the workflow, and every change of routes or staffing is
-- noticed.

GRANT SELECT, INSERT, UPDATE ON routes_routeversion TO zicht_app, zicht_worker;
GRANT SELECT ON routes_routeversion TO zicht_guard, zicht_figures, zicht_intake;
{{ forward routes_routeversion: published_at, published_by, valid_from }};
{{ forward routes_routeversion: retired_at }};
{{ lasting routes_routeversion: drafted_at }};

-- Whose the route of an area is: of who edits routes at the organisation of that area, or of the region
-- around it; the nation's is of the national organisation. As `queries.editable_areas`.
CREATE FUNCTION sec.may_edit_route(p_level text, p_region bigint, p_municipality text) RETURNS boolean
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT sec.functions() && ARRAY['chain_director', 'fallback_desk', 'administrator'] AND EXISTS (
        SELECT 1 FROM organisations_organisation o WHERE o.id = sec.org() AND CASE p_level
            WHEN 'nation' THEN o.kind IN ('fallback_desk', 'comensha')
                AND num_nonnulls(o.region_id, o.municipality_id) = 0
            WHEN 'region' THEN o.region_id = p_region
            ELSE o.municipality_id = p_municipality OR EXISTS (SELECT 1 FROM organisations_membership m
                WHERE m.region_id = o.region_id AND m.municipality_id = p_municipality) END)
$$;

CREATE FUNCTION sec.routes_keep_final() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version of a route is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' AND current_user <> 'zicht_owner' THEN
            RAISE EXCEPTION 'a route begins as a draft' USING ERRCODE = 'restrict_violation';
        END IF;
        NEW.revised_by := NEW.author_id;
        IF current_user = 'zicht_app' THEN
            IF NEW.author_id IS DISTINCT FROM sec.person()
                    OR NOT sec.may_edit_route(NEW.level, NEW.region_id, NEW.municipality_id) THEN
                RAISE EXCEPTION 'a route is drafted in the own name, for the own area'
                    USING ERRCODE = 'restrict_violation';
            END IF;
        END IF;
        RETURN NEW;
    END IF;
    IF current_user = 'zicht_app' THEN
        IF NOT sec.may_edit_route(NEW.level, NEW.region_id, NEW.municipality_id) THEN
            RAISE EXCEPTION 'a route is edited for the own area' USING ERRCODE = 'restrict_violation';
        END IF;
        NEW.revised_by := CASE WHEN OLD.document IS DISTINCT FROM NEW.document THEN sec.person()
            ELSE OLD.revised_by END;
        IF OLD.state = 'checked' AND NEW.state = 'published'
                AND (NEW.published_by IS DISTINCT FROM sec.person() OR (NEW.level = 'nation'
                    AND NEW.published_by = coalesce(NEW.revised_by, NEW.author_id))) THEN
            RAISE EXCEPTION 'a route is published in the own name, and that of the nation by a second person'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    IF (OLD.level, OLD.region_id, OLD.municipality_id, OLD.number, OLD.author_id)
        IS DISTINCT FROM (NEW.level, NEW.region_id, NEW.municipality_id, NEW.number, NEW.author_id) THEN
        RAISE EXCEPTION 'a version of a route keeps its area, number and author'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.state, NEW.state) NOT IN (('draft', 'draft'), ('draft', 'checked'), ('checked', 'checked'),
        ('checked', 'draft'), ('checked', 'published'), ('published', 'retired')) THEN
        RAISE EXCEPTION 'a route cannot go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'published'
        AND to_jsonb(OLD) - '{state,retired_at}'::text[] <> to_jsonb(NEW) - '{state,retired_at}'::text[] THEN
        RAISE EXCEPTION 'a published route never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_final BEFORE INSERT OR UPDATE OR DELETE ON routes_routeversion
    FOR EACH ROW EXECUTE FUNCTION sec.routes_keep_final();

-- A route ends when the next one of its area begins: nobody leaves an area without one.
CREATE FUNCTION sec.routes_replace() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM routes_routeversion WHERE state = 'published' AND level = NEW.level
            AND (region_id, municipality_id) IS NOT DISTINCT FROM (NEW.region_id, NEW.municipality_id)) THEN
        RAISE EXCEPTION 'a route is retired by the next one only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER replaced AFTER UPDATE ON routes_routeversion DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'retired') EXECUTE FUNCTION sec.routes_replace();
-- The functions that a route can name as holder, as FUNCTIONS in the vocabulary of this room.
CREATE FUNCTION sec.can_hold(p_function text) RETURNS boolean
LANGUAGE sql IMMUTABLE {{ guarded }} AS $$
    SELECT p_function IN ('contact_officer', 'ambassador', 'chain_director', 'care_coordinator', 'tmm', 'nla',
        'kmar', 'registrar', 'safe_home', 'shelter_manager', 'duty_officer', 'fallback_desk')
$$;

-- One word for the state of routes and staffing: whoever chose holders from memory sees whether it must
-- look again.
GRANT SELECT, UPDATE ON routes_freshness TO zicht_guard;
GRANT SELECT ON routes_freshness TO zicht_app, zicht_worker, zicht_intake;

CREATE FUNCTION sec.routes_refresh() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.routes_freshness SET token = gen_random_uuid();
    RETURN NULL;
END $$;
ALTER FUNCTION sec.routes_refresh() OWNER TO zicht_guard;
CREATE TRIGGER refresh_routes AFTER INSERT OR UPDATE OR DELETE ON routes_routeversion
    FOR EACH STATEMENT EXECUTE FUNCTION sec.routes_refresh();
CREATE TRIGGER refresh_routes AFTER INSERT OR UPDATE OR DELETE ON organisations_organisation
    FOR EACH STATEMENT EXECUTE FUNCTION sec.routes_refresh();
CREATE TRIGGER refresh_routes AFTER INSERT OR UPDATE OR DELETE ON organisations_functionassignment
    FOR EACH STATEMENT EXECUTE FUNCTION sec.routes_refresh();
CREATE TRIGGER refresh_routes AFTER INSERT OR UPDATE OR DELETE ON organisations_absence
    FOR EACH STATEMENT EXECUTE FUNCTION sec.routes_refresh();
CREATE TRIGGER refresh_routes AFTER INSERT OR UPDATE OR DELETE ON organisations_membership
    FOR EACH STATEMENT EXECUTE FUNCTION sec.routes_refresh();
CREATE TRIGGER refresh_routes AFTER INSERT OR UPDATE OR DELETE ON organisations_municipality
    FOR EACH STATEMENT EXECUTE FUNCTION sec.routes_refresh();
CREATE TRIGGER refresh_routes AFTER INSERT OR UPDATE OR DELETE ON organisations_region
    FOR EACH STATEMENT EXECUTE FUNCTION sec.routes_refresh();
