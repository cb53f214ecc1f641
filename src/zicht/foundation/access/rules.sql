-- Who acts, checked by PostgreSQL itself, and the trigger that keeps final rows final.

GRANT USAGE, CREATE ON SCHEMA sec TO zicht_guard;
GRANT USAGE ON SCHEMA sec TO zicht_app, zicht_worker, zicht_intake, zicht_figures, zicht_audit;
GRANT SELECT ON sec.context_key TO zicht_guard;

-- Numbers of rows tell nothing; whoever adds a row draws one.
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO zicht_app, zicht_worker, zicht_guard, zicht_figures;

-- So that `zicht check` and the web server can tell which migrations were applied.
GRANT SELECT ON django_migrations TO zicht_app, zicht_worker;

-- The signed token of the acting person, in parts: 2, organisation, person, functions, channel, purpose,
-- place, seconds, signature. Its place is this transaction of this connection, by the number of the process
-- and the moment it began, neither of which costs a transaction number: on another connection, or in a later
-- transaction, it is worth nothing.
CREATE FUNCTION sec.context() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    raw text := current_setting('zicht.token', true);
    parts text[];
    body text;
    pads sec.context_key;
BEGIN
    IF raw IS NULL OR raw = '' THEN
        RAISE EXCEPTION 'no one is acting in this transaction' USING ERRCODE = 'insufficient_privilege';
    END IF;
    parts := string_to_array(raw, '|');
    IF cardinality(parts) <> 9 OR parts[1] <> '2' THEN
        RAISE EXCEPTION 'the token of the acting person has the wrong form'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    body := left(raw, length(raw) - length(parts[9]) - 1);
    SELECT * INTO STRICT pads FROM sec.context_key;
    IF encode(sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(body, 'UTF8'))), 'hex')
            <> parts[9] THEN
        RAISE EXCEPTION 'the token of the acting person is not genuine'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF pg_backend_pid() || '.' || extract(epoch FROM transaction_timestamp()) <> parts[7] THEN
        RAISE EXCEPTION 'the token of the acting person is of another transaction'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF clock_timestamp() - transaction_timestamp() > make_interval(secs => parts[8]::integer) THEN
        RAISE EXCEPTION 'the token of the acting person has expired' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN parts;
END $$;

CREATE FUNCTION sec.org() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (sec.context())[2]::uuid
$$;

CREATE FUNCTION sec.person() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (sec.context())[3]::uuid
$$;

CREATE FUNCTION sec.functions() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_to_array((sec.context())[4], ',')
$$;

ALTER FUNCTION sec.context() OWNER TO zicht_guard;
ALTER FUNCTION sec.org() OWNER TO zicht_guard;
ALTER FUNCTION sec.person() OWNER TO zicht_guard;
ALTER FUNCTION sec.functions() OWNER TO zicht_guard;
REVOKE ALL ON FUNCTION sec.context(), sec.org(), sec.person(), sec.functions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.context(), sec.org(), sec.person(), sec.functions()
    TO zicht_app, zicht_worker, zicht_intake, zicht_figures;

-- Final rows stay final for everyone but the one function that destroys (sec.destroy_subject), which sets a
-- mark for its own transaction. The mark alone does nothing: it counts for the guard only, and the guard
-- acts through its functions only.
CREATE FUNCTION sec.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_user = 'zicht_guard' AND current_setting('zicht.destroying', true) = 'on' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION '% is insert only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
GRANT EXECUTE ON FUNCTION sec.refuse_change() TO PUBLIC;

-- What was ended stays ended, since then and for that reason, for whatever role: `forward`, `nearer` and
-- `lasting` say of which columns. What may come back does so as a new row.
CREATE FUNCTION sec.refuse_step_back() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% of % only moves forward', TG_ARGV[0], TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
GRANT EXECUTE ON FUNCTION sec.refuse_step_back() TO PUBLIC;
