-- Published versions are final, states follow the workflow, and every change of routes or staffing is
-- noticed.

GRANT SELECT, INSERT, UPDATE ON routes_routeversion TO zicht_app, zicht_worker;
GRANT SELECT ON routes_routeversion TO zicht_guard, zicht_figures, zicht_intake;
{{ forward routes_routeversion: published_at, published_by, valid_from }};
{{ forward routes_routeversion: retired_at }};
{{ lasting routes_routeversion: drafted_at }};

CREATE FUNCTION sec.routes_keep_final() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version of a route is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' AND current_user <> 'zicht_owner' THEN
            RAISE EXCEPTION 'a route begins as a draft' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
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
