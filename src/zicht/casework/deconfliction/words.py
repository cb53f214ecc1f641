"""A warning and a plan in words."""

from zicht.casework.deconfliction import services
from zicht.chain.signals.vocabulary import KeyKind
from zicht.foundation.acts import clock
from zicht.foundation.organisations.vocabulary import Function


def warning(row, other) -> dict:
    """Return a warning in words; `other` only where the actor may see the other side's work."""
    own = services.about(row.work)
    return {
        "row": row,
        "kinds": " en ".join(KeyKind(kind).label for kind in row.kinds),
        "who": Function(row.other_function).label,
        "own": f"signaal {row.work.signal.reference}" if own is None and row.work.signal else of(own),
        "other": other,
        "soon": row.work.ends_on is not None and row.work.starts_on <= clock.today(),
    }


def of(about) -> str:
    """Return what work is about, in one line."""
    if about is None:
        return "een signaal"
    return ", ".join(
        part for part in (about.address, about.phone, about.plate, about.company, about.person) if part
    )
