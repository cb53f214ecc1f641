"""Fills a benchmark database with a million signals as intake would have stored them, by COPY as the
superuser.

Sealed stories, wrapped keys, holdings, grants and search entries are real, so that pages open them as they
would; about one in twenty-five signals is open. Triggers are off during the load; closed signals get their
outcome and word to the reporter.
"""

import json
import random
import uuid
from datetime import UTC, datetime, timedelta

from zicht.chain.signals.references import ALPHABET
from zicht.foundation.vault import sealing

WORDS = [
    "hotel",
    "kamer",
    "avond",
    "auto",
    "man",
    "vrouw",
    "meisje",
    "jongen",
    "werk",
    "loon",
    "paspoort",
    "huis",
    "straat",
    "station",
    "winkel",
    "school",
    "telefoon",
    "geld",
    "angst",
    "bus",
    "busje",
    "fabriek",
    "kas",
    "restaurant",
    "schoonmaak",
    "bouw",
    "deur",
    "sleutel",
    "buren",
    "nacht",
    "ochtend",
    "weekend",
    "bezoek",
    "chauffeur",
    "vriend",
    "baas",
    "contract",
    "taal",
    "hulp",
    "dokter",
    "bloemen",
    "feest",
    "parkeerplaats",
    "camping",
    "loods",
    "kantoor",
    "salon",
    "markt",
    "haven",
    "trein",
    "café",
    "foto",
]
OPEN_SHARE = 25
CLOSED = (
    """INSERT INTO custody_closure (id, signal_id, outcome, reason, organisation_id, person_id, at)
    SELECT gen_random_uuid(), h.signal_id, 'no_further_leads', 'too_little_known', h.organisation_id,
        h.organisation_id, h.ended_at
    FROM custody_holding h WHERE h.role = 'responsible' AND h.ended_at IS NOT NULL""",
    """INSERT INTO feedback_feedback (id, signal_id, recipient, stage, role, detail, given_on)
    SELECT gen_random_uuid(), signal_id, 'reporter', 'not_done', 'contact_officer', 'no_further_leads',
        at::date FROM custody_closure""",
)


def load(connection, number: int, today) -> None:
    """Fill the tables with `number` signals. `connection`: psycopg, superuser, in the benchmark database."""
    maker = _Maker(connection, today)
    connection.execute("SET session_replication_role = replica")
    for start in range(0, number, 50_000):
        maker.batch(min(50_000, number - start))
    for statement in CLOSED:
        connection.execute(statement)
    connection.execute("SET session_replication_role = DEFAULT")
    connection.execute("ANALYZE")


