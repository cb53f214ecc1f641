"""The law of custody, asked of every signal there is: an independent look beside the triggers that keep
it.
"""

from django.db import connections

BROKEN = """
SELECT 'open without responsible holder', c.signal_id FROM custody_custody c WHERE c.state = 'open'
    AND NOT EXISTS (
    SELECT 1 FROM custody_holding h WHERE h.signal_id = c.signal_id AND h.role = 'responsible'
        AND h.ended_at IS NULL
    AND h.due_at IS NOT NULL)
UNION ALL SELECT 'closed without outcome', c.signal_id FROM custody_custody c WHERE c.state = 'closed'
    AND NOT EXISTS (
    SELECT 1 FROM custody_closure k WHERE k.signal_id = c.signal_id)
UNION ALL SELECT 'closed without feedback', c.signal_id FROM custody_custody c WHERE c.state = 'closed'
    AND NOT EXISTS (
    SELECT 1 FROM feedback_feedback f WHERE f.signal_id = c.signal_id AND f.recipient = 'reporter'
        AND f.stage IN ('done', 'not_done'))
UNION ALL SELECT 'closed with responsible holder', c.signal_id FROM custody_custody c JOIN custody_holding h
    ON h.signal_id = c.signal_id AND h.role = 'responsible' AND h.ended_at IS NULL WHERE c.state = 'closed'
UNION ALL SELECT 'signal without custody', s.id FROM signals_signal s WHERE NOT EXISTS (
    SELECT 1 FROM custody_custody c WHERE c.signal_id = s.id)
LIMIT 100
"""


def broken() -> list[tuple]:
    """Return (what is wrong, signal id) for at most a hundred signals that break the law; empty when all
    is well."""
    with connections["worker"].cursor() as cursor:  # the role of jobs sees every row
        cursor.execute(BROKEN)
        return cursor.fetchall()
