"""The life of an agreement, as one table: draft, reviewed by a second person, in force, ended. The database keeps it too."""

from django.db.models import TextChoices


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


class NotNow(ValueError):
    """This act does not fit the agreement as it is now; the message is for the person, in plain Dutch."""


def after(state: str, event: Event) -> State:
    """Return the state that follows. Raises NotNow for an event that does not fit."""
    try:
        return TRANSITIONS[State(state), event]
    except KeyError:
        raise NotNow(f"Een afspraak met de status “{State(state).label}” kan dit niet. Kijk wat er intussen veranderd is.") from None
