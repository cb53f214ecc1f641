"""Plays the script of a synthetic signal through the real use cases, each act by its colleague, at its day
in the past.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from random import Random

from django.http import Http404

from zicht.chain.custody import queries, services
from zicht.chain.custody.models import Holding
from zicht.chain.custody.services import handovers
from zicht.chain.custody.vocabulary import HoldingRole, Task
from zicht.chain.intake import services as intake
from zicht.demo import registering
from zicht.demo.fates import Actor as Role
from zicht.demo.fates import Step
from zicht.demo.organisations import demonstration_chain
from zicht.demo.present import SyntheticSignal
from zicht.foundation.access import Actor, acting
from zicht.foundation.acts import clock
from zicht.foundation.organisations.models import FunctionAssignment

SEED = 2026
TASK_OF = {
    "care_coordinator": Task.COORDINATE_CARE,
    "nla": Task.INSPECT,
    "tmm": Task.INVESTIGATE,
    "safe_home": Task.COORDINATE_CARE,
}
OFFICE_OPENS, OFFICE_MINUTES = time(9), 7 * 60


class Player:
    """Plays signals; keeps who is who and which signal became which row."""

    def __init__(self, today):
        self.today = today
        self.random = Random(SEED)
        self.actors = all_actors()
        self.stored: dict[str, intake.Stored] = {}

    def play(self, signals: Iterable[SyntheticSignal]) -> int:
        """Submit every signal and play its steps; return how many acts there were."""
        acts = 0
        for signal in signals:
            acts += 1 + self._play_one(signal)
        return acts

    def _play_one(self, signal: SyntheticSignal) -> int:
        with clock.at(self._moment(signal.days_ago)):
            self.stored[signal.key] = self._submit(signal)
        moment = self._moment(signal.days_ago)
        for step in signal.steps:
            moment = max(self._moment(step.days_ago), moment + timedelta(minutes=7))
            with clock.at(min(moment, clock.now())):
                self._act(signal, step)
        return len(signal.steps)

    def _submit(self, signal: SyntheticSignal) -> intake.Stored:
        report = intake.Report(
            submission_key=uuid.UUID(int=self.random.getrandbits(128)).hex,
            channel=signal.channel,
            story=signal.story,
            form=signal.form,
            municipality=signal.municipality_code,
            minor=signal.minor,
            acute=signal.acute,
            no_police=signal.no_police,
            serious_disadvantage=signal.serious_disadvantage,
            reporter_kind=signal.reporter_kind,
            language=signal.language,
            indicators=signal.indicators,
            received_on=signal.received_on,
            moment=clock.now(),
        )
        if report.anonymous:
            return intake.submit_publicly(report)
        return intake.submit(report, actor=self._reporter(signal))

    def _reporter(self, signal: SyntheticSignal) -> Actor:
        if signal.channel == "tip_line":
            return self.actors["meld-misdaad-anoniem", "reporter"]
        slug = self._municipal_slug(signal.municipality_code)
        return self.actors.get((slug, "reporter")) or self.actors["fairwork", "reporter"]

    def _act(self, signal: SyntheticSignal, step: Step) -> None:
        stored = self.stored[signal.key]
        actor = self._actor(step.actor) if step.actor else None
        if step.kind == "reply":
            registering.reply(stored, step.text)
        elif step.kind == "close":
            self._close(signal, stored.id, step)
        elif step.kind in ("accept", "return"):
            self._answer(stored.id, step, actor)
        else:
            getattr(self, f"_{step.kind}")(signal, stored.id, step, actor)

    def _take_up(self, signal, signal_id, step, actor):
        services.take_up(signal_id, actor=actor)

    def _observe(self, signal, signal_id, step, actor):
        services.observe(signal_id, step.text, actor=actor)

    _table = _observe

    def _assess(self, signal, signal_id, step, actor):
        services.assess(signal_id, step.code, step.reason, actor=actor)

    def _hand_over(self, signal, signal_id, step, actor):
        to = self._actor(step.to)
        task = TASK_OF.get(step.to.function, Task.ASSESS)
        handovers.offer(signal_id, to.organisation_id, step.to.function, task, step.text, actor=actor)

    def _feedback(self, signal, signal_id, step, actor):
        services.observe(signal_id, step.text, actor=actor)

    def _link(self, signal, signal_id, step, actor):
        other = self.stored.get(step.other)
        if other and self._sees(actor, other.id):
            services.link(signal_id, other.id, "same_event", actor=actor)

    def _register(self, signal, signal_id, step, actor):
        registering.register(signal, signal_id, actor)

    def _answer(self, signal_id, step: Step, actor: Actor) -> None:
        with acting(actor):
            offered = queries.offered_to(actor).filter(signal_id=signal_id).first()
        if step.kind == "accept":
            handovers.accept(offered.id, actor=actor)
        else:
            handovers.return_with_reason(offered.id, step.reason, actor=actor)

    def _close(self, signal: SyntheticSignal, signal_id, step: Step) -> None:
        """Everyone who is responsible finishes, the script's own actor last."""
        actor = self._actor(step.actor)
        with acting(actor):
            held = Holding.objects.filter(
                signal_id=signal_id, ended_at__isnull=True, role=HoldingRole.RESPONSIBLE
            )
            others = list(held.values_list("organisation__slug", "function"))
        for slug, function in others:
            other = self.actors[slug, function]
            if other.organisation_id != actor.organisation_id:
                services.finish(signal_id, step.code, "conversation", actor=other)
        services.finish(signal_id, step.code, "conversation", word=step.text, actor=actor)

    def _sees(self, actor: Actor, signal_id) -> bool:
        try:
            with acting(actor):
                queries.lock_visible(signal_id)
        except Http404:
            return False
        return True

    def _actor(self, role: Role) -> Actor:
        return self.actors[role.organisation_slug, role.function]

    def _moment(self, days_ago: int) -> datetime:
        """A moment in office hours on that day, never in the future."""
        start = datetime.combine(self.today - timedelta(days=days_ago), OFFICE_OPENS, clock.AMSTERDAM)
        moment = start + timedelta(minutes=self.random.randrange(OFFICE_MINUTES))
        return min(moment, clock.now())

    def _municipal_slug(self, code: str | None) -> str:
        return demonstration_chain().municipal_slugs.get(code, "")


def all_actors() -> dict[tuple[str, str], Actor]:
    """One actor for each function of each organisation: first persons before deputies, those present
    before those away."""
    rows = FunctionAssignment.objects.select_related("account", "organisation").order_by("deputy", "id")
    functions: dict[tuple, list[str]] = {}
    for row in rows:
        functions.setdefault((row.account_id, row.organisation_id), []).append(row.function)
    actors: dict[tuple[str, str], Actor] = {}
    for row in rows:
        actor = Actor(
            organisation_id=row.organisation_id,
            person_id=row.account_id,
            functions=tuple(sorted(functions[row.account_id, row.organisation_id])),
            name=row.account.name,
            organisation_name=row.organisation.name,
        )
        actors.setdefault((row.organisation.slug, row.function), actor)
    return actors