class _Maker:
    def __init__(self, connection, today):
        self.connection, self.today, self.random = connection, today, random.Random(42)
        self.now = datetime.combine(today, datetime.min.time(), UTC)
        rows = connection.execute("SELECT code, inhabitants FROM organisations_municipality").fetchall()
        self.places, self.weights = [row[0] for row in rows], [row[1] for row in rows]
        self.holders = self._holders()

    def _holders(self) -> dict[str, list[tuple[uuid.UUID, str]]]:
        """Per municipality: contact officer, chain director, care coordinator and police team."""
        rows = self.connection.execute(
            """SELECT m.code, o.id, o.kind FROM organisations_municipality m JOIN organisations_organisation o
            ON o.municipality_id = m.code OR o.region_id IN
            (SELECT region_id FROM organisations_membership WHERE municipality_id = m.code)
            WHERE o.kind IN ('municipality', 'zvh', 'care_coordination', 'police')"""
        ).fetchall()
        function = {
            "municipality": "contact_officer",
            "zvh": "chain_director",
            "care_coordination": "care_coordinator",
            "police": "tmm",
        }
        order = list(function)
        found: dict[str, list] = {}
        for code, organisation, kind in sorted(rows, key=lambda row: order.index(row[2])):
            found.setdefault(code, []).append((organisation, function[kind]))
        return found

    def batch(self, number: int) -> None:
        signals = [self._signal() for _ in range(number)]
        self._copy(
            "signals_signal (id, reference, submission_digest, channel, received_on, form,"
            " serious_disadvantage, municipality_id, minor, acute, no_police, language, reporter_kind,"
            " indicators)",
            (
                (
                    s["id"],
                    s["reference"],
                    s["id"].bytes * 2,
                    "public",
                    s["on"],
                    s["form"],
                    False,
                    s["place"],
                    None,
                    s["acute"],
                    False,
                    "nl",
                    "citizen",
                    [],
                )
                for s in signals
            ),
        )
        self._copy(
            "vault_subjectkey (subject_id, wrapped)",
            ((s["id"], sealing.wrap(s["key"], s["id"])) for s in signals),
        )
        self._copy("signals_signalcontent (signal_id, body)", ((s["id"], _sealed(s)) for s in signals))
        self._copy(
            "custody_custody (signal_id, state, version)",
            ((s["id"], "open" if s["open"] else "closed", 1) for s in signals),
        )
        evaluation = json.dumps(
            {"steps": [], "because": ["Naar de aandachtsfunctionaris"], "facts": {}, "versions": []}
        )
        self._copy("custody_routeevaluation (signal_id, document)", ((s["id"], evaluation) for s in signals))
        self._copy(
            "custody_holding (id, signal_id, organisation_id, function, role, task, because, started_at,"
            " due_at, escalation, taken_up_at, ended_at, end_reason, acute, nowhere)",
            (row for s in signals for row in self._holdings(s)),
        )
        self._copy(
            "sharing_grant (id, subject_kind, subject_id, organisation_id, function, level, basis, purpose,"
            " because, granted_on, ended_because)",
            (row for s in signals for row in self._grants(s)),
        )
        self._copy(
            "signals_searchentry (organisation_id, signal_id, tokens, received_on)",
            (row for s in signals for row in self._entries(s)),
        )

    def _signal(self) -> dict:
        place = self.random.choices(self.places, self.weights)[0]
        words = self.random.sample(WORDS, 12)
        return {
            "id": uuid.UUID(int=self.random.getrandbits(128), version=4),
            "place": place,
            "words": words,
            "reference": "Z-" + "".join(self.random.choices(ALPHABET, k=9)),
            "key": sealing.new_data_key(),
            "on": self.today - timedelta(days=self.random.randrange(1500)),
            "acute": self.random.random() < 0.05,
            "form": self.random.choice(("sexual", "labour", "criminal", "unknown")),
            "open": self.random.randrange(OPEN_SHARE) == 0,
        }

    def _holdings(self, s: dict):
        started = self.now - timedelta(days=self.random.randrange(20))
        for place, (organisation, function) in enumerate(self.holders[s["place"]]):
            role = "informed" if place else "responsible"
            ended = None if s["open"] else started + timedelta(days=3)
            yield (
                uuid.uuid4(),
                s["id"],
                organisation,
                function,
                role,
                "assess",
                "Meldroute van het land",
                started,
                started + timedelta(days=self.random.randrange(1, 20)),
                0,
                None,
                ended,
                "closed" if ended else "",
                s["acute"],
                False,
            )

    def _grants(self, s: dict):
        for organisation, function in self.holders[s["place"]]:
            yield (
                uuid.uuid4(),
                "signal",
                s["id"],
                organisation,
                function,
                3,
                "route",
                "signal_handling",
                "Meldroute van het land",
                s["on"],
                "",
            )

    def _entries(self, s: dict):
        tokens = sealing.word_tokens(" ".join(s["words"]))
        for organisation, _ in self.holders[s["place"]]:
            yield organisation, s["id"], tokens, s["on"]

    def _copy(self, into: str, rows) -> None:
        with self.connection.cursor().copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _sealed(s: dict) -> bytes:
    return sealing.seal(s["key"], f"signals_signalcontent|{s['id']}|body", {"what": " ".join(s["words"])})
