"""What the rules left in the database, one line an object, kept so that a change by hand is seen.

Read from the catalogue only, so that looking takes no locks and costs the same on a database of any size.
"""

import hashlib
from typing import Any

SERVER = "PostgreSQL"
OURS = "('public'::regnamespace, 'sec'::regnamespace)"


def _rights(acl: str) -> str:
    """Return SQL for the rights in an access list, sorted; who gave them and in which order tells nothing."""
    holder = "CASE x.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(x.grantee) END"
    granted = f"{holder} || ':' || x.privilege_type || CASE WHEN x.is_grantable THEN '*' ELSE '' END"
    ordered = f"string_agg({granted}, ',' ORDER BY {holder}, x.privilege_type)"
    return f"(SELECT coalesce({ordered}, '') FROM aclexplode({acl}) x)"


FUNCTIONS = f"""
    SELECT 'function ' || p.oid::regprocedure, concat_ws('|', pg_get_functiondef(p.oid),
        pg_get_userbyid(p.proowner), {_rights("coalesce(p.proacl, acldefault('f', p.proowner))")})
    FROM pg_proc p WHERE p.prokind = 'f' AND p.pronamespace IN {OURS}
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""
POLICIES = """
    SELECT 'policy ' || p.polname || ' on ' || p.polrelid::regclass, concat_ws('|', p.polcmd, p.polpermissive,
        (SELECT string_agg(r::regrole::text, ',' ORDER BY r::regrole::text) FROM unnest(p.polroles) r),
        pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_policy p"""
TRIGGERS = """
    SELECT 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass,
        concat_ws('|', pg_get_triggerdef(t.oid), t.tgenabled)
    FROM pg_trigger t WHERE NOT t.tgisinternal"""
VIEWS = f"""
    SELECT 'view ' || c.oid::regclass, pg_get_viewdef(c.oid)
    FROM pg_class c WHERE c.relkind IN ('v', 'm') AND c.relnamespace IN {OURS}"""
TABLES = f"""
    SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || c.oid::regclass,
        concat_ws('|', c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner),
            {_rights("coalesce(c.relacl, acldefault('r', c.relowner))")})
    FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relnamespace IN {OURS}"""
COLUMNS = f"""
    SELECT 'column ' || a.attrelid::regclass || '.' || a.attname, {_rights("a.attacl")}
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relnamespace IN {OURS}
    WHERE cardinality(a.attacl) > 0 AND NOT a.attisdropped"""
SCHEMAS = f"""
    SELECT 'schema ' || n.nspname, concat_ws('|', pg_get_userbyid(n.nspowner),
        {_rights("coalesce(n.nspacl, acldefault('n', n.nspowner))")})
    FROM pg_namespace n WHERE n.oid IN {OURS}"""
QUERY = " UNION ALL ".join((FUNCTIONS, POLICIES, TRIGGERS, VIEWS, TABLES, COLUMNS, SCHEMAS))


def described(cursor: Any) -> dict[str, str]:
    """Return every object of the rules by name, with its definition, owner and rights."""
    cursor.execute(QUERY)
    return dict(cursor.fetchall())


def keep(cursor: Any) -> None:
    """Keep a fingerprint of every object as it is now, and of the version of PostgreSQL that described it."""
    found = _fingerprints(cursor)
    cursor.execute("DELETE FROM sec.rules_object")
    cursor.execute(
        "INSERT INTO sec.rules_object (name, fingerprint) SELECT * FROM unnest(%s::text[], %s::text[])",
        [list(found), list(found.values())],
    )


def changed_by_hand(cursor: Any) -> list[str]:
    """Return what was changed, added or dropped since the rules were applied, each by name.

    Nothing before the rules were first applied, and nothing after a move to another version of PostgreSQL,
    which may describe the same rule otherwise: then they are laid down anew."""
    cursor.execute("SELECT name, fingerprint FROM sec.rules_object")
    kept, found = dict(cursor.fetchall()), _fingerprints(cursor)
    if kept.get(SERVER) != found[SERVER]:
        return []
    return sorted(
        f"{name} {_what_happened(kept, found, name)}"
        for name in kept.keys() | found.keys()
        if kept.get(name) != found.get(name)
    )


def _what_happened(kept: dict[str, str], found: dict[str, str], name: str) -> str:
    if name not in found:
        return "is gone"
    return "was changed" if name in kept else "was added"


def _fingerprints(cursor: Any) -> dict[str, str]:
    found = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in described(cursor).items()}
    return {**found, SERVER: server(cursor)}


def server(cursor: Any) -> str:
    """Return the major version of PostgreSQL."""
    cursor.execute("SELECT (current_setting('server_version_num')::int / 10000)::text")
    return str(cursor.fetchone()[0])
