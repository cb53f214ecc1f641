"""Filling the facts from custody, in one statement, under the role `zicht_figures`, which cannot read the
sealed parts.
"""

from django.db import connections

from zicht.chain.custody import standing
from zicht.foundation.access import SYSTEM, as_figures, as_worker
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.sight.figures.vocabulary import WORKING_REGION_KIND
from zicht.sight.funnel import publishing

CORE_KINDS = ("zvh", "care_coordination", "police")

CLEAR = "DELETE FROM funnel_signalfact"
REBUILD = f"""
INSERT INTO funnel_signalfact (received_on, region_code, municipality_code, form, channel, reporter_kind,
    acute, minor, indicators, way, first_kind,
    holder_kind, hours_to_taken_up, regional_core, assessed, suspected, offered, accepted, returned, decided,
    several_at_work, left_to_other, registered, outcome, hours_to_closed, overdue, untouched, heard)
SELECT s.received_on, coalesce(r.code, ''), coalesce(s.municipality_id, ''), s.form, s.channel,
    s.reporter_kind, s.acute, s.minor, s.indicators,
    coalesce(w.way, '{{}}'),
    coalesce(h.first_kind, ''), coalesce(h.holder_kind, ''), CASE WHEN h.first_taken_up IS NOT NULL THEN
        greatest(extract(epoch FROM h.first_taken_up - s.received_on::timestamptz) / 3600, 0)
            END, coalesce(h.regional_core, false),
    coalesce(a.assessed, false), coalesce(a.suspected, false), coalesce(o.offered, 0), coalesce(o.accepted,
        0),
    coalesce(o.returned, 0), coalesce(d.decided, false), coalesce(h.at_work > 1, false),
        coalesce(d.left_to_other, false),
    coalesce(g.registered, false),
    CASE WHEN c.state = 'closed' THEN coalesce(k.outcome, '') ELSE '' END,
    CASE WHEN c.state = 'closed' THEN greatest(extract(epoch
        FROM k.at - s.received_on::timestamptz) / 3600, 0) END,
    c.state = 'open' AND coalesce(h.overdue, false), c.state = 'open' AND NOT coalesce(h.touched, false),
    f.signal_id IS NOT NULL
FROM signals_signal s
JOIN custody_custody c ON c.signal_id = s.id
LEFT JOIN organisations_membership m ON m.municipality_id = s.municipality_id AND m.valid_until IS NULL
    AND m.region_id IN (SELECT id FROM organisations_region WHERE kind = %(kind)s)
LEFT JOIN organisations_region r ON r.id = m.region_id
LEFT JOIN LATERAL (
    SELECT (array_agg(org.kind ORDER BY held.started_at,
        held.due_at) FILTER (WHERE held.role = 'responsible'))[1] AS first_kind,
        (array_agg(org.kind ORDER BY held.due_at) FILTER (WHERE held.role = 'responsible'
            AND held.ended_at IS NULL))[1] AS holder_kind,
        min(held.taken_up_at) AS first_taken_up,
        count(DISTINCT held.organisation_id) FILTER (WHERE held.taken_up_at IS NOT NULL) AS at_work,
        bool_or(org.kind = ANY (%(core)s) AND held.taken_up_at IS NOT NULL) AS regional_core,
        bool_or({standing.running("held")} AND {standing.over("held")}) AS overdue,
        bool_or({standing.running("held")} AND {standing.taken_up("held")}) AS touched
    FROM custody_holding held JOIN organisations_organisation org ON org.id = held.organisation_id
        WHERE held.signal_id = s.id
) h ON true
LEFT JOIN LATERAL (SELECT array_agg(stage.kinds ORDER BY stage.started_at) AS way FROM (
    SELECT held.started_at, string_agg(DISTINCT org.kind, '+' ORDER BY org.kind) AS kinds
        FROM custody_holding held
    JOIN organisations_organisation org ON org.id = held.organisation_id
    WHERE held.signal_id = s.id AND held.role = 'responsible' GROUP BY 1) stage) w ON true
LEFT JOIN LATERAL (SELECT true AS assessed, bool_or(opinion IN ('likely', 'possible',
    'serious_disadvantage')) AS suspected
    FROM custody_assessment WHERE signal_id = s.id HAVING count(*) > 0) a ON true
LEFT JOIN LATERAL (SELECT count(*) AS offered, count(*) FILTER (WHERE reply.answer = 'accepted') AS accepted,
    count(*) FILTER (WHERE reply.answer = 'returned') AS returned FROM custody_handover offer
    LEFT JOIN custody_handoverreply reply ON reply.handover_id = offer.id
        WHERE offer.signal_id = s.id) o ON true
LEFT JOIN LATERAL (SELECT count(*) > 0 AS decided, bool_or(reason = 'other_reports') AS left_to_other
    FROM register_registrationdecision WHERE signal_id = s.id) d ON true
LEFT JOIN LATERAL (SELECT true AS registered FROM register_victimsignal vs
    JOIN register_notification n ON n.victim_id = vs.victim_id
    WHERE vs.signal_id = s.id LIMIT 1) g ON true
LEFT JOIN LATERAL (SELECT outcome, at FROM custody_closure WHERE signal_id = s.id
    ORDER BY at DESC LIMIT 1) k ON true
LEFT JOIN LATERAL (SELECT signal_id FROM feedback_feedback WHERE signal_id = s.id AND recipient = 'reporter'
    AND stage <> 'received' LIMIT 1) f ON true
"""


def rebuild() -> int:
    """Rebuild the signal facts; return how many there are. Readers see the old ones until the commit."""
    with as_figures(), connections["figures"].cursor() as cursor:
        cursor.execute(CLEAR)
        cursor.execute(REBUILD, {"kind": WORKING_REGION_KIND, "core": list(CORE_KINDS)})
        count = cursor.rowcount
        audit.record(SYSTEM, Action.FIGURES_BUILT, "figures", "signals", using="figures", rows=count)
    with as_worker():
        publishing.publish_last_month()
    return count
