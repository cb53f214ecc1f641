"""A criterion comes into being in one way: PostgreSQL makes it from a proposal to which a second registrar agrees.

The application reads criteria and cannot write them. It adds proposals in the name of who is acting, and turns them down; agreeing
is `sec.agree_to_criterion`, which makes the new version, ends the old one and notes who agreed, or does none of it.
"""

from django.db import migrations

from zicht.foundation.access import rows

PROPOSAL, CRITERION = "register_criterionproposal", "register_notificationcriterion"
REGISTRAR = "'registrar' = ANY ((SELECT sec.functions())::text[])"

RIGHTS = f"""
REVOKE INSERT, UPDATE, DELETE ON {CRITERION}, {PROPOSAL} FROM {rows.APP}, {rows.WORKER};
GRANT INSERT, UPDATE (valid_until) ON {CRITERION} TO {rows.GUARD};
GRANT UPDATE (agreed, judged_by_id, judged_at, made_id) ON {PROPOSAL} TO {rows.GUARD};
GRANT INSERT, UPDATE (agreed, judged_by_id, judged_at) ON {PROPOSAL} TO {rows.APP};
"""

# No case data, so no row-level security: who may write what is kept by a trigger that binds the application's role.
OWN_NAME = f"""
CREATE FUNCTION register_keep_proposals() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> '{rows.APP}' THEN
        RETURN NEW;
    END IF;
    IF NOT coalesce({REGISTRAR}, false) THEN
        RAISE EXCEPTION 'a registrar proposes and judges' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND (NEW.proposed_by_id IS DISTINCT FROM sec.person()
            OR num_nonnulls(NEW.made_id, NEW.agreed, NEW.judged_by_id, NEW.judged_at) > 0) THEN
        RAISE EXCEPTION 'a proposal is made in the own name, and judged later' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.judged_at IS NOT NULL OR NEW.agreed IS DISTINCT FROM false
            OR NEW.judged_by_id IS DISTINCT FROM sec.person() OR NEW.judged_at IS NULL) THEN
        RAISE EXCEPTION 'a proposal is turned down once, in the own name' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_proposals BEFORE INSERT OR UPDATE ON {PROPOSAL} FOR EACH ROW EXECUTE FUNCTION register_keep_proposals();
"""

AGREE = f"""
CREATE FUNCTION sec.agree_to_criterion(wanted uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
    proposal {PROPOSAL}%ROWTYPE;
    old {CRITERION}%ROWTYPE;
    begins date;
    new_id bigint;
BEGIN
    SELECT * INTO proposal FROM {PROPOSAL} WHERE id = wanted FOR UPDATE;
    IF proposal.id IS NULL OR proposal.judged_at IS NOT NULL THEN
        RAISE EXCEPTION 'there is no such open proposal' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT coalesce({REGISTRAR}, false) OR sec.person() IS NULL OR proposal.proposed_by_id = sec.person() THEN
        RAISE EXCEPTION 'a second registrar agrees to a criterion' USING ERRCODE = 'restrict_violation';
    END IF;
    begins := greatest(proposal.valid_from, today);
    SELECT * INTO old FROM {CRITERION} WHERE id = proposal.replaces_id FOR UPDATE;
    IF old.valid_until IS NOT NULL OR old.valid_from >= begins THEN
        RAISE EXCEPTION 'the criterion changed since' USING ERRCODE = 'restrict_violation';
    END IF;
    IF old.id IS NOT NULL AND ROW(old.code, old.organisation_kind, old.organisation_id)
            IS DISTINCT FROM ROW(proposal.code, proposal.organisation_kind, proposal.organisation_id) THEN
        RAISE EXCEPTION 'a new version is for the same organisations' USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE {CRITERION} SET valid_until = begins WHERE id = old.id;
    INSERT INTO {CRITERION} (code, organisation_kind, organisation_id, label, statutory, due_days, valid_from)
    VALUES (proposal.code, proposal.organisation_kind, proposal.organisation_id, proposal.label, coalesce(old.statutory, false),
        proposal.due_days, begins) RETURNING id INTO new_id;
    UPDATE {PROPOSAL} SET agreed = true, judged_by_id = sec.person(), judged_at = now(), made_id = new_id WHERE id = wanted;
    RETURN new_id;
END $$;
""" + rows.guarded_function("sec.agree_to_criterion(uuid)", rows.APP)


class Migration(migrations.Migration):
    dependencies = [("register", "0015_criterion_proposals")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (RIGHTS, OWN_NAME, AGREE)]
