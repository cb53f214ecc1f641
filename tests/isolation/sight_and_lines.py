"""Sight and the log as two sets, worked out by PostgreSQL: each grant that was ever given, and each grant
that a line of the log tells of, with the subject it gives sight on. They are to be equal.
"""

TELL_OF_SIGHT = ("signal_submitted", "sight_given", "break_glass_used")

COMPARED = """
    WITH given AS (SELECT id, subject_id::text AS subject FROM sharing_grant),
    told AS (SELECT t.id::uuid AS id, e.object_id AS subject FROM audit_auditevent e
        CROSS JOIN LATERAL jsonb_array_elements_text(e.detail->'sight') AS t (id)
        WHERE e.action = ANY (%s) AND jsonb_typeof(e.detail->'sight') = 'array')
    SELECT (SELECT count(*) FROM given), (SELECT count(*) FROM told),
        (SELECT count(*) FROM (TABLE given EXCEPT TABLE told) AS silent),
        (SELECT count(*) FROM (TABLE told EXCEPT TABLE given) AS made_up)"""


def compare(cursor) -> dict[str, int]:
    """Return how many grants there are, how many lines tell of one, and how many of each lack the other.

    `cursor`: of someone who sees every row."""
    found = cursor.execute(COMPARED, [list(TELL_OF_SIGHT)]).fetchone()
    return dict(zip(("grants", "lines", "silent", "made_up"), found, strict=True))
