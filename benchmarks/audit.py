"""What the log costs: the same acts with and without their audit event, taking turns in one run (SH7).

    python -m benchmarks audit

Two acts, each in its own durable transaction on one connection: a public report (`sec.submit_signal`), and
a professional who adds an observation (with the event goes the look for the grant it rests on). Without:
the event is not written, the rest is the same. The aim is a throughput of at least 0.85 of that without.
"""

import contextlib
import statistics
import time
import uuid

from benchmarks import ground

ROUNDS, ACTS, AIM = ground.size(9, 2), ground.size(120, 3), 0.85
ADDS = "sec.add_audit_event(text, text, text, text, text, jsonb)"
SILENT = """CREATE OR REPLACE FUNCTION sec.add_audit_event(p_action text, p_object_kind text,
    p_object_id text, p_outcome text, p_basis text, p_detail jsonb) RETURNS void LANGUAGE sql
    SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT'"""


def main() -> None:
    ground.use_own_home("audit")
    ground.prepare_database()
    acts = {"report": _Reports(), "observation": _Observations()}
    for act in acts.values():
        _speed(act)
    ratios = {}
    for name, act in acts.items():
        speeds: dict[bool, list[float]] = {True: [], False: []}
        for number in range(ROUNDS):
            for audited in (True, False) if number % 2 else (False, True):
                with contextlib.nullcontext() if audited else act.silent():
                    speeds[audited].append(_speed(act))
        median = {audited: statistics.median(values) for audited, values in speeds.items()}
        ratios[name] = round(median[True] / median[False], 3)
        ground.report(
            "audit",
            act=name,
            **ground.machine(),
            rounds=ROUNDS,
            acts=ACTS,
            with_audit=round(median[True], 1),
            without_audit=round(median[False], 1),
            ratio=ratios[name],
            aim=AIM,
            reached=ratios[name] >= AIM,
        )


def _speed(act) -> float:
    prepared = act.prepare(ACTS)
    start = time.perf_counter()
    for each in prepared:
        act.do(each)
    return len(prepared) / (time.perf_counter() - start)


class _Reports:
    """Public reports; without: the function that adds the event does nothing."""

    def prepare(self, count: int) -> list:
        from zicht.chain.intake.services import Report

        facts = {
            "channel": "public",
            "municipality": "GM0228",
            "form": "sexual",
            "story": {"what": "Iemand mag niet naar buiten."},
        }
        return [Report(submission_key=uuid.uuid4().hex, **facts) for _ in range(count)]

    def do(self, report) -> None:
        from zicht.chain.intake.services import submit_publicly

        submit_publicly(report)

    @contextlib.contextmanager
    def silent(self):
        from django.db import connections

        with connections["migrate"].cursor() as cursor:
            cursor.execute("SELECT pg_get_functiondef(%s::regprocedure)", [ADDS])
            ours = cursor.fetchone()[0]
            cursor.execute(SILENT)
            try:
                yield
            finally:
                cursor.execute(ours)


class _Observations:
    """Observations of a contact officer; without: the service notes that there was an event, and writes
    none.
    """

    def __init__(self):
        from zicht.testing.base import Country

        self._officer = Country().actor("contact_officer", "gemeente-ede")
        self._signal = Country().signal().id

    def prepare(self, count: int) -> list:
        return [f"Waarneming {number}" for number in range(count)]

    def do(self, text: str) -> None:
        from zicht.chain.custody.services import observe

        observe(self._signal, text, actor=self._officer)

    @contextlib.contextmanager
    def silent(self):
        from zicht.foundation.audit import services

        ours = services.record
        services.record = lambda *args, **kwargs: services.noted()
        try:
            yield
        finally:
            services.record = ours


if __name__ == "__main__":
    main()
