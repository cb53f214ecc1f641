"""The SQL of row-level security, written once; migrations of rooms with case data call it.

Rule: a signed-in person's role sees a row when a running grant gives the acting organisation (and function
or person, where the grant names one) at least the level the table asks. Jobs run under `zicht_worker`. The
public door has no table rights at all, only functions. Row-level security is forced, so that the owner is
bound too.
"""

HIT, CORE, FULL = 1, 2, 3
APP, WORKER, INTAKE, FIGURES, GUARD = (
    "zicht_app",
    "zicht_worker",
    "zicht_intake",
    "zicht_figures",
    "zicht_guard",
)


def seen_by_grant(subject: str, level: int) -> str:
    """Return the SQL condition "a running grant of at least `level` on `subject` is mine"."""
    return f"""EXISTS (SELECT 1 FROM sharing_grant g WHERE g.subject_id = {subject}
        AND g.organisation_id = (SELECT sec.org()) AND g.level >= {level} AND g.ended_at IS NULL
        AND (g.until IS NULL OR g.until > now())
        AND (g.function IS NULL OR g.function = ANY ((SELECT sec.functions())::text[]))
        AND (g.account_id IS NULL OR g.account_id = (SELECT sec.person())))"""


def force(table: str) -> str:
    """Return the SQL that turns row-level security on for everyone, and gives jobs and the guard their
    rights.
    """
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON {table} TO {WORKER}, {GUARD};
CREATE POLICY worker_all ON {table} TO {WORKER} USING (true) WITH CHECK (true);
"""


def readable(table: str, condition: str) -> str:
    """Return the SQL that lets signed-in people read the rows where `condition` holds."""
    return (
        f"GRANT SELECT ON {table} TO {APP};\nCREATE POLICY app_read ON {table} FOR SELECT TO {APP} USING"
        f" ({condition});\n"
    )


def addable(table: str, condition: str) -> str:
    """Return the SQL that lets signed-in people add rows where `condition` holds."""
    return (
        f"GRANT INSERT ON {table} TO {APP};\nCREATE POLICY app_add ON {table} FOR INSERT TO {APP} WITH CHECK"
        f" ({condition});\n"
    )


def changeable(table: str, columns: str, condition: str) -> str:
    """Return the SQL that lets signed-in people change some columns of rows where `condition` holds,
    before and after.
    """
    return (
        f"GRANT UPDATE ({columns}) ON {table} TO {APP};\nCREATE POLICY app_change ON {table} FOR UPDATE TO"
        f" {APP} USING ({condition}) WITH CHECK ({condition});\n"
    )


def insert_only(table: str) -> str:
    """Return the SQL that makes a table's rows final for every role: UPDATE and DELETE are refused by a
    trigger.
    """
    return f"""
REVOKE UPDATE ON {table} FROM {WORKER}, {GUARD};
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION
    sec.refuse_change();
"""


def guarded_function(signature: str, *roles: str) -> str:
    """Return the SQL that hands a function to the guard (who sees every row) and lets only `roles` call
    it.
    """
    return f"""
ALTER FUNCTION {signature} OWNER TO {GUARD};
REVOKE ALL ON FUNCTION {signature} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {signature} TO {", ".join(roles)};
"""


def plain(table: str, rights: str = "SELECT, INSERT, UPDATE, DELETE") -> str:
    """Return the SQL of a table without case data: the given rights for web and jobs, reading for the
    others.
    """
    return (
        f"GRANT {rights} ON {table} TO {APP}, {WORKER};\n"
        f"GRANT SELECT ON {table} TO {GUARD}, {FIGURES}, {INTAKE};\n"
    )


def sequences() -> str:
    """Return the SQL that lets web and jobs draw numbers from every sequence made so far."""
    return f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP}, {WORKER}, {GUARD}, {FIGURES};\n"
