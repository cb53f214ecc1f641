"""Every address that takes a piece of case data, found in the resolver: a new one takes part by itself, or
is named here.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.isolation.cast import CARE, POLICE, SAFETY_HOUSE
from tests.isolation.oracle import ASKED, CORE, FULL, WAITING, Oracle
from zicht.foundation.access.permissions import Permission

CASE_PARTS = frozenset(
    [
        "signal_id",
        "handover_id",
        "attachment_id",
        "victim_id",
        "other_id",
        "candidate_id",
        "regrouping_id",
        "notification_id",
        "asked_id",
        "feedback_id",
        "draft_id",
        "run_id",
        "break_glass_id",
        "request_id",
        "work_id",
        "table_id",
        "meeting_id",
        "item_id",
        "promise_id",
    ]
)
OTHER_PARTS = {
    "assignment_id": "a colleague's function",
    "invitation_id": "a proposed function or an invitation of the own organisation",
    "setting_id": "a threshold of the nightly comparison, until two agree: configuration",
    "absence_id": "a colleague's absence",
    "person_id": "a colleague who may ask more today",
    "criterion_id": "when an organisation notifies: configuration",
    "proposal_id": "a change of when an organisation notifies, until two agree: configuration",
    "version_id": "a version of a route",
    "agreement_id": "an agreement on sharing: no persons",
    "code": "a municipality",
    "secret": "an invitation",
    "key": "allauth: resetting a password",
    "uidb36": "allauth: resetting a password",
    "pk": "allauth: an own passkey",
    "path": "static files",
    "question_id": "a question about access: only who asked and who answers, shown in its own room",
    "conflict_id": "a declared interest: only for the data-protection officer, shown in its own room",
    "event_id": "an event in the log: only for the data-protection officer, shown in its own room",
}

ANSWERED = frozenset([200, 302, 405, 409, 422])
SILENT = {
    "messages:read": "marking what is not one's own does nothing and leads to the inbox, as always",
    "intake:discard": "a draft that is gone already, or never was, is thrown away as calmly as one's own",
}
WHO_IS_ASKED = (POLICE, "tmm")
CHAIR = (SAFETY_HOUSE, "chain_director")
OWNER_OF_ACTION = (CARE, "care_coordinator")
OF_THE_CHAIR = frozenset(
    ["tables:move", "tables:start", "tables:confirm", "tables:park", "tables:close", "tables:draft"]
)
OF_WHO_GAVE_IT = frozenset(["intake:given"])
SEEN_WITH_CORE = frozenset(["custody:signal", "custody:called", "oversight:declare_signal"])


@dataclass(frozen=True)
class Address:
    """A named address of the workplace with case data in it."""

    name: str
    parts: tuple[str, ...]
    permission: Permission
    methods: tuple[str, ...]

    def url(self, objects: dict) -> str | None:
        """Return where this address leads for a signal's objects; None when the signal has no such object."""
        if not set(self.parts) <= set(objects):
            return None
        return reverse(self.name, kwargs={part: objects[part] for part in self.parts})

    def expected(self, oracle: Oracle, state: str, method: str) -> frozenset[int]:
        """Return the statuses that are right for this person."""
        if not oracle.may(self.permission):
            return frozenset([403])
        if self.methods and method not in self.methods:
            return frozenset([405])
        if self.exists(oracle, state):
            return ANSWERED
        return frozenset([302 if self.name in SILENT and method == "POST" else 404])

    def exists(self, oracle: Oracle, state: str) -> bool:
        """Return whether what this address leads to exists for this person."""
        if "handover_id" in self.parts:
            return self._can_be_answered(oracle, state)
        if "work_id" in self.parts:
            return oracle.works(oracle.world.objects[state]["work_id"])
        if {"table_id", "meeting_id", "item_id"} & set(self.parts):
            return self._at_the_table(oracle, state)
        if {"feedback_id", "draft_id"} & set(self.parts) or self.name in OF_WHO_GAVE_IT:
            return oracle.gave(state)
        if "break_glass_id" in self.parts:
            return oracle.reviews(state)
        if "request_id" in self.parts:
            return oracle.asked_for_contact(state)
        if "run_id" in self.parts:
            return oracle.imported(self.name)
        if "asked_id" in self.parts:
            return oracle.among({WHO_IS_ASKED})
        if {"victim_id", "notification_id", "candidate_id", "regrouping_id"} & set(self.parts):
            return oracle.person(state)
        return oracle.level(state) >= (CORE if self.name in SEEN_WITH_CORE else FULL)

    def _at_the_table(self, oracle: Oracle, state: str) -> bool:
        """A seat opens the table; an item also needs sight on its signal; the chair alone arranges, parks
        and confirms.
        """
        if self.name in OF_THE_CHAIR:
            return oracle.among({CHAIR})
        if self.name == "tables:done":
            return oracle.among({OWNER_OF_ACTION})
        needed = CORE if "item_id" in self.parts else 0
        return oracle.sits() and oracle.level(state) >= needed

    def _can_be_answered(self, oracle: Oracle, state: str) -> bool:
        if self.name == "custody:withdraw":
            return state in WAITING and oracle.among({WAITING[state]})
        asked = state in ASKED and oracle.among({ASKED[state]})
        return asked and (state in WAITING or self.name != "custody:answer")


def patterns(resolver=None, namespaces=()):
    """Yield every pattern with its full name and the parts it takes."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, (*namespaces, entry.namespace) if entry.namespace else namespaces)
        elif isinstance(entry, URLPattern):
            yield ":".join([*namespaces, entry.name or ""]), tuple(entry.pattern.converters), entry.callback


@lru_cache
def case_addresses() -> list[Address]:
    """Return every address with case data in it."""
    return [
        Address(name, parts, view.access_rule, _methods(view))
        for name, parts, view in patterns()
        if CASE_PARTS & set(parts)
    ]


def _methods(view) -> tuple[str, ...]:
    """The methods a view takes, as `require_http_methods` keeps them in its closure; none when it takes
    all.
    """
    while view is not None:
        for cell in view.__closure__ or ():
            if isinstance(cell.cell_contents, list):
                return tuple(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return ()
