"""The life of an agreement, as one table: draft, reviewed by a second person, in force, ended. The
database keeps it too.
"""

from django.db.models import TextChoices

from zicht.foundation.acts import lifecycle


class State(TextChoices):
    DRAFT = "draft", "Concept"
    REVIEWED = "reviewed", "Nagekeken"
    IN_FORCE = "in_force", "Geldt nu"
    ENDED = "ended", "Beëindigd"


class Event(TextChoices):
    REVISED = "revised"
    REVIEWED = "reviewed"
    STARTED = "started"
    ENDED = "ended"


TRANSITIONS = {
    (State.DRAFT, Event.REVISED): State.DRAFT,
    (State.REVIEWED, Event.REVISED): State.DRAFT,
    (State.DRAFT, Event.REVIEWED): State.REVIEWED,
    (State.REVIEWED, Event.STARTED): State.IN_FORCE,
    (State.IN_FORCE, Event.ENDED): State.ENDED,
}


def after(state: str, event: Event) -> State:
    """Return the state that follows. Raises NotPossible for an event that does not fit."""
    label = State(state).label
    return lifecycle.after(
        TRANSITIONS,
        State(state),
        event,
        f"Een afspraak met de status “{label}” kan dit niet. Kijk wat er intussen veranderd is.",
    )
