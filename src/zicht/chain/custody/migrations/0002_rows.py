from django.db import migrations

from zicht.foundation.access import rows

MINE = "organisation_id = (SELECT sec.org())"


def beside(table: str, condition: str, level: int = rows.FULL) -> str:
    """Rows beside a signal, read at `level`, added where `condition` holds, never changed."""
    return (
        rows.force(table)
        + rows.readable(table, rows.seen_by_grant(f"{table}.signal_id", level))
        + rows.addable(table, condition)
        + rows.insert_only(table)
    )


def in_own_name(table: str, level: int = rows.FULL) -> str:
    return beside(
        table, f"{MINE} AND person_id = (SELECT sec.person()) AND {rows.seen_by_grant(f'{table}.signal_id', rows.FULL)}", level
    )


TOOK_OVER = """EXISTS (SELECT 1 FROM custody_handover h JOIN custody_handoverreply r ON r.handover_id = h.id
    WHERE h.holding_id = custody_holding.id AND r.answer = 'accepted' AND h.to_organisation_id = (SELECT sec.org()))"""

OFFERED_BY_ME = """EXISTS (SELECT 1 FROM custody_holding held WHERE held.id = holding_id
    AND held.organisation_id = (SELECT sec.org()) AND held.ended_at IS NULL)"""

ANSWERED_BY_ME = """organisation_id = (SELECT sec.org()) AND answered_by = (SELECT sec.person()) AND EXISTS (
    SELECT 1 FROM custody_handover h JOIN custody_holding held ON held.id = h.holding_id
    WHERE h.id = handover_id AND h.signal_id = custody_handoverreply.signal_id
    AND CASE WHEN answer = 'withdrawn' THEN held.organisation_id ELSE h.to_organisation_id END = (SELECT sec.org()))"""

ROWS = (
    rows.force("custody_custody")
    + rows.readable("custody_custody", rows.seen_by_grant("custody_custody.signal_id", rows.CORE))
    + rows.changeable("custody_custody", "state, version", rows.seen_by_grant("custody_custody.signal_id", rows.FULL))
    + rows.force("custody_routeevaluation")
    + rows.readable("custody_routeevaluation", rows.seen_by_grant("custody_routeevaluation.signal_id", rows.CORE))
    + rows.insert_only("custody_routeevaluation")
    + rows.force("custody_holding")
    + rows.readable("custody_holding", rows.seen_by_grant("custody_holding.signal_id", rows.CORE))
    + rows.addable("custody_holding", f"{MINE} AND {rows.seen_by_grant('custody_holding.signal_id', rows.CORE)}")
    + rows.changeable(
        "custody_holding", "taken_up_at, taken_up_by, due_at, ended_at, end_reason", f"({MINE} OR {TOOK_OVER})"
    )
    + beside(
        "custody_handover", f"offered_by = (SELECT sec.person()) AND {OFFERED_BY_ME}", rows.CORE
    )
    + beside("custody_handoverreply", ANSWERED_BY_ME, rows.CORE)
    + in_own_name("custody_assessment")
    + in_own_name("custody_closure", rows.CORE)
    + in_own_name("custody_reopening", rows.CORE)
)

# A holding may only end in a way that tells why; ended ones and their task stay as they were.
FINAL = """
CREATE FUNCTION sec.keep_ended_holding() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'an ended holding does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.ended_at IS NOT NULL AND NEW.end_reason = '' THEN
        RAISE EXCEPTION 'a holding ends with a reason' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
GRANT EXECUTE ON FUNCTION sec.keep_ended_holding() TO PUBLIC;
CREATE TRIGGER keep_ended BEFORE UPDATE ON custody_holding FOR EACH ROW EXECUTE FUNCTION sec.keep_ended_holding();
CREATE TRIGGER never_deleted BEFORE DELETE ON custody_holding FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON custody_custody FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
"""

# Owned by the guard, who sees every row: under the table owner's forced row-level security the check would see only what
# the session may see, and a session that clears its context before commit would slip past it.
INVARIANT = """
CREATE FUNCTION sec.check_custody(wanted uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    now_state text;
BEGIN
    -- One check at a time per signal: two holders who let go at the same moment would otherwise each trust the other.
    SELECT state INTO now_state FROM custody_custody WHERE signal_id = wanted FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'signal % has no custody', wanted USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF now_state = 'open' THEN
        IF NOT EXISTS (SELECT 1 FROM custody_holding WHERE signal_id = wanted AND role = 'responsible'
                       AND ended_at IS NULL AND due_at IS NOT NULL) THEN
            RAISE EXCEPTION 'open signal % has no responsible holder', wanted USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSE
        IF EXISTS (SELECT 1 FROM custody_holding WHERE signal_id = wanted AND role = 'responsible' AND ended_at IS NULL) THEN
            RAISE EXCEPTION 'closed signal % still has a responsible holder', wanted USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM custody_closure WHERE signal_id = wanted AND at >= coalesce(
                       (SELECT max(at) FROM custody_reopening WHERE signal_id = wanted), '-infinity')) THEN
            RAISE EXCEPTION 'closed signal % has no outcome', wanted USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM feedback_feedback WHERE signal_id = wanted AND recipient = 'reporter'
                       AND stage IN ('done', 'not_done')) THEN
            RAISE EXCEPTION 'closed signal % has no word to the reporter', wanted USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
END $$;

CREATE FUNCTION sec.check_custody_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM sec.check_custody(NEW.signal_id);
    RETURN NULL;
END $$;
CREATE FUNCTION sec.check_custody_signal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM sec.check_custody(NEW.id);
    RETURN NULL;
END $$;
ALTER FUNCTION sec.check_custody(uuid) OWNER TO zicht_guard;
ALTER FUNCTION sec.check_custody_row() OWNER TO zicht_guard;
ALTER FUNCTION sec.check_custody_signal() OWNER TO zicht_guard;

CREATE CONSTRAINT TRIGGER custody_holds AFTER INSERT ON signals_signal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION sec.check_custody_signal();
CREATE CONSTRAINT TRIGGER custody_holds AFTER UPDATE ON custody_custody DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION sec.check_custody_row();
CREATE CONSTRAINT TRIGGER custody_holds AFTER UPDATE ON custody_holding DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION sec.check_custody_row();
CREATE CONSTRAINT TRIGGER custody_holds_new AFTER INSERT ON custody_holding DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.role = 'responsible') EXECUTE FUNCTION sec.check_custody_row();
"""


class Migration(migrations.Migration):
    dependencies = [("custody", "0001_initial"), ("signals", "0002_rows"), ("feedback", "0001_initial")]
    operations = [migrations.RunSQL(ROWS + FINAL + INVARIANT, migrations.RunSQL.noop)]
