"""Filling the facts from the register, in one statement, under the role `zicht_figures`, which cannot read
names.
"""

import json

from django.db import connections

from zicht.foundation.access import SYSTEM, as_figures, as_worker
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.jobs.services import enqueue
from zicht.foundation.vault.sealing import digest
from zicht.reference.codes import countries, nationality_group
from zicht.sight.figures import perceived, publishing, reading, tabulating
from zicht.sight.figures.protecting import THRESHOLD
from zicht.sight.figures.vocabulary import WORKING_REGION_KIND

# Right after a bulk load the planner knows no numbers of rows, and would compare every row with every other.
WHOLE_TABLES = "SET LOCAL enable_nestloop = off"
CLEAR_FACTS = "DELETE FROM figures_notificationfact"
REBUILD = """
INSERT INTO figures_notificationfact (person_key, notified_on, year, notifier, forms, continent, sex,
    age_group, sector,
    municipality_code, region_code, first_time)
SELECT key.person, n.notified_on, extract(year FROM n.notified_on), n.notifier, n.forms,
    coalesce(g.continent, CASE WHEN v.nationalities = '{}' THEN 'unknown' ELSE 'other' END), v.sex,
    CASE WHEN v.birth_year IS NULL THEN 'unknown'
         WHEN age.years < 12 THEN '0-11' WHEN age.years < 18 THEN '12-17' WHEN age.years < 23 THEN '18-22'
         WHEN age.years < 30 THEN '23-29' WHEN age.years < 40 THEN '30-39' ELSE '40+' END,
    coalesce(nullif(n.sector, ''), 'unknown'), coalesce(n.municipality_id, ''), coalesce(r.code, ''),
    n.notified_on = min(n.notified_on) OVER (PARTITION BY v.id)
FROM register_notification n
LEFT JOIN (SELECT DISTINCT ON (victim_id) victim_id, after FROM register_regroupedperson
    ORDER BY victim_id, id DESC) head
    ON head.victim_id = n.victim_id
JOIN register_presumedvictim v ON v.id = coalesce(head.after, n.victim_id)
CROSS JOIN LATERAL (SELECT ('x' || left(encode(sha256(convert_to(%(salt)s || v.id::text, 'UTF8')), 'hex'),
    15))::bit(60)::bigint
    AS person) key
CROSS JOIN LATERAL (SELECT extract(year FROM n.notified_on) - v.birth_year AS years) age
LEFT JOIN unnest(%(countries)s::text[], %(continents)s::text[]) AS g (country,
    continent) ON g.country = v.nationalities[1]
LEFT JOIN organisations_membership m ON m.municipality_id = n.municipality_id AND m.valid_until IS NULL
    AND m.region_id IN (SELECT id FROM organisations_region WHERE kind = %(kind)s)
LEFT JOIN organisations_region r ON r.id = m.region_id
WHERE NOT EXISTS (SELECT 1 FROM register_notification newer WHERE newer.corrects_id = n.id)
"""


SEEN_YEARS = 5
CLEAR_SEEN = "DELETE FROM figures_seensector"
SEEN = """
INSERT INTO figures_seensector (region_code, section) SELECT region_code, sector FROM figures_notificationfact
WHERE length(sector) = 1 AND region_code <> '' AND notified_on >= current_date - make_interval(years => %s)
GROUP BY 1, 2 HAVING count(*) >= %s
"""
CLEAR_ANSWERS = "DELETE FROM figures_rawtable"
ANSWERS = """
INSERT INTO figures_rawtable (year, count, by, form, region, cells, total)
SELECT year, count, by, form, region, cells, total
    FROM jsonb_populate_recordset(NULL::figures_rawtable, %s::jsonb)
"""


def rebuild() -> int:
    """Rebuild the notification facts and the raw figures; return how many facts there are. Readers see the
    old ones until the commit."""
    groups = {country.iso2: nationality_group(country.iso2) for country in countries()}
    with as_figures(), connections["figures"].cursor() as cursor:
        cursor.execute(WHOLE_TABLES)
        cursor.execute(CLEAR_FACTS)
        cursor.execute(
            REBUILD,
            {
                "salt": digest("person_key", "figures").hex(),
                "countries": list(groups),
                "continents": list(groups.values()),
                "kind": WORKING_REGION_KIND,
            },
        )
        count = cursor.rowcount
        _answer(cursor)
        cursor.execute(CLEAR_SEEN)
        cursor.execute(SEEN, [SEEN_YEARS, THRESHOLD])
        audit.record(SYSTEM, Action.FIGURES_BUILT, "figures", "notifications", using="figures", rows=count)
    if publishing.waiting() or perceived.waiting():
        with as_worker():
            enqueue("figures.publish")
    return count


def _answer(cursor) -> None:
    """Work every raw figure out anew. Row-level security forbids COPY; one statement with everything is
    nearly as fast."""
    cursor.execute(CLEAR_ANSWERS)
    cursor.execute(ANSWERS, [json.dumps([vars(table) for table in tabulating.tables(reading.facts(cursor))])])
