"""What the rules left in the database, one line an object, kept so that a change by hand is seen.

Read from the catalogue only, so that looking takes no locks and costs the same on a database of any size.
"""

import hashlib
from typing import Any

OBJECTS = """
    SELECT 'function ' || p.oid::regprocedure, pg_get_functiondef(p.oid) || pg_get_userbyid(p.proowner)
        || sec_acl.rights
    FROM pg_proc p CROSS JOIN LATERAL ({acl_function}) sec_acl
    WHERE p.prokind = 'f' AND p.pronamespace IN ('public'::regnamespace, 'sec'::regnamespace)
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT 'policy ' || p.polname || ' on ' || p.polrelid::regclass,
        concat_ws('|', p.polcmd, p.polpermissive,
            (SELECT string_agg(r::regrole::text, ',' ORDER BY r::regrole::text) FROM unnest(p.polroles) r),
            pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_policy p
    UNION ALL
    SELECT 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass, pg_get_triggerdef(t.oid) || t.tgenabled::text
    FROM pg_trigger t WHERE NOT t.tgisinternal
    UNION ALL
    SELECT 'view ' || c.oid::regclass, pg_get_viewdef(c.oid) FROM pg_class c
    WHERE c.relkind IN ('v', 'm') AND c.relnamespace IN ('public'::regnamespace, 'sec'::regnamespace)
    UNION ALL
    SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || c.oid::regclass,
        concat_ws('|', c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner), sec_acl.rights)
    FROM pg_class c CROSS JOIN LATERAL ({acl_table}) sec_acl
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relnamespace IN ('public'::regnamespace, 'sec'::regnamespace)
    UNION ALL
    SELECT 'column ' || a.attrelid::regclass || '.' || a.attname, sec_acl.rights
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid CROSS JOIN LATERAL ({acl_column}) sec_acl
    WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND c.relnamespace IN ('public'::regnamespace, 'sec'::regnamespace)
        AND sec_acl.rights <> ''
    UNION ALL
    SELECT 'schema ' || n.nspname, pg_get_userbyid(n.nspowner) || sec_acl.rights
    FROM pg_namespace n CROSS JOIN LATERAL ({acl_schema}) sec_acl WHERE n.nspname IN ('public', 'sec')
"""


def _rights(acl: str) -> str:
    """Return SQL for the rights in an access list, sorted; who gave them and in which order tells nothing."""
    return f"""
        SELECT coalesce(string_agg(
            CASE x.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(x.grantee) END || ':' || x.privilege_type
                || CASE WHEN x.is_grantable THEN '*' ELSE '' END, ',' ORDER BY 
                CASE x.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(x.grantee) END, x.privilege_type), '')
            AS rights FROM aclexplode({acl}) x"""


QUERY = OBJECTS.format(
    acl_function=_rights("coalesce(p.proacl, acldefault('f', p.proowner))"),
    acl_table=_rights("coalesce(c.relacl, acldefault('r', c.relowner))"),
    acl_column=_rights("a.attacl"),
    acl_schema=_rights("coalesce(n.nspacl, acldefault('n', n.nspowner))"),
)


def described(cursor: Any) -> dict[str, str]:
    """Return every object of the rules by name, with its definition, owner and rights."""
    cursor.execute(QUERY)
    return dict(cursor.fetchall())


def keep(cursor: Any) -> None:
    """Keep a fingerprint of every object as it is now."""
    found = {name: _fingerprint(text) for name, text in described(cursor).items()}
    cursor.execute("DELETE FROM sec.rules_object")
    cursor.execute(
        "INSERT INTO sec.rules_object (name, fingerprint) SELECT * FROM unnest(%s::text[], %s::text[])",
        [list(found), list(found.values())],
    )


def changed_by_hand(cursor: Any) -> list[str]:
    """Return what was changed, added or dropped since the rules were applied, each by name."""
    cursor.execute("SELECT name, fingerprint FROM sec.rules_object")
    kept = dict(cursor.fetchall())
    found = {name: _fingerprint(text) for name, text in described(cursor).items()} if kept else {}
    return sorted(
        f"{name} {_what_happened(kept, found, name)}"
        for name in kept.keys() | found.keys()
        if kept.get(name) != found.get(name)
    )


def _what_happened(kept: dict[str, str], found: dict[str, str], name: str) -> str:
    if name not in found:
        return "is gone"
    return "was changed" if name in kept else "was added"


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
