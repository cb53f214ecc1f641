"""What the rest of Zicht asks of routes: evaluate a signal, explain, replay; and the use cases of their
editors.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.utils import timezone

from zicht.chain.routes import evaluation, queries, workflow
from zicht.chain.routes.checking import check
from zicht.chain.routes.country import Country, compile_versions, country
from zicht.chain.routes.defaults import default_document
from zicht.chain.routes.models import RouteVersion
from zicht.chain.routes.outcome import Evaluation, Step
from zicht.chain.routes.queries import Area
from zicht.chain.routes.route import Facts, Problem
from zicht.chain.routes.vocabulary import FORMS, Level
from zicht.chain.routes.workflow import Event, State
from zicht.foundation.access import SYSTEM, Actor, use_case
from zicht.foundation.acts.refusals import NotPossible
from zicht.foundation.audit import services as audit
from zicht.foundation.audit.vocabulary import Action
from zicht.foundation.database.errors import UserError

STARTING_POINTS = {
    Level.NATION: "nation",
    Level.REGION: "region_short_lines",
    Level.MUNICIPALITY: "municipality_ambassadors",
}

FOUR_EYES = (
    "De landelijke route geldt voor iedereen. U schreef deze tekst zelf; een collega van het landelijk"
    " vangnet of van CoMensha publiceert die."
)


class NotPublishable(NotPossible):
    """The check found reasons against publishing; `problems` names each."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ChangedMeanwhile(NotPossible):
    """Someone else changed this version after the page was opened."""


def evaluate_for(facts: Facts, using: str = "default") -> Evaluation:
    """Who does what with a signal, by the routes and staffing of this moment; never nobody.

    Raises `UncoveredFacts` only in a country without a national desk."""
    return evaluate_in(country(using), facts)


def evaluate_in(seen: Country, facts: Facts) -> Evaluation:
    """As `evaluate_for`, in the country as someone saw it; whoever stores the answer checks `seen.token`."""
    return evaluation.evaluate_or_hold(
        facts, seen.routes(facts.municipality), seen.recipients(facts.municipality)
    )


def replay(stored: Mapping[str, Any]) -> Evaluation:
    """Evaluate a kept answer again under the versions and recipients of its own day (RT2)."""
    versions = [tuple(version) for version in stored["versions"]]
    rows = queries.by_version(versions)
    compiled = compile_versions(rows.values())
    return evaluation.replay(stored, {version: compiled[row.pk] for version, row in rows.items()})


def explain(
    gemeente: str | None,
    form: str = "unknown",
    minor: bool | None = None,
    acute: bool = False,
    no_police: bool = False,
    **more: Any,
) -> dict[str, Any]:
    """The route of a signal that might come, as plain values: route, versions, steps and reasons.

    `more` are further `Facts`. Raises `Http404` for a municipality and `UserError` for a form that is not
    known."""
    if form not in FORMS:
        raise UserError(f"{form!r} is not a form of exploitation: choose from {', '.join(FORMS)}.")
    if gemeente is not None:
        queries.municipality(gemeente)
    facts = Facts(gemeente, form, minor=minor, acute=acute, no_police=no_police, **more)
    found = evaluate_for(facts)
    level, area, number = found.versions[-1]
    return {
        "route": {"level": level, "area": area, "version": number},
        "versions": [
            {"level": level, "area": area, "version": number} for level, area, number in found.versions
        ],
        "steps": [_shown(step) for step in found.steps],
        "because": list(found.because),
    }


def _shown(step: Step) -> dict[str, Any]:
    return {
        "function": step.function,
        "organisation": step.organisation,
        "role": str(step.role),
        "tasks": [str(task) for task in step.tasks],
        "due": str(step.due),
        "term": step.due.to_json(),
        "parallel": step.parallel,
        "because": list(step.because),
    }


@use_case
def draft(area: Area, document: Any, *, actor: Actor) -> RouteVersion:
    """A new draft with the next number of its area. Refuses: an area that is not the actor's to edit."""
    require_own(area, actor)
    last = queries.versions_of(area).aggregate(last=Max("number"))["last"] or 0
    version = RouteVersion.objects.create(
        **area.fields,
        number=last + 1,
        document=document,
        above=[row.pk for row in queries.published_above(area)],
        author_id=actor.person_id,
        revised_by=actor.person_id,
        drafted_at=timezone.now(),
    )
    _record(actor, Action.ROUTE_DRAFTED, version)
    return version


