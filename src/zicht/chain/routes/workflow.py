"""The life of a version of a route, as one table: draft, checked, published, retired."""

from enum import StrEnum

from zicht.foundation.acts import lifecycle


class State(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    PUBLISHED = "published"
    RETIRED = "retired"


class Event(StrEnum):
    REVISED = "revised"
    FOUND_SOUND = "found_sound"
    FOUND_WANTING = "found_wanting"
    PUBLISHED = "published"
    REPLACED = "replaced"


LABELS = {
    State.DRAFT: "Concept",
    State.CHECKED: "Gecontroleerd",
    State.PUBLISHED: "Geldt nu",
    State.RETIRED: "Gold eerder",
}

TRANSITIONS = {
    (State.DRAFT, Event.REVISED): State.DRAFT,
    (State.CHECKED, Event.REVISED): State.DRAFT,
    (State.DRAFT, Event.FOUND_SOUND): State.CHECKED,
    (State.CHECKED, Event.FOUND_SOUND): State.CHECKED,
    (State.DRAFT, Event.FOUND_WANTING): State.DRAFT,
    (State.CHECKED, Event.FOUND_WANTING): State.DRAFT,
    (State.CHECKED, Event.PUBLISHED): State.PUBLISHED,
    (State.PUBLISHED, Event.REPLACED): State.RETIRED,
}


def after(state: str, event: Event) -> State:
    """Return the state that follows. Raises NotPossible for an event that does not fit."""
    return lifecycle.after(
        TRANSITIONS, State(state), event, f"Een versie die “{LABELS[State(state)]}” is, kan dit niet."
    )