@use_case
def revise(version_id: int, document: Any, *, actor: Actor, seen: str | None = None) -> RouteVersion:
    """Change a draft; a checked version becomes a draft again.

    Refuses: another's area, a published version, and a page that no longer shows the newest text (`seen`
    is the `fingerprint` of the text it shows)."""
    version = _lock_own(version_id, actor)
    if seen is not None and seen != fingerprint(version.document):
        raise ChangedMeanwhile("Iemand anders heeft deze versie intussen veranderd.")
    version.state = workflow.after(version.state, Event.REVISED)
    version.document, version.revised_by = document, actor.person_id
    version.above = [row.pk for row in queries.published_above(Area.of(version))]
    version.checked_by = version.checked_at = None
    version.save(update_fields=["state", "document", "revised_by", "above", "checked_by", "checked_at"])
    _record(actor, Action.ROUTE_DRAFTED, version)
    return version


@use_case
def check_version(version_id: int, *, actor: Actor) -> tuple[Problem, ...]:
    """Check a draft on the higher routes and the staffing of this moment; without problems it is
    `checked`."""
    version = _lock_own(version_id, actor)
    problems = problems_of(version)
    version.state = workflow.after(version.state, Event.FOUND_WANTING if problems else Event.FOUND_SOUND)
    version.checked_by, version.checked_at = actor.person_id, timezone.now()
    version.save(update_fields=["state", "checked_by", "checked_at"])
    _record(actor, Action.ROUTE_CHECKED, version, problems=len(problems))
    return problems


@use_case
def publish(version_id: int, *, actor: Actor) -> RouteVersion:
    """Make a checked version the one that counts; the one before it is retired in the same moment.

    It is checked once more, because people come and go. Refuses with `NotPublishable` and every reason, and
    the route of the nation by who wrote its text."""
    version = _lock_own(version_id, actor)
    if needs_another(version, actor):
        raise NotPossible(FOUR_EYES)
    state = workflow.after(version.state, Event.PUBLISHED)
    problems = problems_of(version)
    if problems:
        raise NotPublishable(problems)
    now, area = timezone.now(), Area.of(version)
    _retire(
        queries.versions_of(area).filter(state=State.PUBLISHED).select_for_update(of=("self",)).first(), now
    )
    version.state = state
    version.above = [row.pk for row in queries.published_above(area)]
    version.published_by, version.published_at, version.valid_from = (
        actor.person_id,
        now,
        timezone.localdate(now),
    )
    version.save(update_fields=["state", "above", "published_by", "published_at", "valid_from"])
    _record(actor, Action.ROUTE_PUBLISHED, version)
    return version


@use_case
def adopt(name: str, area: Area, *, actor: Actor) -> RouteVersion:
    """Draft, check and publish one of the shipped examples for an area, in one go. Refuses as `publish`
    does."""
    version = draft(area, default_document(name), actor=actor)
    problems = check_version(version.pk, actor=actor)
    if problems:
        raise NotPublishable(problems)
    return publish(version.pk, actor=actor)


def needs_another(version: RouteVersion, actor: Actor) -> bool:
    """Whether someone else publishes: the route of the nation counts for every organisation, so it takes two
    persons. What the system itself installs comes with Zicht."""
    return (
        version.level == Level.NATION
        and actor != SYSTEM
        and (version.revised_by or version.author_id) == actor.person_id
    )


def starting_text(area: Area) -> Any:
    """What a new version begins with: the published text of the area, or an example of its level."""
    current = queries.versions_of(area).filter(state=State.PUBLISHED).first()
    return current.document if current else default_document(STARTING_POINTS[area.level])


def fingerprint(document: Any) -> str:
    """A short value that differs when the document differs."""
    return sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]


def problems_of(version: RouteVersion) -> tuple[Problem, ...]:
    """Every reason not to publish this version now."""
    area = Area.of(version)
    above = queries.published_above(area)
    compiled = compile_versions(above)
    return check(
        version.document,
        [compiled[row.pk] for row in above],
        country().recipients,
        queries.municipalities_in(area),
        level=version.level,
        area=version.area,
        area_name=version.area_name,
        number=version.number,
    )


def _retire(version: RouteVersion | None, now) -> None:
    if version:
        version.state = workflow.after(version.state, Event.REPLACED)
        version.retired_at = now
        version.save(update_fields=["state", "retired_at"])


def _lock_own(version_id: int, actor: Actor) -> RouteVersion:
    """The version, locked until the end of the transaction. Refuses: another's area (403), unknown (404)."""
    rows = RouteVersion.objects.select_related("region", "municipality").select_for_update(of=("self",))
    version = get_object_or_404(rows, pk=version_id)
    require_own(Area.of(version), actor)
    return version


def require_own(area: Area, actor: Actor) -> None:
    """Refuses with 403 an area whose route is not the actor's to edit."""
    if not queries.may_edit(area, actor):
        raise PermissionDenied("Deze route hoort bij een ander gebied.")


def _record(actor: Actor, action: Action, version: RouteVersion, **detail: Any) -> None:
    audit.record(actor, action, "route", version.pk, area=version.area, number=version.number, **detail)
